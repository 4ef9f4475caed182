import { writeAudit } from '../../clickhouse/accounts/audit';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { type ComplaintVersion, complaintHistory } from '../../clickhouse/metrics/families/aduan/history';
import { mustBeAbout } from '../access/guard.server';
import type { Viewer } from '../access/roles';
import type { ExportTable } from '../metrics/export-table';
import { dayIn } from '../metrics/exports.server';
import { cellsOf, type ListColumn } from '../metrics/list';
import { shellCity } from '../shell/city.server';
import { trouble } from '../shell/trouble';
import type { Language } from '../text/define';
import { formatsFor } from '../text/format';
import { complaintsText, stateWord } from './complaints.text';

/** Everything that was seen of one complaint, for who may see it; `versions` null: its reporter asked for secrecy. */
export async function readComplaint(
  viewer: Viewer,
  source: string,
  number: string,
  kind: 'page' | 'resource' = 'page',
) {
  const found = await complaintHistory(source, number);
  // Whether a complaint of another office exists is not told either.
  if (!found || (found === 'rahasia' && viewer.role === 'skpd')) throw trouble({ what: 'tidak-ada' });
  if (found === 'rahasia') return { source, number, versions: null, names: {} };
  mustBeAbout(viewer, found.at(-1)?.skpd ?? '', kind);
  // One complaint is as near to its reporter as the product goes: who looked at it is written down before it is shown.
  await writeAudit({
    actor: viewer.userId,
    role: viewer.role,
    action: 'lihat-data-pribadi',
    subject: `${source}/${number}`,
    detail: 'riwayat aduan',
  });
  const { profile } = await currentCity();
  const names = Object.fromEntries([
    ...profile.skpd.map(({ kode, nama }) => [kode, nama]),
    ...profile.kecamatan.map(({ kode, nama }) => [kode, nama]),
    ...profile.sumber.map(({ id, nama }) => [id, nama]),
  ]) as Record<string, string>;
  return { source, number, versions: found, names };
}

const { id, en } = complaintsText;
const label = (key: 'state' | 'office' | 'seenAt' | 'closer' | 'given' | 'hours' | 'reason') => ({
  id: id[key],
  en: en[key],
});

const columns = (names: Record<string, string>): ListColumn<ComplaintVersion>[] => [
  { key: 'seen', label: label('seenAt'), kind: 'waktu', cell: (row) => row.observed_at },
  { key: 'state', label: label('state'), kind: 'teks', cell: (row, { language }) => stateWord(language, row.status) },
  {
    key: 'closer',
    label: label('closer'),
    kind: 'teks',
    cell: (row, { language }) => (row.closed_by ? stateWord(language, row.closed_by) : ''),
  },
  {
    key: 'hours',
    label: label('hours'),
    kind: 'angka',
    cell: ({ observed_at, received_at }) => Math.max(0, observed_at.getTime() - received_at.getTime()) / 3_600_000,
  },
  { key: 'office', label: label('office'), kind: 'teks', cell: (row) => names[row.skpd] ?? row.skpd },
  { key: 'given', label: label('given'), kind: 'teks', cell: (row) => row.status_given },
  { key: 'reason', label: label('reason'), kind: 'teks', cell: (row) => row.reason },
];

/** The steps of one complaint as a file; a secret one has none. */
export async function complaintTable(
  viewer: Viewer,
  source: string,
  number: string,
  language: Language,
): Promise<ExportTable> {
  const { versions, names } = await readComplaint(viewer, source, number, 'resource');
  if (!versions) throw trouble({ what: 'tidak-ada' });
  const city = await shellCity();
  const f = formatsFor('id', city.timeZone);
  const told = columns(names);
  return {
    file: ['riwayat', source, number].join('-').replaceAll(/[^\w.-]+/g, '-'),
    title: complaintsText[language].history(number),
    stamps: [
      ['Kota', `${city.name}${city.demo ? ' (DATA CONTOH: angka buatan, bukan catatan kota)' : ''}`],
      ['Isi', id.stepsNote],
      ['Sumber', names[source] ?? source],
      ['Diterima', f.dateTime(versions[0]!.received_at)],
      ['Dibuat', f.dateTime(now())],
    ],
    columns: told.map((column) => column.label[language]),
    rows: cellsOf(told, versions, { language, day: dayIn(city.timeZone) }),
  };
}
