import { type Layout, table, view } from './ddl';

/**
 * Columns every fact carries. `record_key` identifies the record (a keyed hash of its source and its key or text),
 * `record_row` tells apart the rows that one record became; together they are unique in a table.
 */
const origin = `
  source_id LowCardinality(String),
  run_id UUID,
  chunk UInt32,
  record_key UInt128,
  record_row UInt8,
  time DateTime('UTC') CODEC(Delta, ZSTD),
  skpd LowCardinality(String),
  wilayah LowCardinality(String)`;

const fact = { partitionBy: 'toYYYYMM(time)', shardBy: 'record_key' };

export const facts = {
  id: 1,
  name: 'facts',
  statements: (layout: Layout): string[] => [
    // One request of an access log. kind: halaman | unduhan | aset | lain. agent_class: human | bot | unknown.
    ...table(layout, {
      ...fact,
      name: 'web_hits',
      columns: `${origin},
  site LowCardinality(String),
  visitor UInt64,
  client_net LowCardinality(String),
  method LowCardinality(String),
  path String CODEC(ZSTD),
  kind LowCardinality(String),
  status UInt16,
  bytes UInt64 CODEC(T64, ZSTD),
  referrer_host LowCardinality(String),
  agent_class LowCardinality(String),
  agent_rule LowCardinality(String),
  duration_ms Nullable(UInt32)`,
      orderBy: '(skpd, site, time, record_key)',
    }),
    // One step of one application, ticket or transaction. time_known = false: the source names the step, not its time.
    // amount is Rp. shared_refs: the SKPD codes whose shared data the step used. linked_case: the case of another SKPD.
    // identity: nik | sso | akun | '' (not told). origin: pemohon | proaktif. channel: daring | loket | kios | telepon | ''.
    ...table(layout, {
      ...fact,
      name: 'service_events',
      columns: `${origin},
  service LowCardinality(String),
  case_id String CODEC(ZSTD),
  step LowCardinality(String),
  time_known Bool,
  channel LowCardinality(String),
  officer UInt64,
  applicant UInt64,
  amount Nullable(Decimal(18, 2)),
  identity LowCardinality(String),
  shared_refs Array(LowCardinality(String)),
  linked_case String,
  origin LowCardinality(String),
  attributes Map(LowCardinality(String), String)`,
      orderBy: '(skpd, service, time, case_id, record_key)',
    }),
    // One version of one complaint; time = when it was received, observed_at = when the source showed this version.
    // status: diterima diverifikasi didisposisikan diproses ditindaklanjuti selesai tertunda bukan_kewenangan diarsipkan.
    // closed_by: sistem | pelapor | admin | ''. wilayah '' = tanpa lokasi.
    ...table(layout, {
      ...fact,
      name: 'complaints',
      columns: `${origin},
  tracking_id String,
  observed_at DateTime('UTC'),
  content_hash UInt64,
  classification LowCardinality(String),
  category_id LowCardinality(String),
  category LowCardinality(String),
  title String CODEC(ZSTD),
  status LowCardinality(String),
  status_given LowCardinality(String),
  closed_by LowCardinality(String),
  channel LowCardinality(String),
  skpd_given LowCardinality(String),
  reason LowCardinality(String),
  anonymous Bool,
  secret Bool,
  reporter UInt64,
  latitude Nullable(Float64),
  longitude Nullable(Float64)`,
      orderBy: '(source_id, tracking_id, observed_at, record_key)',
    }),
    // One message. channel: surel | buku_tamu | obrolan | forum | ppid | media_sosial. direction: masuk | keluar.
    ...table(layout, {
      ...fact,
      name: 'interactions',
      columns: `${origin},
  channel LowCardinality(String),
  direction LowCardinality(String),
  thread_id String CODEC(ZSTD),
  person UInt64`,
      orderBy: '(skpd, channel, time, thread_id, record_key)',
    }),
    // One act of e-participation. level: e-information | e-consultation | e-decision. outcome: link to the result, '' = none yet.
    ...table(layout, {
      ...fact,
      name: 'participation',
      columns: `${origin},
  level LowCardinality(String),
  process LowCardinality(String),
  act LowCardinality(String),
  participant UInt64,
  outcome LowCardinality(String)`,
      orderBy: '(skpd, process, time, record_key)',
    }),
    // One SKM answer sheet: nine unsur by key, each 1-4 or null when left open (Permen PANRB 14/2017).
    ...table(layout, {
      ...fact,
      name: 'survey_answers',
      columns: `${origin},
  service LowCardinality(String),
  respondent UInt64,
  persyaratan Nullable(UInt8),
  prosedur Nullable(UInt8),
  waktu Nullable(UInt8),
  biaya Nullable(UInt8),
  produk Nullable(UInt8),
  kompetensi Nullable(UInt8),
  perilaku Nullable(UInt8),
  pengaduan Nullable(UInt8),
  sarpras Nullable(UInt8),
  sex LowCardinality(String),
  age_group LowCardinality(String),
  education LowCardinality(String),
  occupation LowCardinality(String)`,
      orderBy: '(skpd, service, time, record_key)',
    }),
    // One look at one page of an SKPD site; proofs: feature -> the words that proved it.
    ...table(layout, {
      ...fact,
      name: 'site_observations',
      columns: `${origin},
  site LowCardinality(String),
  page LowCardinality(String),
  reachable Bool,
  https_valid Nullable(Bool),
  status Nullable(UInt16),
  load_ms Nullable(UInt32),
  newest_content Nullable(Date),
  features Array(LowCardinality(String)),
  proofs Map(LowCardinality(String), String)`,
      orderBy: '(skpd, site, page, time, record_key)',
    }),
    // The latest version of each complaint, with the first time each state was seen. A complaint is settled when it was
    // closed by its reporter or an admin; closed by the system after ten silent days is closed, not settled.
    ...view(
      layout,
      'complaints_current',
      `SELECT
  source_id, tracking_id,
  min(c.time) AS received_at,
  max(c.observed_at) AS last_seen_at,
  argMax(c.skpd, c.observed_at) AS skpd,
  argMax(c.wilayah, c.observed_at) AS wilayah,
  argMax(c.classification, c.observed_at) AS classification,
  argMax(c.category, c.observed_at) AS category,
  argMax(c.title, c.observed_at) AS title,
  argMax(c.status, c.observed_at) AS status,
  argMax(c.status_given, c.observed_at) AS status_given,
  argMax(c.closed_by, c.observed_at) AS closed_by,
  argMax(c.channel, c.observed_at) AS channel,
  argMax(c.secret, c.observed_at) AS secret,
  argMax(c.latitude, c.observed_at) AS latitude,
  argMax(c.longitude, c.observed_at) AS longitude,
  count() AS versions,
  minIf(toNullable(c.observed_at), c.status IN ('diproses', 'ditindaklanjuti', 'selesai')) AS first_response_at,
  if(argMax(c.status, c.observed_at) IN ('selesai', 'diarsipkan', 'bukan_kewenangan'),
     minIf(toNullable(c.observed_at), c.status IN ('selesai', 'diarsipkan', 'bukan_kewenangan')), NULL) AS closed_at,
  argMax(c.status, c.observed_at) NOT IN ('selesai', 'diarsipkan', 'bukan_kewenangan') AS is_open,
  argMax(c.status = 'selesai' AND c.closed_by IN ('pelapor', 'admin'), c.observed_at) AS is_settled
FROM ruang_kendali.complaints AS c
GROUP BY source_id, tracking_id`,
    ),
  ],
};
