import { calendarOf, workdays } from '../../metrics/sql/city';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { firstDay, inPeriod, lastDay, office } from '../sql/period';
import { count, said } from '../sql/say';

const conversations = `SELECT skpd, thread_id, min(time) AS opened_at, countIf(direction = 'masuk') AS asked, countIf(direction = 'keluar') AS answered
  FROM interactions WHERE ${inPeriod} AND ${office} AND channel = 'obrolan' AND thread_id != '' GROUP BY skpd, thread_id`;

/** Judged only where the office has a chat that wrote something in the period. */
export const obrolanLangsung = defineProbe({
  id: 'obrolan-langsung',
  tahap: 2,
  mandatory: false,
  question: { id: 'Adakah obrolan langsung dengan petugas?', en: 'Live chat with a person?' },
  origin: 'Teks 1; LOSI 270a',
  effort: 'sedang',
  remedy: {
    id: 'Buka obrolan pada jam kerja dan jaga oleh petugas, bukan robot saja. Umumkan jam bukanya di beranda.',
    en: 'Open a chat in office hours with a person behind it. Announce its hours on the home page.',
  },
  unit: 'per_hari_kerja',
  higherIsBetter: true,
  tables: ['interactions'],
  query: `SELECT c.skpd AS skpd, c.talks / days.n AS value, days.n AS n,
    concat(${count('c.talks')}, ' percakapan berbalas dalam ', ${count('days.n')}, ' hari kerja (', ${said('value')}, ' per hari).') AS detail
  FROM (SELECT skpd, countIf(asked > 0 AND answered > 0) AS talks FROM (${conversations}) GROUP BY skpd) AS c
  INNER JOIN (SELECT calendar, countIf(is_working) AS n FROM (${workdays}) WHERE date BETWEEN ${firstDay} AND ${lastDay} GROUP BY calendar HAVING n > 0) AS days
    ON days.calendar = ${calendarOf('c.skpd')}`,
  evidence: {
    table: 'interactions',
    sql: `SELECT thread_id AS percakapan, toString(opened_at) AS dibuka, asked AS pesan_warga, answered AS jawaban
    FROM (${conversations}) ORDER BY opened_at DESC, percakapan LIMIT ${EVIDENCE_LIMIT}`,
  },
});
