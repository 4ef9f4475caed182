import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { writeAudit } from '../../clickhouse/accounts/audit';
import { type MetricInput, metrics, readMetric } from '../../clickhouse/metrics';
import { readBreakdown } from '../../clickhouse/metrics/breakdown';
import { DIMENSIONS, type DimensionId, FILTERS } from '../../clickhouse/metrics/dimensions';
import type { MetricId } from '../../clickhouse/metrics/registry';
import { type OnlyMember, readRows } from '../../clickhouse/metrics/rows';
import { metricVersion } from '../../clickhouse/metrics/version';
import { readWhy } from '../../clickhouse/metrics/why';
import { countsWorkingDays } from '../../clickhouse/metrics/working-days';
import type { Viewer } from '../access/roles';
import { shellCity } from '../shell/city.server';
import { formatsFor } from '../text/format';
import { asCsv, type ExportCell, type ExportTable, guarded, SUPPRESSED, suppressSmall } from './export-table';
import { undecidedHolidays } from './holidays.server';
import { knownSplit } from './known-split';
import { metricsText } from './metrics.text';
import { pagesText } from './pages.text';
import type { Scope } from './scope';
import { writeMember } from './write';

/** Files are of Indonesian offices, whatever the language of the screen. */
const t = metricsText.id;

/** So many rows go into one file: what a spreadsheet opens on an office computer. */
const MOST_ROWS = 50_000;
const ROWS_PER_READING = 10_000;

export type ExportContent =
  | { isi: 'seri' }
  | { isi: 'pilah'; dimension: DimensionId }
  | { isi: 'mengapa'; dimension: DimensionId }
  | { isi: 'baris'; only?: OnlyMember };

const words = { seri: 'seri', pilah: 'pilahan', mengapa: 'perubahan', baris: 'baris' } as const;

/** One table of a metric for people's spreadsheets. */
export async function exportTable(
  id: MetricId,
  content: ExportContent,
  { scope, input }: { scope: Scope; input: MetricInput },
): Promise<ExportTable> {
  const definition = metrics.find((metric) => metric.id === id)!;
  const reading = await readMetric(id, { ...input, previous: undefined });
  const f = formatsFor('id', scope.timezone);
  const until = new Date(scope.period.to.getTime() - 1);
  const stamps = await scopeStamps({
    scope,
    input,
    about: [
      ['Rumus', definition.formula.id],
      ['Satuan', t[definition.unit] || 'indeks'],
    ],
    versions: [`${id} ${metricVersion(id)}`],
    watermark: reading.watermark,
    notes: [reading.value === null && content.isi !== 'baris' ? reading.reason : '', await holidaysStamp([id], input)],
  });
  const day = dayIn(scope.timezone);
  const file = [
    id,
    words[content.isi],
    'dimension' in content ? content.dimension : '',
    day(scope.period.from),
    day(until),
  ]
    .filter(Boolean)
    .join('-');
  const about = { file, title: definition.name.id, stamps };
  if (content.isi === 'seri') {
    const cells = suppressSmall(reading.series);
    return {
      ...about,
      columns: ['Mulai', definition.name.id, `Banyaknya (${definition.counts})`],
      rows: cells.map((cell) => [day(cell.start), ...numbers(cell)]),
    };
  }
  if (content.isi === 'mengapa')
    return { ...about, ...(await whyTable(id, content.dimension, { scope, input }, stamps)) };
  if (content.isi === 'pilah') {
    const { dimension } = content;
    const { parts, rest, total } = knownSplit(reading, await readBreakdown(id, dimension, input), definition);
    const cells = suppressSmall([...parts, ...(rest.n > 0 ? [{ member: '', name: t.remainder, ...rest }] : [])]);
    const [whole] = suppressSmall([total]);
    const isRest = (at: number) => at >= parts.length;
    return {
      ...about,
      title: `${definition.name.id} menurut ${DIMENSIONS[dimension].id.toLowerCase()}`,
      columns: ['Kode', DIMENSIONS[dimension].id, definition.name.id, `Banyaknya (${definition.counts})`],
      rows: [
        ...cells.map((cell, i) => [
          cell.member,
          isRest(i) ? cell.name : writeMember(dimension, cell, t, 'id'),
          ...numbers(cell),
        ]),
        ['', t.total, ...numbers(whole!)],
      ],
    };
  }
  const { only } = content;
  if (only) stamps.push([DIMENSIONS[only.dimension].id, only.member === '' ? t.notTold : only.member]);
  const first = await readRows(id, input, { size: ROWS_PER_READING, only });
  const rows = [...first.rows];
  for (let page = 2; rows.length < Math.min(first.total, MOST_ROWS); page++) {
    const next = await readRows(id, input, { page, size: ROWS_PER_READING, only });
    if (next.rows.length === 0) break;
    rows.push(...next.rows);
  }
  if (first.reason) stamps.push(['Catatan', first.reason]);
  if (first.total > rows.length)
    stamps.push(['Catatan', `${f.number(rows.length, 0)} baris terbaru dari ${f.number(first.total, 0)}`]);
  return {
    ...about,
    title: `Baris: ${definition.name.id}`,
    columns: first.columns.map((column) => column.label.id),
    rows: rows.map((row) =>
      first.columns.map(({ kind }, i): ExportCell => {
        const cell = row[i] ?? null;
        if (cell === null) return null;
        if (kind === 'waktu') return new Date(Number(cell) * 1000);
        if (kind === 'angka') return Number(cell);
        return kind === 'ya_tidak' ? Number(cell) !== 0 : String(cell);
      }),
    ),
  };
}

/** What each member of a dimension contributes to the change, as the page tells it: small members are withheld on both sides. */
async function whyTable(
  id: MetricId,
  dimension: DimensionId,
  { scope, input }: { scope: Scope; input: MetricInput },
  stamps: ExportTable['stamps'],
): Promise<Pick<ExportTable, 'title' | 'stamps' | 'columns' | 'rows'>> {
  const { name } = metrics.find((metric) => metric.id === id)!;
  const { previous } = scope.period;
  const why = await readWhy(id, { ...input, previous });
  const one = why.dimensions.find((each) => each.dimension === dimension);
  const members = one?.members ?? [];
  const [before, after] = (['before', 'after'] as const).map((side) => suppressSmall(members.map((m) => m[side])));
  const day = dayIn(scope.timezone);
  const compared = `${day(previous.from)} sampai ${day(new Date(previous.to.getTime() - 1))}`;
  return {
    title: `Mengapa ${name.id} berubah menurut ${DIMENSIONS[dimension].id.toLowerCase()}`,
    stamps: [
      ...stamps,
      ['Pembanding', compared],
      ...(one ? [['Cara', pagesText.id[why.nature]] as [string, string]] : []),
    ],
    columns: ['Kode', DIMENSIONS[dimension].id, 'Sebelum', 'Kasus sebelum', 'Sesudah', 'Kasus sesudah', 'Sumbangan'],
    rows: one
      ? [
          ...members.map((member, i): ExportCell[] => {
            const isFew = before![i]!.isSuppressed || after![i]!.isSuppressed;
            return [
              member.member,
              writeMember(dimension, member, t, 'id'),
              ...numbers(before![i]!),
              ...numbers(after![i]!),
              isFew ? SUPPRESSED : member.contribution,
            ];
          }),
          ['', t.remainder, null, null, null, null, one.remainder],
          ['', pagesText.id.difference, null, null, null, null, why.difference],
        ]
      : [],
  };
}

/** Days as a spreadsheet sorts them. */
export const dayIn = (timeZone: string) => (at: Date) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);

/** The note of a file about working days in a year whose holidays are not set; '' where it needs none. */
export async function holidaysStamp(ids: readonly MetricId[], input: MetricInput): Promise<string> {
  if (!ids.some(countsWorkingDays)) return '';
  return (await undecidedHolidays(input, 'id'))?.note ?? '';
}

/** What stands above the head of every file: whose data, what of them, how narrowed, by which versions, and how new. */
export async function scopeStamps({
  scope,
  input,
  about,
  versions,
  watermark,
  notes,
}: {
  scope: Scope;
  input: MetricInput;
  about: ExportTable['stamps'];
  versions: readonly string[];
  watermark: Date | null;
  notes: readonly (string | undefined)[];
}): Promise<ExportTable['stamps']> {
  const city = await shellCity();
  const f = formatsFor('id', scope.timezone);
  const until = new Date(scope.period.to.getTime() - 1);
  return [
    ['Kota', `${city.name}${city.demo ? ' (DATA CONTOH: angka buatan, bukan catatan kota)' : ''}`],
    ...about,
    ['Periode', `${f.date(scope.period.from)} sampai ${f.date(until)} (${scope.timezone})`],
    ['SKPD', city.skpd.find(({ code }) => code === scope.skpd)?.name ?? scope.skpd ?? 'semua'],
    ...FILTERS.map((filter): [string, string] => [DIMENSIONS[filter].id, scope.filters[filter] ?? '']),
    ['Versi angka', versions.join(', ')],
    ['Data sampai', watermark ? f.dateTime(watermark) : 'belum ada data'],
    ...notes.map((note): [string, string] => ['Catatan', note ?? '']),
    ['Dibuat', f.dateTime(input.now)],
  ].filter(([, text]) => text !== '') as ExportTable['stamps'];
}

const numbers = ({
  value,
  n,
  isSuppressed,
}: {
  value: number | null;
  n: number;
  isSuppressed: boolean;
}): ExportCell[] => (isSuppressed ? [SUPPRESSED, SUPPRESSED] : [value, n]);

/** Writes down who takes what along, then gives the file. */
export async function sendTable(
  table: ExportTable,
  format: 'csv' | 'xlsx',
  { viewer, id, scope, isi }: { viewer: Viewer; id: string; scope: Pick<Scope, 'search'>; isi: string },
): Promise<Response> {
  await writeAudit({
    actor: viewer.userId,
    role: viewer.role,
    action: 'ekspor',
    subject: id,
    detail: `${isi} ${format} ${scope.search} ${table.rows.length} baris`.replaceAll(/\s+/g, ' '),
  });
  const body = format === 'csv' ? asCsv(table) : new Uint8Array(await asXlsx(table));
  return new Response(body, {
    headers: {
      'Content-Type':
        format === 'csv'
          ? 'text/csv; charset=utf-8'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="${table.file}.${format}"`,
      'Cache-Control': 'no-store',
    },
  });
}

/** Texts are written as texts, so no cell of a workbook is ever a formula; the guard serves who saves it as CSV. */
function asXlsx({ title, stamps, columns, rows }: ExportTable): Promise<Buffer> {
  const data: SheetData = [
    [{ value: title, fontWeight: 'bold' }],
    ...stamps.map(([label, text]) => [label, guarded(text)]),
    [],
    columns.map((column) => ({ value: column, fontWeight: 'bold' as const })),
    ...rows.map((row) =>
      row.map((cell) => {
        if (cell instanceof Date) return { value: cell, type: Date, format: 'yyyy-mm-dd hh:mm:ss' };
        return typeof cell === 'string' ? guarded(cell) : cell;
      }),
    ),
  ];
  return writeXlsxFile(data, { sheet: 'Data', columns: columns.map(() => ({ width: 24 })) }).toBuffer();
}
