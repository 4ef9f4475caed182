import { calendarOf, workdays } from '../../metrics/sql/city';
import { survivalMedianOf } from '../../metrics/sql/survival';
import { threads } from '../../metrics/sql/threads';
import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { count, said } from '../sql/say';

/** Conversations opened in the period with their wait in working days: until the reply, or until {to} when there is none. */
const waits = `SELECT t.skpd AS office, t.channel AS channel, t.thread_id AS thread_id, t.asked_at AS asked_at, t.replied_at AS replied_at,
    t.replied_at IS NOT NULL AS happened,
    toInt64(seen.working_index) - toInt64(asked.working_index) AS duration
  FROM (${threads}) AS t
  INNER JOIN (${workdays}) AS asked ON asked.calendar = ${calendarOf('t.skpd')} AND asked.date = toDate(t.asked_at, {timezone:String})
  INNER JOIN (${workdays}) AS seen ON seen.calendar = ${calendarOf('t.skpd')}
    AND seen.date = toDate(ifNull(t.replied_at, toDateTime({to:DateTime('UTC')}, 'UTC') - 1), {timezone:String})
  WHERE t.asked_at >= {from:DateTime('UTC')}`;

/**
 * Unanswered conversations stay in the estimate, so that leaving messages open cannot look fast. When less than half are
 * answered the median is at least the longest wait seen; while that is still within the limit nothing is said.
 */
export const waktuBalas = defineProbe({
  id: 'waktu-balas',
  tahap: 2,
  mandatory: true,
  question: { id: 'Seberapa cepat pesan dibalas?', en: 'How fast are messages answered?' },
  origin: 'LOSI 250, 252',
  effort: 'sedang',
  remedy: {
    id: 'Bagi pesan ke bidang yang berwenang pada hari yang sama dan beri jawaban sementara bila perlu waktu. Pantau median waktu balas tiap minggu.',
    en: 'Pass messages to the competent unit on the same day and send an interim answer when time is needed. Watch the median time to reply each week.',
  },
  unit: 'hari_kerja',
  higherIsBetter: false,
  tables: ['interactions'],
  query: `SELECT office AS skpd, n,
    toFloat64(ifNull(median, longest)) AS value, median IS NULL AS at_least,
    multiIf(median IS NOT NULL, concat('Median waktu balas pertama ', ${said('assumeNotNull(median)')}, ' hari kerja (Kaplan-Meier, yang belum dibalas ikut dihitung).'),
      concat('Kurang dari separuh sudah dibalas; median sedikitnya ', ${count('longest')}, ' hari kerja.')) AS detail
  FROM (SELECT office, count() AS n, ${survivalMedianOf('duration', 'happened')} AS median, max(duration) AS longest FROM (${waits})
    GROUP BY office)`,
  evidence: {
    table: 'interactions',
    sql: `SELECT channel AS kanal, thread_id AS percakapan, toString(asked_at) AS masuk, toString(replied_at) AS dibalas, duration AS hari_kerja
    FROM (${waits}) ORDER BY happened, duration DESC, percakapan LIMIT ${EVIDENCE_LIMIT}`,
  },
});
