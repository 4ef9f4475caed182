import type { DetailColumn } from '../../definition';
import { decidedCases, submittedCases } from '../../sql/cases';
import { SERVICE_DIMENSIONS, serviceDimensions } from '../../sql/service-dimensions';

/** Columns that every figure about applications opens to; `more` are its own. */
export const caseDetail = (...more: DetailColumn[]): DetailColumn[] => [
  { column: 'case_id', label: { id: 'Berkas', en: 'Case' }, kind: 'teks' },
  { column: 'submitted_at', label: { id: 'Diajukan', en: 'Submitted' }, kind: 'waktu' },
  ...more,
];

export const decidedAt: DetailColumn = { column: 'decided_at', label: { id: 'Diputus', en: 'Decided' }, kind: 'waktu' };
export const dueBy: DetailColumn = { column: 'due_at', label: { id: 'Jatuh tempo', en: 'Due' }, kind: 'waktu' };
export const hours: DetailColumn = { column: 'hours', label: { id: 'Jam', en: 'Hours' }, kind: 'angka' };
export const returned: DetailColumn = {
  column: 'returned',
  label: { id: 'Kali dikembalikan', en: 'Times returned' },
  kind: 'angka',
};
export const finding: DetailColumn = { column: 'finding', label: { id: 'Temuan', en: 'Finding' }, kind: 'teks' };

export const dimensions = SERVICE_DIMENSIONS;

/** Rows of applications with their dimensions, placed in time by `moment`. `more` are further columns. */
export const caseRows = (from: string, moment: string, ...more: string[]) =>
  `SELECT *, ${[`${moment} AS moment`, serviceDimensions('submitted_at'), ...more].join(', ')} FROM (${from})`;

/** Hours from submission to decision, of decided cases. */
export const elapsedHours =
  'greatest(0, toUnixTimestamp(assumeNotNull(decided_at)) - toUnixTimestamp(submitted_at)) / 3600 AS hours';

/** Minutes until the decision, or until the case was last seen waiting; null where only the step is known, not its time. */
const WAITED = `if(NOT start_known OR (decided AND decided_at IS NULL), NULL, toNullable(intDiv(greatest(0, toUnixTimestamp(
    multiIf(decided, assumeNotNull(decided_at), abandoned_at IS NOT NULL, assumeNotNull(abandoned_at), toDateTime({to:DateTime('UTC')}, 'UTC')))
    - toUnixTimestamp(submitted_at)), 60)))`;

/** What figures of the applications submitted in the period rest on, and of those decided in it; both with `hours`. */
export const ofSubmitted = {
  rows: caseRows(submittedCases, 'submitted_at', `${WAITED} AS waited`, 'waited / 60 AS hours'),
  dimensions,
};
export const ofDecided = { rows: caseRows(decidedCases, 'assumeNotNull(decided_at)', elapsedHours), dimensions };
