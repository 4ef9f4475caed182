import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { secrets } from '../../clickhouse/data-folder/secrets';
import { PlainError } from '../../clickhouse/plain-error';
import { fedBy } from '../../clickhouse/sources/feeds';
import type { ColumnClass, Preview, Suggestion } from '../../clickhouse/sources/preview';
import { connect } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { byteStream } from '../files/byte-stream';
import type { FileTraits } from '../files/file-format';
import { recordChunks, recordHeader, traitsOf } from '../files/records';
import { logRefusal, recogniseLog } from '../kinds/log-formats';
import { factColumns } from '../ledger/staging';
import { findMapping, mappings } from '../mappings';
import { layoutOf, type Mapping, missingColumns, placesOf } from '../mappings/mapping';
import { maskedSql, privacyParams } from '../privacy/mask';
import { readerOf } from '../runs/reader-of';
import { ACCESS_LOG, cityParams, withRowsAt } from '../runs/sources';
import { surveyFile } from '../runs/survey-file';
import { guessClass } from './guess-class';
import { zoneDoubt } from './zone-doubt';

/** How many records are looked at, and how many of them are shown. */
const RECORDS_LOOKED_AT = 1_000;
const ROWS_SHOWN = 12;
const VALUES_SHOWN = 30;
const LONGEST_CELL = 160;
const HEAD_BYTES = 65_536;

/** What is known of a source that is being made. Whatever is left out is guessed. */
export interface Draft {
  /** Id of a mapping, or `log-akses`. */
  pemetaan?: string;
  /** A mapping of the source's own, which then needs no id. */
  mapping?: Mapping;
  skpd?: string;
  situs?: string;
  zona_waktu?: string;
  /** Where the records stand in a JSON answer, when the mapping does not tell it. */
  baris?: string;
}

/** Shows what a file would become as a source of the city, and stores nothing. Throws a PlainError for what can be no source. */
export async function previewFile(path: string, draft: Draft, profile: CityProfile): Promise<Preview> {
  const head = await headOf(path);
  const log = draft.pemetaan === ACCESS_LOG || (!draft.pemetaan && !draft.mapping && recogniseLog(head) !== undefined);
  if (log) return previewLog(path, head, draft, profile);
  const file = { path, traits: await traitsOf({ path }) };
  const header = await recordHeader(file, { columns: [], ...(draft.baris ? { rows: draft.baris } : {}) });
  const suggestions = suggest(header, profile);
  const [best] = suggestions;
  const chosen =
    draft.mapping ??
    (draft.pemetaan ? findMapping(draft.pemetaan, profile) : undefined) ??
    (best && best.missing.length === 0 ? findMapping(best.id, profile) : undefined);
  if (draft.pemetaan && !chosen) throw new PlainError(`Pemetaan "${draft.pemetaan}" tidak dikenal.`);
  const mapping = chosen && withRowsAt(draft.baris, chosen);
  const unmapped = await readUnmapped(file, mapping, draft.baris);
  if (draft.baris && file.traits.format === 'jsonl' && unmapped.shown.read.length === 1)
    throw new PlainError(`Jawabannya tidak memuat daftar rekaman pada "${draft.baris}". Periksa letak rekamannya.`);
  const missing = mapping ? missingColumns(mapping, unmapped.header) : [];
  if (!mapping || missing.length > 0) {
    return {
      ...unmapped.shown,
      ...nothingMapped,
      mapping: mapping?.id ?? '',
      table: mapping?.table ?? '',
      missing,
      suggestions,
      mappings: choosable(profile),
    };
  }
  const mapped = await readMapped(path, mapping, draft, profile);
  return {
    ...unmapped.shown,
    ...mapped,
    mapping: mapping.id,
    table: mapping.table,
    missing,
    suggestions,
    mappings: choosable(profile),
    feeds: fedBy(mapping.table),
  };
}

const nothingMapped = {
  mapped: [],
  rejected: [],
  counts: { read: 0, ok: 0, rejected: 0, ignored: 0, reasons: {} },
  span: null,
  zone: '',
  doubt: null,
  feeds: { metrics: [], probes: [] },
};

async function headOf(path: string): Promise<Buffer> {
  const stream = await byteStream(path);
  let head = Buffer.alloc(0);
  for await (const piece of stream as AsyncIterable<Buffer>) {
    head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES)]);
    if (head.length >= HEAD_BYTES) break;
  }
  stream.destroy();
  return head;
}

const allMappings = (profile: Pick<CityProfile, 'pemetaan'>): Mapping[] => [
  ...Object.values(mappings),
  ...profile.pemetaan.flatMap((m) => findMapping(m.id, profile) ?? []),
];

const choosable = (profile: CityProfile) => allMappings(profile).map(({ id, name, table }) => ({ id, name, table }));

/** Mappings that a header may belong to, the best first: those that lack nothing, by how much of the header they know. */
function suggest(header: string[], profile: Pick<CityProfile, 'pemetaan'>): Suggestion[] {
  return allMappings(profile)
    .map((mapping) => ({
      id: mapping.id,
      name: mapping.name,
      found: Object.keys(mapping.spec.kolom).filter((name) => placesOf(mapping, name, header).length > 0).length,
      missing: missingColumns(mapping, header),
      required: mapping.required.length,
    }))
    .filter((s) => s.found > 0 && s.missing.length <= s.required / 2)
    .sort(
      (a, b) =>
        Number(a.missing.length > 0) - Number(b.missing.length > 0) || b.found - a.found || b.required - a.required,
    )
    .slice(0, 5)
    .map(({ required, ...s }) => s);
}

/** The first records of a file as they stand in it, personal data masked or hidden. */
async function readUnmapped(
  file: { path: string; traits: FileTraits },
  mapping: Mapping | undefined,
  baris: string | undefined,
) {
  const layout = { ...(baris ? { rows: baris } : {}), ...(mapping ? layoutOf(mapping) : {}), columns: [] };
  let header: string[] = [];
  let sample: { line: number; cells: string[] }[] = [];
  for await (const chunk of recordChunks(file, layout, { records: RECORDS_LOOKED_AT, chars: 4 << 20 })) {
    header = chunk.header;
    sample = chunk.records.filter((r) => r.broken === '').map((r) => ({ line: r.line, cells: r.fields }));
    break;
  }
  const classes = header.map((name) => classOf(mapping, name, header));
  const hidden = classes.map((c) => c === 'pribadi');
  const short = (cell = '') => cell.slice(0, 2 * LONGEST_CELL);
  const values = header.map((_, i) => {
    if (classes[i] !== 'umum') return [];
    const different = [...new Set(sample.map((r) => r.cells[i] ?? '').filter((v) => v !== ''))];
    return different.length <= VALUES_SHOWN ? different.map(short) : [];
  });
  const rows = sample.slice(0, ROWS_SHOWN).map((r) => header.map((_, i) => (hidden[i] ? '' : short(r.cells[i]))));
  const [masked] = await maskedCells({ ...privacyParams(secrets()), rows: [...rows, ...values] });
  return {
    header,
    shown: {
      format: file.traits.format,
      columns: header.map((name, i) => ({ name, class: classes[i]!, values: masked!.rows[rows.length + i]! })),
      read: rows.map((_, n) => ({ line: sample[n]!.line, cells: masked!.rows[n]! })),
    },
  };
}

const maskedCells = defineQuery({
  name: 'masked-cells',
  sql: `SELECT arrayMap(row -> arrayMap(cell -> substringUTF8(${maskedSql('cell')}, 1, ${LONGEST_CELL}), row),
    {rows:Array(Array(String))}) AS rows`,
  params: z.record(z.string(), z.unknown()),
  row: z.object({ rows: z.array(z.array(z.string())) }),
});

function classOf(mapping: Mapping | undefined, name: string, header: string[]): ColumnClass {
  const place = header.indexOf(name);
  const known = Object.entries(mapping?.spec.kolom ?? {}).find(([column]) =>
    placesOf(mapping!, column, header).includes(place),
  );
  return known?.[1].kelas ?? guessClass(name);
}

async function readMapped(path: string, mapping: Mapping, draft: Draft, profile: CityProfile) {
  const file = await surveyFile(path, mapping);
  const zone = mapping.spec.zona_waktu === 'kota' ? (draft.zona_waktu ?? profile.zona_waktu) : mapping.spec.zona_waktu;
  return staged(file, mapping, draft, profile, zone);
}

async function previewLog(path: string, head: Buffer, draft: Draft, profile: CityProfile): Promise<Preview> {
  if (!recogniseLog(head)) throw new PlainError(`Berkas ini bukan log akses yang dikenal. ${logRefusal(head)}`);
  const file = await surveyFile(path, undefined);
  const mapped = await staged(file, undefined, draft, profile, draft.zona_waktu ?? profile.zona_waktu);
  return {
    format: file.logFormat?.id ?? '',
    mapping: ACCESS_LOG,
    table: 'web_hits',
    missing: [],
    suggestions: [],
    mappings: [],
    columns: [],
    read: [],
    ...mapped,
    feeds: fedBy('web_hits'),
  };
}

/** As `stagedIn`; a doubt about the zone stands only where another zone moves the times: those with an offset stay. */
async function staged(...[file, mapping, draft, profile, zone]: Parameters<typeof stagedIn>) {
  const seen = await stagedIn(file, mapping, draft, profile, zone);
  if (!seen.doubt) return seen;
  const { rather } = seen.doubt;
  const moved = await stagedIn(file, mapping, { ...draft, zona_waktu: rather }, profile, rather);
  return moved.span?.first === seen.span?.first ? { ...seen, doubt: null } : seen;
}

/** Stages the first chunk of a file as a run would and reads what became of it; nothing is stored. */
async function stagedIn(
  file: Awaited<ReturnType<typeof surveyFile>>,
  mapping: Mapping | undefined,
  draft: Draft,
  profile: CityProfile,
  zone: string,
) {
  const source = sourceOf(draft, mapping);
  const city = cityParams(profile, source);
  const params = {
    ...city,
    ...privacyParams(secrets()),
    source: source.id,
    run: randomUUID(),
    file: 0,
    observed_at: city.now,
  };
  const reader = await readerOf(file, { source, profile, mapping }, params);
  const client = connect({ sessionId: randomUUID(), application: 'ruang-kendali-preview' });
  try {
    await reader.prepare(client);
    for await (const chunk of reader.chunks()) {
      await chunk.stage(client);
      break;
    }
    const columns = (await factColumns(reader.table)).map((c) => c.name).filter((name) => !/^record_/.test(name));
    const shown = (name: string) =>
      HASHES.has(name) ? `if(${name} = 0, '', '${HASHED}')` : `substringUTF8(toString(${name}), 1, ${LONGEST_CELL})`;
    const rows = defineQuery({
      name: 'preview-rows',
      sql: `SELECT line, map(${columns.map((name) => `'${name}', ifNull(${shown(name)}, '')`).join(', ')}) AS fields
        FROM staged WHERE verdict = 'ok' ORDER BY line, record_row LIMIT ${ROWS_SHOWN}`,
      params: z.object({}),
      row: z.object({ line: z.number(), fields: z.record(z.string(), z.string()) }),
    });
    const [outcome] = await outcomes({ tz: zone }, client);
    const { hours, first, last, ...counts } = outcome!;
    return {
      mapped: await rows({}, client),
      rejected: await rejects({}, client),
      counts,
      span: counts.ok > 0 ? { first, last } : null,
      zone,
      doubt: zoneDoubt(hours, zone, profile.zona_waktu),
    };
  } finally {
    await client.close();
  }
}

/** Columns that hold a keyed hash: that one is there is worth showing, the number is not. */
const HASHES = new Set([
  'visitor',
  'officer',
  'applicant',
  'reporter',
  'content_hash',
  'person',
  'participant',
  'respondent',
]);
const HASHED = 'sidik';

const outcomes = defineQuery({
  name: 'preview-outcome',
  sql: `SELECT uniqExact(line) AS read, uniqExactIf(line, verdict = 'ok') AS ok, uniqExactIf(line, verdict = 'tolak') AS rejected,
      uniqExactIf(line, verdict = 'abai') AS ignored,
      sumMapIf(map(toString(reject_reason), toUInt64(1)), verdict != 'ok') AS reasons,
      -- Days without a clock stand at midnight and say nothing about hours.
      arrayMap(h -> countEqual(groupArrayIf(toHour(time, {tz:String}), verdict = 'ok' AND time != toStartOfDay(time, {tz:String})), h), range(24)) AS hours,
      minIf(time, verdict = 'ok') AS first, maxIf(time, verdict = 'ok') AS last
    FROM staged`,
  params: z.object({ tz: z.string() }),
  row: z.object({
    read: z.number(),
    ok: z.number(),
    rejected: z.number(),
    ignored: z.number(),
    reasons: z.record(z.string(), z.number()),
    hours: z.array(z.number()),
    first: z.string(),
    last: z.string(),
  }),
});

const rejects = defineQuery({
  name: 'preview-rejects',
  sql: `SELECT DISTINCT line, toString(reject_reason) AS reason, toString(reject_detail) AS column
    FROM staged WHERE verdict = 'tolak' ORDER BY line LIMIT 50`,
  params: z.object({}),
  row: z.object({ line: z.number(), reason: z.string(), column: z.string() }),
});

function sourceOf(draft: Draft, mapping: Mapping | undefined): CitySource {
  return {
    id: 'pratinjau',
    nama: 'Pratinjau',
    jenis: mapping ? 'berkas' : 'log_akses',
    pemetaan: mapping?.id ?? ACCESS_LOG,
    skpd: draft.skpd ?? '',
    situs: draft.situs ?? null,
    zona_waktu: draft.zona_waktu ?? null,
    jadwal: null,
    sambungan: null,
    harap_tiap_menit: null,
    memberi_makan: [mapping?.table ?? 'web_hits'],
  };
}
