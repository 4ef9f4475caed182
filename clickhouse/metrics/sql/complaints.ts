import { dueMoment } from '../../calendar/sql';
import { inOrder, newestProfile, ofOffice } from './city';

export const CLOSED = `('selesai', 'diarsipkan', 'bukan_kewenangan')`;
/** The limit of a complaint without a classification that has a rule of its own. */
const DEFAULT_CLASSIFICATION = 'pengaduan_tidak_berkadar_pengawasan';

/** States before anybody of the office has answered. */
const UNANSWERED = `('diterima', 'diverifikasi', 'didisposisikan', 'tertunda')`;
/** What the office did something in; the system's own closing is no answer. */
const answered = (c: string) =>
  `(${c}.status IN ('diproses', 'ditindaklanjuti') OR (${c}.status = 'selesai' AND ${c}.closed_by != 'sistem'))`;

/**
 * Sources that date each version themselves, told by most of them having a moment of their own: of these a complaint first
 * seen closed was closed at that moment, and open before. An export gives all its versions one moment.
 */
export const SELF_DATED = `(SELECT source_id FROM complaints GROUP BY source_id HAVING count() >= 100 AND uniqCombined(observed_at) > 0.5 * count())`;

/** Of the versions of a complaint the one that held at {to}: the last seen by then, else the first seen after. */
const atEnd = inOrder(
  `if(c.observed_at < {to:DateTime('UTC')}, 8589934592 + toUnixTimestamp(c.observed_at), 8589934592 - toUnixTimestamp(c.observed_at))`,
  'c.record_row',
  'c.record_key',
);

/**
 * Complaints received before {to}, as they stood then. settled = closed by the reporter or an admin (source text 3's
 * "ditindaklanjuti"; closing by the system after ten silent days is not settling). A complaint that was first
 * seen already closed in an export has no known closing time: `closing_known` is false, its closing is only known to be no later.
 * One that a source dates as closed after {to} was open then (`closed_later`).
 */
export const complaintsAsOf = (
  among: string,
  having = ofOffice('skpd'),
) => `SELECT c.source_id AS source_id, c.tracking_id AS tracking_id,
    min(c.time) AS received_at,
    argMax(c.skpd, ${atEnd}) AS skpd,
    argMax(c.wilayah, ${atEnd}) AS wilayah,
    argMax(c.latitude IS NOT NULL, ${atEnd}) AS has_point,
    argMax(c.classification, ${atEnd}) AS classification,
    argMax(c.category, ${atEnd}) AS category,
    argMax(c.channel, ${atEnd}) AS channel,
    argMax(c.title, ${atEnd}) AS title,
    max(c.secret) AS secret,
    countIf(c.observed_at < {to:DateTime('UTC')}) > 0 AS seen_by_end,
    argMin(c.status, toUInt64(toUnixTimestamp(c.observed_at)) * 256 + c.record_row) NOT IN ${CLOSED} OR source_id IN ${SELF_DATED} AS closing_known,
    argMax(c.status, ${atEnd}) AS told_state,
    NOT seen_by_end AND closing_known AND told_state IN ${CLOSED} AS closed_later,
    if(closed_later, 'diterima', told_state) AS state,
    if(closed_later, '', argMax(c.closed_by, ${atEnd})) AS closed_by_whom,
    state IN ${CLOSED} AS closed,
    closed AND NOT seen_by_end AS state_unknown,
    state = 'selesai' AND closed_by_whom IN ('pelapor', 'admin') AND seen_by_end AS settled,
    argMin(c.status, toUInt64(toUnixTimestamp(c.observed_at)) * 256 + c.record_row) IN ${UNANSWERED} AS response_known,
    minOrNullIf(c.observed_at, ${answered('c')} AND c.observed_at < {to:DateTime('UTC')}) AS responded_at,
    minOrNullIf(c.observed_at, c.status IN ${CLOSED} AND c.observed_at < {to:DateTime('UTC')}) AS closed_at,
    maxOrNullIf(c.observed_at, c.status NOT IN ${CLOSED} AND c.observed_at < {to:DateTime('UTC')}) AS last_open_at,
    groupArrayIf(c.observed_at, c.status IN ${CLOSED} AND c.observed_at < {to:DateTime('UTC')}) AS closings,
    minOrNullIf(c.observed_at, c.status = 'selesai' AND c.closed_by IN ('pelapor', 'admin') AND c.observed_at < {to:DateTime('UTC')}) AS settled_at
  FROM complaints AS c
  WHERE c.time < {to:DateTime('UTC')} AND ${among}
  GROUP BY c.source_id, c.tracking_id
  HAVING ${having}`;

export const complaintsAtEnd = complaintsAsOf('true');

/** A complaint as one number: sets of them are a third of the work of sets of their texts. */
const keyOf = (c: string) => `cityHash64(${c}.source_id, ${c}.tracking_id)`;

/**
 * Condition on complaints `c`: not closed for good before a moment, that is last told open, or seen or received at or after it.
 * Told by few and narrow columns of all complaints; only of these, mostly a tenth, the others are read.
 */
export const movedSince = (moment: string) => `${keyOf('c')} IN (
    SELECT number FROM (SELECT ${keyOf('o')} AS number FROM complaints AS o WHERE o.time < {to:DateTime('UTC')} GROUP BY number
      HAVING max(toUInt64(toUnixTimestamp(o.observed_at)) * 2 + (o.status NOT IN ${CLOSED})) % 2 = 1
        OR max(greatest(o.observed_at, o.time)) >= ${moment}))`;

/** Complaints open at {to}. */
const openComplaints = `SELECT * FROM (${complaintsAsOf(movedSince(`{to:DateTime('UTC')}`))}) WHERE NOT closed`;

/** Complaints received in the period, settled in it, or first seen after it. */
export const metComplaints = complaintsAsOf(`(c.time >= {from:DateTime('UTC')} OR ${keyOf('c')} IN (
    SELECT ${keyOf('o')} FROM complaints AS o WHERE o.observed_at >= {to:DateTime('UTC')}
      OR (o.observed_at >= {from:DateTime('UTC')} AND o.status = 'selesai' AND o.closed_by IN ('pelapor', 'admin'))))`);

/** Complaints received in the period. */
export const receivedComplaints = complaintsAsOf(`c.time >= {from:DateTime('UTC')}`);

/**
 * Complaints that the period saw closed, with `closed_since` (when the closing that holds at {to} was seen, null when it is open
 * again), `first_closing` of the period and `reopened` (open again after that). Those first seen closed are left out: when they
 * were closed is not known.
 */
export const closedComplaints = `SELECT *,
    if(closed AND seen_by_end, arrayMin(arrayFilter(t -> t >= ifNull(last_open_at, toDateTime(0, 'UTC')), closings)), NULL) AS closed_since,
    arrayMin(arrayFilter(t -> t >= {from:DateTime('UTC')}, closings)) AS first_closing,
    ifNull(last_open_at > first_closing, false) AS reopened
  FROM (${complaintsAsOf(`(c.source_id, c.tracking_id) IN (
    SELECT source_id, tracking_id FROM complaints
    WHERE observed_at >= {from:DateTime('UTC')} AND observed_at < {to:DateTime('UTC')} AND status IN ${CLOSED})`)})
  WHERE closing_known`;

/** Kecamatan of a region code: 8 characters such as 36.71.04; 'luar' = outside the city; '' = not told. */
export function kecamatanOf(wilayah: string): string {
  return `multiIf(${wilayah} = 'luar', 'luar', length(${wilayah}) >= 8, left(toString(${wilayah}), 8), '')`;
}

/** Columns that complaints are split by; 'luar' = outside the city, '' = not told. A channel keeps its first word group. */
export const complaintDimensions = `toString(skpd) AS d_skpd,
    trimBoth(splitByString(' - ', toString(channel))[1]) AS d_kanal,
    ${kecamatanOf('wilayah')} AS d_kecamatan,
    if(length(wilayah) > 8, toString(wilayah), '') AS d_kelurahan,
    toString(category) AS d_kategori,
    toString(state) AS d_keadaan,
    toString(closed_by_whom) AS d_penutup`;
export const COMPLAINT_DIMENSIONS = [
  'skpd',
  'kanal',
  'kecamatan',
  'kelurahan',
  'kategori',
  'keadaan',
  'penutup',
] as const;

/**
 * The same with `due_at` (limit of the classification, in the city's rules) and the outcome at that moment:
 * `excluded` = sent elsewhere or archived before it was due; `in_time` = settled by then, null when the source cannot tell.
 * `overdue` = open and past its limit at {to}.
 */
const judged = (complaints: string) => `SELECT a.*,
    due_at > toDateTime(0, 'UTC') AS due_known,
    a.state = 'bukan_kewenangan' OR (a.state = 'diarsipkan' AND (NOT a.closing_known OR a.closed_at <= due_at)) AS excluded,
    multiIf(a.state_unknown, NULL,
            NOT a.settled, toNullable(false),
            a.settled_at <= due_at, toNullable(true),
            a.closing_known, toNullable(false),
            NULL) AS in_time,
    NOT a.closed AND due_known AND due_at < {to:DateTime('UTC')} AS overdue
  FROM (
    SELECT b.*, ifNull(${dueMoment('b.skpd', 'b.received_at', 'r.value', 'r.unit')}, toDateTime(0, 'UTC')) AS due_at
    FROM (${complaints}) AS b
    LEFT JOIN (SELECT key AS rule, value, unit FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'aduan_sla') AS r
      ON r.rule = if(
        b.classification IN (SELECT key FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'aduan_sla'),
        toString(b.classification), '${DEFAULT_CLASSIFICATION}')
  ) AS a`;

/** Those open at {to}. */
export const judgedOpen = judged(openComplaints);

/** The same among some complaints of all offices, open or not. */
export const judgedAmong = (some: string) => judged(complaintsAsOf(some, 'true'));

/** The longest limit of the city in days, holidays included: what came in earlier fell due before the period. */
const LONGEST_LIMIT_DAYS = `(SELECT toUInt32(30 + max(multiIf(unit = 'hari_kerja', value * 7 / 5, unit = 'jam_kerja', value * 7 / 20, unit = 'hari_kalender', value, value / 24)))
  FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'aduan_sla')`;

/** Judged complaints that fell due in the period and count. */
export const dueComplaints = `SELECT * FROM (${judged(
  complaintsAsOf(`c.time >= toDateTime({from:DateTime('UTC')}, 'UTC') - toIntervalDay(${LONGEST_LIMIT_DAYS})`),
)})
  WHERE due_known AND NOT excluded AND due_at >= {from:DateTime('UTC')} AND due_at < {to:DateTime('UTC')}`;
