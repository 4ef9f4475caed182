import { parseCityProfile } from '../../clickhouse/city/load';
import { warehouse } from '../../clickhouse/warehouse/client';

/** Shares of the rows of evidence, as a city's sources bring them. */
const SHARES = {
  web_hits: 0.55,
  service_events: 0.25,
  complaints: 0.075,
  interactions: 0.075,
  survey_answers: 0.025,
  participation: 0.015,
  site_observations: 0.01,
};

const DAYS = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu'];

/** A city in another time zone, with other offices, services, promises and calendars than the demo city. */
export function makeCity(seed: number, offices: number) {
  const pick = (i: number, below: number) => ((Math.imul(i + 1, 2654435761) ^ Math.imul(seed, 40503)) >>> 7) % below;
  const codes = Array.from({ length: offices }, (_, i) => `opd-${i + 1}`);
  const kecamatan = Array.from({ length: 9 }, (_, i) => ({
    kode: `71.71.0${i + 1}`,
    nama: `Kecamatan ${i + 1}`,
    penduduk_jiwa: 20_000 + pick(i, 60_000),
    lat: 1.4 + i / 100,
    lng: 124.8,
  }));
  const units = ['hari_kerja', 'hari_kerja', 'hari_kalender', 'jam', 'jam_kerja'];
  return parseCityProfile(
    JSON.stringify({
      kode: '71.71',
      nama: 'Kota Tolok',
      jenis: 'kota',
      zona_waktu: 'Asia/Makassar',
      penduduk: { jumlah_jiwa: 450_000, sumber: 'angka bulat', tahun: 2025 },
      data_contoh: true,
      portal: 'portal.kota.example',
      kecamatan,
      skpd: codes.map((kode, i) => ({
        kode,
        nama: `Perangkat Daerah ${i + 1}`,
        singkatan: `PD ${i + 1}`,
        rumpun: ['dasar', 'ekonomi', 'pemerintahan'][i % 3],
        hosts: [`${kode}.kota.example`],
        kalender: i % 4 === 0 ? 'enam-hari' : 'dinas',
      })),
      layanan: codes.flatMap((skpd, i) =>
        Array.from({ length: 2 + pick(i, 6) }, (_, j) => ({
          kode: `${skpd}-l${j + 1}`,
          nama: `Layanan ${j + 1}`,
          skpd,
          sasaran: 'G2C',
          kanal: j % 3 === 2 ? ['loket'] : ['daring', 'loket'],
          sla: { nilai: 1 + pick(i * 8 + j, 14), satuan: units[pick(i + j, units.length)] },
          ...Object.fromEntries(['jangka_waktu', 'biaya', 'produk', 'pengaduan'].map((c) => [c, 'ada'])),
          persyaratan: ['ada'],
          prosedur: pick(i + 3 * j, 6) === 0 ? [] : ['ada'],
        })),
      ),
      kalender: [
        { id: 'dinas', nama: 'Lima hari', hari_kerja: DAYS.slice(0, 5), buka: '08:00', tutup: '16:30' },
        { id: 'enam-hari', nama: 'Enam hari', hari_kerja: DAYS, buka: '07:30', tutup: '14:00' },
      ].map((k) => ({ ...k, libur_bawaan: 'nasional' })),
      aturan_aduan: [
        ['verifikasi', 3],
        ['permintaan_informasi', 5],
        ['pengaduan_tidak_berkadar_pengawasan', 14],
        ['pengaduan_berkadar_pengawasan', 60],
        ['aspirasi', 14],
      ].map(([kode, nilai]) => ({ kode, nilai, satuan: 'hari_kerja', dasar: 'tolok ukur' })),
      kop_surat: { pemerintah: 'KOTA TOLOK', unit: 'X', alamat: 'X', tempat: 'Tolok', jabatan_penandatangan: 'Kepala' },
    }),
  );
}

/** An even number below n that depends on the row, the purpose and the seed; and one with a long tail. */
const even = (purpose: string, n: string | number) => `cityHash64(number, '${purpose}', {seed:UInt32}) % ${n}`;
const longTail = (purpose: string, n: string | number) =>
  `toUInt32(floor(pow((${even(purpose, 1_000_003)}) / 1000003, 3) * ${n}))`;
/** How good an office is at something, 0..9: the same all its life. */
const skill = (purpose: string) => `cityHash64(place, '${purpose}', {seed:UInt32}) % 10`;
const moment = `{first:DateTime('UTC')} + toIntervalSecond(${even('hari', `dateDiff('day', {first:DateTime('UTC')}, {first:DateTime('UTC')} + INTERVAL 1 MONTH)`)} * 86400
  + ${even('jam', 36_000)})`;
const origin = (source: string, row = '0') =>
  `'${source}' AS source_id, toUUID('00000000-0000-0000-0000-000000000001') AS run_id, 1 AS chunk,
   reinterpretAsUInt128(sipHash128(number, '${source}', {first:DateTime('UTC')})) AS record_key, ${row} AS record_row`;
const OFFICES = `(SELECT groupArray((toString(skpd), hosts[1])) FROM (SELECT skpd, hosts FROM city_skpd ORDER BY sort)) AS offices`;
const SERVICES = `(SELECT groupArray((toString(skpd), toString(service))) FROM (SELECT skpd, service FROM city_services ORDER BY service)) AS offered`;
const PLACES = `(SELECT groupArray(toString(wilayah)) FROM (SELECT wilayah FROM city_wilayah ORDER BY wilayah)) AS places`;

const fill: Record<keyof typeof SHARES, { rowsEach: number; sql: string }> = {
  web_hits: {
    rowsEach: 1,
    sql: `INSERT INTO web_hits (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, site, visitor, client_net, method, path, kind,
        status, bytes, referrer_host, agent_class, agent_rule)
      WITH ${OFFICES}
      SELECT ${origin('log')}, ${moment} AS time, offices[place].1, '', offices[place].2, cityHash64(toDate(time), ${longTail('orang', 30_000)}), '36.71.0.0', 'GET',
        multiIf(page % 50 = 0, '/lacak', page % 3 = 0, concat('/berita/', toString(toYYYYMM(time)), '-', toString(page)), concat('/layanan/', toString(page))),
        ['aset', 'aset', 'halaman', 'aset', 'halaman', 'unduhan', 'aset', 'halaman'][1 + ${even('jenis', 8)}],
        if(${even('galat', 1000)} < ${skill('galat')} * 2, 500, [200, 200, 200, 304, 404][1 + ${even('st', 5)}]), 1000,
        ['', 'www.google.com', 'portal.kota.example', offices[place].2][1 + ${even('r', 4)}], if(${even('bot', 10)} < 4, 'bot', 'human'), 'peramban'
      FROM (SELECT number, 1 + ${longTail('tempat', 'length(offices)')} AS place, ${longTail('laman', 3000)} AS page FROM numbers({rows:UInt64}))`,
  },
  service_events: {
    rowsEach: 3.9,
    sql: `INSERT INTO service_events (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, service, case_id, step, time_known, channel,
        officer, applicant, amount, identity, shared_refs, linked_case, origin, attributes)
      WITH ${OFFICES}, ${SERVICES}, ${PLACES}
      SELECT ${origin('layanan', 's')}, begun + toIntervalSecond([0, 3600 * (1 + ${even('v', 20)}), 86400 * (1 + ${even('p', 3)}),
          86400 * (2 + ${longTail('lama', 30)} * (${skill('cepat')} + 1) / 10)][s + 1]),
        offered[what].1, places[1 + ${even('w', 'length(places)')}], if(${even('asing', 100)} < ${skill('kode')} - 3, 'lain', offered[what].2),
        concat('K-', toString({first:DateTime('UTC')}), '-', toString(number)),
        ['diajukan', if(${even('kembali', 10)} = 0, 'dikembalikan', 'diverifikasi'), 'diproses', if(${even('tolak', 20)} = 0, 'ditolak', 'selesai')][s + 1], true,
        if(${even('kanal', 10)} < ${skill('daring')}, 'daring', 'loket'), 1, ${even('pemohon', 200_000)}, if(s = 2, toDecimal64(25000, 2), NULL),
        if(s = 0, ['nik', 'sso', 'akun', ''][1 + ${even('id', 4)}], ''), if(s = 0 AND ${even('bersama', 2)} = 0, [offices[1 + ${even('pemilik', 'length(offices)')}].1], []),
        if(s = 0 AND ${even('taut', 8)} = 0, concat('K-', toString({first:DateTime('UTC')}), '-', toString(${even('ke', '{rows:UInt64}')})), ''),
        if(${even('asal', 50)} = 0, 'proaktif', 'pemohon'), map()
      FROM (SELECT number, ${moment} AS begun, 1 + ${longTail('layanan', 'length(offered)')} AS what, what AS place FROM numbers({rows:UInt64}))
      ARRAY JOIN if(${even('buka', 10)} = 0, [0, 1, 2], [0, 1, 2, 3]) AS s`,
  },
  complaints: {
    rowsEach: 2.9,
    sql: `INSERT INTO complaints (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, tracking_id, observed_at, content_hash,
        classification, category_id, category, title, status, status_given, closed_by, channel, skpd_given, reason, anonymous, secret, reporter)
      WITH ${OFFICES}, ${PLACES}
      SELECT ${origin('aduan', 's')}, time, offices[place].1, places[1 + ${even('w', 'length(places)')}], concat('A-', toString({first:DateTime('UTC')}), '-', toString(number)),
        time + toIntervalSecond([0, 3600 * (2 + ${longTail('respons', 90)}), 86400 * (1 + ${longTail('tutup', 40)} * (${skill('tuntas')} + 1) / 10)][s + 1]), number,
        ['permintaan_informasi', 'pengaduan_tidak_berkadar_pengawasan', 'aspirasi'][1 + ${even('kelas', 3)}], 'k', 'Kategori', '',
        ['diterima', 'diproses', 'selesai'][s + 1] AS status, status, if(s = 2, ['pelapor', 'admin', 'sistem'][1 + ${even('oleh', 3)}], ''), 'web', '', '', false, false, 1
      FROM (SELECT number, ${moment} AS time, 1 + ${longTail('opd', 'length(offices)')} AS place FROM numbers({rows:UInt64}))
      ARRAY JOIN if(${even('buka', 10)} = 0, [0, 1], [0, 1, 2]) AS s`,
  },
  interactions: {
    rowsEach: 1.8,
    sql: `INSERT INTO interactions (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, channel, direction, thread_id, person)
      WITH ${OFFICES}
      SELECT ${origin('pesan', 's')}, begun + toIntervalSecond(s * 3600 * (1 + ${longTail('balas', 200)} * (${skill('balas')} + 1) / 10)), offices[place].1, '',
        ['surel', 'buku_tamu', 'obrolan', 'media_sosial'][1 + ${even('kanal', 4)}], if(s = 0, 'masuk', 'keluar'),
        concat('P-', toString({first:DateTime('UTC')}), '-', toString(number)), 1
      FROM (SELECT number, ${moment} AS begun, 1 + ${longTail('opd', 'length(offices)')} AS place FROM numbers({rows:UInt64}))
      ARRAY JOIN if(${even('diam', 10)} < 2, [0], [0, 1]) AS s`,
  },
  survey_answers: {
    rowsEach: 1,
    sql: `INSERT INTO survey_answers (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, service, respondent, persyaratan, sex,
        age_group, education, occupation)
      WITH ${SERVICES}
      SELECT ${origin('skm')}, ${moment}, offered[what].1, '', offered[what].2, 0, 3, '', '', '', ''
      FROM (SELECT number, 1 + ${longTail('layanan', 'length(offered)')} AS what FROM numbers({rows:UInt64}))`,
  },
  participation: {
    rowsEach: 1,
    sql: `INSERT INTO participation (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, level, process, act, participant, outcome)
      WITH ${OFFICES}, ${PLACES}
      SELECT ${origin('suara')}, ${moment}, offices[place].1, places[1 + ${even('w', 'length(places)')}],
        ['e-information', 'e-consultation', 'e-decision'][1 + ${even('tingkat', 3)}], concat('proses-', toString(${even('proses', 5)})), 'usul', ${even('peserta', 9000)},
        if(${skill('hasil')} > 4, 'https://portal.kota.example/hasil', '')
      FROM (SELECT number, 1 + ${longTail('opd', 'length(offices)')} AS place FROM numbers({rows:UInt64}))`,
  },
  site_observations: {
    rowsEach: 1,
    sql: `INSERT INTO site_observations (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, site, page, reachable, https_valid, status,
        load_ms, newest_content, features, proofs)
      WITH ${OFFICES}, ['profil', 'tugas_fungsi', 'kontak', 'daftar_layanan', 'ppid', 'responsif', 'pencarian', 'peta_situs', 'standar_pelayanan', 'lacak_berkas', 'data_diri'] AS all
      SELECT ${origin('pindai')}, ${moment} AS time, offices[place].1, '', offices[place].2, concat('/', toString(${even('laman', 40)})), ${even('jawab', 200)} >= ${skill('hidup')},
        ${even('sah', 5000)} >= ${skill('aman')}, 200, 300, toDate(time) - 5 * (${skill('baru')}),
        arraySort(arrayFilter(f -> cityHash64(f, place, {seed:UInt32}) % 10 < 8, arraySlice(all, 1 + ${even('unsur', 9)}, 3))) AS features, mapFromArrays(features, features)
      FROM (SELECT number, 1 + ${even('opd', 'length(offices)')} AS place FROM numbers({rows:UInt64}))`,
  },
};

/** Fills an engine that has a city profile with rows of evidence over the `months` that end with the month of `now`. */
export async function makeEvidence(rows: number, seed: number, months: number, now: Date): Promise<void> {
  for (let back = months - 1; back >= 0; back -= 1) {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    for (const [table, share] of Object.entries(SHARES)) {
      const { rowsEach, sql } = fill[table as keyof typeof SHARES];
      await warehouse().command({
        query: sql,
        query_params: { rows: Math.round((rows * share) / months / rowsEach), first, seed },
        clickhouse_settings: { max_insert_threads: '1', max_threads: 2, max_insert_block_size: '1000000' },
      });
    }
  }
}

/** Rows of evidence in the engine. */
export async function countEvidence(): Promise<number> {
  const counts = Object.keys(SHARES).map((table) => `(SELECT count() FROM ${table})`);
  const answer = await warehouse().query({ query: `SELECT ${counts.join(' + ')} AS n`, format: 'JSONEachRow' });
  return Number((await answer.json<{ n: number }>())[0]!.n);
}
