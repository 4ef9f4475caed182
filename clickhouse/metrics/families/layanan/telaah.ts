import type { MetricSource } from '../../definition';
import { cases, decidedCases, submittedCases } from '../../sql/cases';
import { caseDetail, caseRows, decidedAt, dimensions, elapsedHours, finding, hours } from './rows';
import { ticketDetail, ticketRows, tickets } from './tunggu-loket';

/**
 * Cases to look at: traces that can have a good reason, and are also what delay and abuse of authority leave behind. A
 * figure counts the findings (`found`) among the rows it judges, and opens to them; officers are never named.
 */
const toLookAt = (name: { id: string; en: string }, formula: { id: string; en: string }) => ({
  name,
  formula,
  unit: 'permohonan' as const,
  direction: 'turun_baik' as const,
  minimumN: 1,
  counts: 'permohonan yang diperiksa',
  sources: ['service_events' as const],
  parts: {},
});
const counted = { value: 'countIf(found)', n: 'count()', opens: 'found' };

const LOCAL = (moment: string) => `toTimeZone(${moment}, {timezone:String})`;

/** A step that went before one that it needs, by the first (or last) time of each that is known. */
const OUT_OF_ORDER = `arrayStringConcat(arrayFilter(x -> x != '', [
    if(verified_at < submitted_at, 'diverifikasi sebelum diajukan', ''),
    if(decided_at < submitted_at, 'diputus sebelum diajukan', ''),
    if(decided_at < verified_at, 'diputus sebelum diverifikasi', ''),
    if(handed_at < completed_at OR (handed_at IS NOT NULL AND completed_at IS NULL AND refused), 'diserahkan tanpa atau sebelum selesai', ''),
    if(worked_at > decided_at, 'dikerjakan lagi sesudah diputus', '')]), ', ')`;

export const telaahUrutan: MetricSource = {
  definition: toLookAt(
    { id: 'Langkah di luar urutan', en: 'Steps out of order' },
    {
      id: 'Banyaknya permohonan yang diajukan dalam periode dan langkahnya tidak menurut urutan: diverifikasi atau diputus sebelum diajukan, diputus sebelum diverifikasi, diserahkan sebelum selesai, atau dikerjakan lagi sesudah diputus. Perlu ditelaah: bisa salah catat.',
      en: 'Applications submitted in the period whose steps are out of order: verified or decided before submission, decided before verification, handed over before completion, or worked on after the decision. To be looked at: it may be a wrong record.',
    },
  ),
  rows: caseRows(
    `SELECT *, ${OUT_OF_ORDER} AS finding, finding != '' AS found FROM (${submittedCases})`,
    'submitted_at',
  ),
  ...counted,
  dimensions,
  detail: caseDetail(decidedAt, finding),
};

/** A decision in less than this share of the service's own median is impossibly fast, where the median is of an hour or more. */
const FAST_SHARE = 20;
const FAST_LEAST_MEDIAN_HOURS = 1;
const FAST_LEAST_CASES = 20;

export const telaahKilat: MetricSource = {
  definition: toLookAt(
    { id: 'Diputus terlalu cepat', en: 'Decided too fast' },
    {
      id: `Banyaknya permohonan yang diputus dalam periode dalam waktu kurang dari seper-${FAST_SHARE} median layanan, SKPD dan kanal yang sama. Hanya layanan dengan paling sedikit ${FAST_LEAST_CASES} keputusan dan median paling cepat ${FAST_LEAST_MEDIAN_HOURS} jam; e-Kios tidak dihitung. Perlu ditelaah: bisa berkas yang disiapkan lebih dulu.`,
      en: `Applications decided in the period in less than one ${FAST_SHARE}th of the median of the same service, office and channel; only services with ${FAST_LEAST_CASES} decisions or more and a median of ${FAST_LEAST_MEDIAN_HOURS} hour or more, kiosks left out. To be looked at: papers may have been prepared before.`,
    },
  ),
  rows: caseRows(
    `SELECT *, hours * ${FAST_SHARE} < usual_hours AS found FROM (
      SELECT *, ${elapsedHours},
        quantileExact(0.5)(hours) OVER (PARTITION BY skpd, service, channel) AS usual_hours,
        count() OVER (PARTITION BY skpd, service, channel) AS decisions
      FROM (${decidedCases}) WHERE channel != 'kios'
    ) WHERE decisions >= ${FAST_LEAST_CASES} AND usual_hours >= ${FAST_LEAST_MEDIAN_HOURS}`,
    'assumeNotNull(decided_at)',
  ),
  ...counted,
  dimensions,
  detail: caseDetail(decidedAt, hours, {
    column: 'usual_hours',
    label: { id: 'Median layanan (jam)', en: 'Median of the service (hours)' },
    kind: 'angka',
  }),
};

const NIGHT_FROM_HOUR = 22;
const NIGHT_UNTIL_HOUR = 5;
/** A service that decides more than this per cent of its cases at night works at night. */
const NIGHT_WORK_PERCENT = 10;

export const telaahMalam: MetricSource = {
  definition: toLookAt(
    { id: 'Diputus malam hari', en: 'Decided at night' },
    {
      id: `Banyaknya permohonan yang diputus oleh petugas antara pukul ${NIGHT_FROM_HOUR}.00 dan 0${NIGHT_UNTIL_HOUR}.00 waktu setempat, pada layanan yang keputusan malamnya paling banyak ${NIGHT_WORK_PERCENT} persen. Keputusan oleh sistem tidak dihitung. Perlu ditelaah: bisa lembur yang sah.`,
      en: `Applications decided by an officer between ${NIGHT_FROM_HOUR}:00 and 0${NIGHT_UNTIL_HOUR}:00 local time, of services that decide at most ${NIGHT_WORK_PERCENT} per cent at night. Decisions by systems are left out. To be looked at: it may be rightful overtime.`,
    },
  ),
  rows: caseRows(
    `SELECT *, at_night AND decided_by_officer AS found FROM (
      SELECT *, ${elapsedHours}, toHour(${LOCAL('assumeNotNull(decided_at)')}) >= ${NIGHT_FROM_HOUR} OR toHour(${LOCAL('assumeNotNull(decided_at)')}) < ${NIGHT_UNTIL_HOUR} AS at_night,
        100 * avg(at_night) OVER (PARTITION BY skpd, service) AS night_percent
      FROM (${decidedCases})
    ) WHERE night_percent <= ${NIGHT_WORK_PERCENT}`,
    'assumeNotNull(decided_at)',
  ),
  ...counted,
  dimensions,
  detail: caseDetail(decidedAt, hours),
};

/** A case jumped the queue when it passed at least this many earlier ones and this share of those that waited before it. */
const JUMPED_LEAST = 10;
const JUMPED_SHARE = 0.9;

/**
 * Per (office, service, channel) the cases by the local days of verified receipt and of decision; a case passed those that
 * came in on an earlier day and were decided on a later one. Days, not seconds: nobody orders a day's pile. Cases that
 * waited for their applicant, and those nobody has decided, are not among those passed: everyone passes a forgotten one.
 */
const jumpers = `SELECT skpd, service, channel, jumper.1 AS case_id, jumper.2 AS submitted_at, jumper.3 AS decided_at, jumper.4 AS kecamatan,
    jumper.5 AS relation, jumper.6 AS user_kind, passed, waiting, passed >= ${JUMPED_LEAST} AND passed >= ${JUMPED_SHARE} * waiting AS found
  FROM (
    SELECT skpd, service, channel, arrayMap(c -> (c.1, c.2, c.3), groupArray((came, left, n, jumped)) AS cells) AS grid,
      arrayJoin(arrayFilter(c -> notEmpty(c.4), cells)) AS one,
      arraySum(x -> if(x.1 < one.1 AND x.2 > one.2, x.3, 0), grid) AS passed,
      arraySum(x -> if(x.1 < one.1 AND x.2 >= one.1, x.3, 0), grid) AS waiting,
      arrayJoin(one.4) AS jumper
    FROM (
      SELECT skpd, service, channel, toDate(${LOCAL('started_at')}) AS came,
        toDate(${LOCAL('assumeNotNull(decided_at)')}) AS left,
        count() AS n,
        groupArrayIf((case_id, submitted_at, assumeNotNull(decided_at), kecamatan, relation, user_kind), decided_at >= {from:DateTime('UTC')}) AS jumped
      FROM (${cases})
      WHERE start_known AND returned = 0 AND decided_at IS NOT NULL AND channel != 'kios'
      GROUP BY skpd, service, channel, came, left
    )
    GROUP BY skpd, service, channel
  )`;

const passedColumns = [
  {
    column: 'passed',
    label: { id: 'Didahului', en: 'Passed' },
    kind: 'angka' as const,
  },
  { column: 'waiting', label: { id: 'Menunggu lebih dulu', en: 'Waiting before it' }, kind: 'angka' as const },
];

export const telaahMenyalip: MetricSource = {
  definition: toLookAt(
    { id: 'Mendahului antrean permohonan', en: 'Ahead of the queue' },
    {
      id: `Banyaknya permohonan yang diputus dalam periode dengan mendahului paling sedikit ${JUMPED_LEAST} permohonan dan ${JUMPED_SHARE * 100} persen dari yang lebih dulu menunggu pada layanan, SKPD dan kanal yang sama: masuk pada hari sesudahnya, diputus pada hari sebelumnya. Berkas yang pernah dikembalikan atau belum diputus tidak dihitung. Perlu ditelaah: bisa perkara mendesak atau sederhana.`,
      en: `Applications decided in the period ahead of at least ${JUMPED_LEAST} others and ${JUMPED_SHARE * 100} per cent of those that waited before them in the same service, office and channel: in on a later day, decided on an earlier one. Returned and undecided cases are left out. To be looked at: it may be urgent or simple.`,
    },
  ),
  rows: caseRows(jumpers, 'decided_at', elapsedHours.replace('assumeNotNull(decided_at)', 'decided_at')),
  ...counted,
  dimensions,
  detail: caseDetail(decidedAt, hours, ...passedColumns),
};

/** A number jumped when it was called before this many that were drawn before it. */
const TICKETS_JUMPED_LEAST = 5;

const jumpingTickets = `SELECT skpd, service, one.1 AS case_id, one.2 AS drawn_at, one.3 AS called_at, one.4 AS channel,
    one.5 AS kecamatan, one.6 AS relation, one.7 AS user_kind, passed, waiting, passed >= ${TICKETS_JUMPED_LEAST} AS found
  FROM (
    SELECT skpd, service, arrayJoin(all) AS one,
      arrayMap(t -> (t.2, t.3), groupArray((case_id, drawn_at, assumeNotNull(called_at), channel, kecamatan, relation, user_kind)) AS all) AS times,
      arrayCount(t -> t.1 < one.2 AND t.2 > one.3, times) AS passed,
      arrayCount(t -> t.1 < one.2 AND t.2 > one.2, times) AS waiting
    FROM (${tickets})
    WHERE called_at IS NOT NULL AND NOT missed AND unit != ''
    GROUP BY skpd, service, unit, letter, toDate(drawn_at, {timezone:String})
  )`;

export const telaahMenyalipAntrean: MetricSource = {
  definition: {
    ...toLookAt(
      { id: 'Mendahului nomor antrean', en: 'Called out of turn' },
      {
        id: `Banyaknya nomor antrean yang dipanggil mendahului paling sedikit ${TICKETS_JUMPED_LEAST} nomor yang diambil lebih dulu pada hari, unit dan huruf antrean yang sama. Nomor yang terlewat, dan antrean yang unitnya tidak tercatat, tidak diperiksa. Perlu ditelaah: bisa antrean prioritas.`,
        en: `Queue numbers called before at least ${TICKETS_JUMPED_LEAST} that were drawn before them on the same day, in the same unit and letter of the queue. Missed numbers, and queues whose unit is not recorded, are left out. To be looked at: it may be a priority queue.`,
      },
    ),
    unit: 'nomor',
    counts: 'nomor antrean dengan unit tercatat',
  },
  rows: ticketRows(jumpingTickets),
  ...counted,
  dimensions,
  detail: ticketDetail(...passedColumns),
};
