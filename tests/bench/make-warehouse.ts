import { warehouse } from '../../clickhouse/warehouse/client';

/** What a warehouse of a share of 1 holds. */
export const WHOLE = { hits: 100_000_000, serviceEvents: 10_000_000, complaints: 1_000_000 };
const MONTHS = 24;

/** Most small numbers, few large ones: how people choose pages, offices and services. */
const longTail = (seed: string, n: string) =>
  `toUInt32(floor(pow((cityHash64(number, '${seed}') % 1000003) / 1000003, 3) * ${n}))`;
const even = (seed: string, n: string) => `cityHash64(number, '${seed}') % ${n}`;
/** Within the month {first}, by day, more at office hours. */
const moment = `{first:DateTime('UTC')} + toIntervalSecond(${even('hari', `dateDiff('day', {first:DateTime('UTC')}, {first:DateTime('UTC')} + INTERVAL 1 MONTH)`)} * 86400
  + if(${even('jam', '10')} < 7, ${even('s', '36000')}, ${even('t', '86400')}))`;
const origin = (source: string) =>
  `'${source}' AS source_id, toUUID('00000000-0000-0000-0000-000000000001') AS run_id, 1 AS chunk,
   reinterpretAsUInt128(sipHash128(number, '${source}', {first:DateTime('UTC')})) AS record_key`;

/** Hits of a month: 60 per cent people; of what they ask a third pages, of 4,000 on the sites of all offices. */
const hitsSql = `INSERT INTO web_hits (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, site, visitor, client_net,
    method, path, kind, status, bytes, referrer_host, agent_class, agent_rule, duration_ms)
  WITH (SELECT groupArray((toString(skpd), host)) FROM (SELECT skpd, arrayJoin(hosts) AS host FROM city_skpd
      WHERE profile_version = (SELECT max(profile_version) FROM city_skpd) ORDER BY skpd, host)) AS places
  SELECT ${origin('situs-kota')}, 0, ${moment} AS time, places[place].1, '', places[place].2,
    cityHash64(toDate(time), ${longTail('orang', '60000')}), '36.71.0.0', if(${even('m', '30')} = 0, 'POST', 'GET'),
    concat('/', ['berita', 'layanan', 'unduh', 'pengumuman'][1 + page % 4], '/', toString(page)),
    ['aset', 'aset', 'halaman', 'aset', 'halaman', 'aset', 'unduhan', 'aset', 'aset', 'halaman'][1 + ${even('jenis', '10')}],
    [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 304, 200, 302, 404, 404, 500][1 + ${even('st', '20')}],
    ${even('b', '60000')}, ['', '', 'www.google.com', places[place].2, 'www.facebook.com'][1 + ${even('r', '5')}],
    if(bot, 'bot', 'human'), if(bot, concat('isbot: ', ['googlebot', 'bingbot', 'curl', 'python'][1 + ${even('rule', '4')}]), 'peramban'),
    20 + ${even('d', '900')}
  FROM (SELECT number, 1 + ${longTail('tempat', '40')} AS place, ${longTail('laman', '4000')} AS page, ${even('bot', '10')} >= 6 AS bot
    FROM numbers({rows:UInt64}))
  WHERE time < {now:DateTime('UTC')}`;

/** Applications of a month, four steps each: submitted, verified, worked on, and for nine of ten a decision some days later. */
const eventsSql = `INSERT INTO service_events (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, service, case_id, step,
    time_known, channel, officer, applicant, amount, identity, shared_refs, linked_case, origin, attributes)
  WITH (SELECT groupArray((toString(skpd), toString(service))) FROM (SELECT skpd, service FROM city_services
      WHERE profile_version = (SELECT max(profile_version) FROM city_services) ORDER BY skpd, service)) AS offered,
    (SELECT groupArray(toString(wilayah)) FROM city_wilayah WHERE level = 'kecamatan'
      AND profile_version = (SELECT max(profile_version) FROM city_wilayah)) AS places
  SELECT ${origin('layanan-csv')}, s AS record_row,
    begun + toIntervalSecond([0, 3600 * (1 + ${even('v', '20')}), 86400 * (1 + ${even('p', '4')}), 86400 * (2 + ${longTail('lama', '30')})][s + 1]) AS time,
    offered[what].1, places[1 + ${even('w', 'length(places)')}], offered[what].2, concat('K-', toString({first:DateTime('UTC')}), '-', toString(number)),
    ['diajukan', 'diverifikasi', 'diproses', if(${even('tolak', '20')} = 0, 'ditolak', 'selesai')][s + 1], true,
    if(${even('kanal', '3')} = 0, 'loket', 'daring'), if(s = 0, 0, 1 + ${even('petugas', '400')}), cityHash64(${even('pemohon', '500000')}),
    NULL, if(${even('id', '2')} = 0, 'nik', ''), [], '', 'pemohon', map()
  FROM (SELECT number, ${moment} AS begun, 1 + ${longTail('layanan', 'length(offered)')} AS what FROM numbers({rows:UInt64}))
  ARRAY JOIN if(${even('buka', '10')} = 0, [0, 1, 2], [0, 1, 2, 3]) AS s
  WHERE time < {now:DateTime('UTC')}`;

/** Complaints of a month in three versions: received, in work, and for nine of ten closed. */
const complaintsSql = `INSERT INTO complaints (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, tracking_id, observed_at,
    content_hash, classification, category_id, category, title, status, status_given, closed_by, channel, skpd_given, reason, anonymous, secret,
    reporter, latitude, longitude)
  WITH (SELECT groupArray(toString(skpd)) FROM (SELECT skpd FROM city_skpd
      WHERE profile_version = (SELECT max(profile_version) FROM city_skpd) ORDER BY skpd)) AS offices,
    (SELECT groupArray(toString(wilayah)) FROM city_wilayah WHERE level = 'kecamatan'
      AND profile_version = (SELECT max(profile_version) FROM city_wilayah)) AS places
  SELECT ${origin('aduan-lapor')}, s, time, offices[1 + ${longTail('opd', 'length(offices)')}], places[1 + ${even('w', 'length(places)')}],
    concat('A-', toString({first:DateTime('UTC')}), '-', toString(number)),
    time + toIntervalSecond([0, 3600 * (2 + ${longTail('respons', '200')}), 86400 * (1 + ${longTail('tutup', '40')})][s + 1]) AS seen, cityHash64(number, s),
    'pengaduan', concat('k', toString(category)), concat('Kategori ', toString(category)), concat(['Lampu jalan padam', 'Sampah menumpuk', 'Jalan berlubang', 'Saluran tersumbat', 'Parkir liar', 'Air keruh', 'Pohon tumbang', 'Antrean lama'][1 + category % 8],
      ' di ', lower(hex(cityHash64(${even('jalan', '30000')}))), ' RT ', toString(${even('rt', '20')})),
    ['diterima', 'diproses', 'selesai'][s + 1] AS status, status, if(s = 2, ['pelapor', 'admin', 'sistem'][1 + ${even('oleh', '3')}], ''),
    ['web', 'aplikasi', 'sms'][1 + ${even('kanal', '3')}], '', '', false, false, cityHash64(${even('pelapor', '200000')}),
    -6.2 + ${even('lat', '1000')} / 10000, 106.6 + ${even('lon', '1000')} / 10000
  FROM (SELECT number, ${moment} AS time, ${longTail('kategori', '40')} AS category FROM numbers({rows:UInt64}))
  ARRAY JOIN if(${even('buka', '10')} = 0, [0, 1], [0, 1, 2]) AS s
  WHERE time < {now:DateTime('UTC')} AND seen < {now:DateTime('UTC')}`;

/** Fills an engine that has a city profile with a share of the whole, over the 24 months that end with the month of `now`; nothing is later. */
export async function makeWarehouse(share: number, now: Date): Promise<void> {
  const first = (back: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
  const ofThisMonth = (now.getTime() - first(0).getTime()) / (first(-1).getTime() - first(0).getTime());
  const insert = async (query: string, rows: number, month: Date) =>
    warehouse().command({
      query,
      query_params: { rows: Math.round((share * rows) / (MONTHS - 1 + ofThisMonth)), first: month, now },
      clickhouse_settings: { max_insert_threads: '1', max_threads: 2, max_insert_block_size: '1000000' },
    });
  for (let back = MONTHS - 1; back >= 0; back -= 1) {
    await insert(hitsSql, WHOLE.hits, first(back));
    await insert(eventsSql, WHOLE.serviceEvents / 3.9, first(back));
    await insert(complaintsSql, WHOLE.complaints, first(back));
  }
}
