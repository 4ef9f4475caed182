import { dueMoment, workingDaysElapsed } from '../calendar/sql';
import { hasBoundaries, withPointKecamatan } from '../city/boundary-sql';
import { newestProfile } from '../metrics/sql/city';
import type { DerivedTable } from './table';

const CLOSED = `('selesai', 'diarsipkan', 'bukan_kewenangan')`;
/** States before anybody of the office has answered. */
const UNANSWERED = `('diterima', 'diverifikasi', 'didisposisikan', 'tertunda')`;
/** What the office did something in; the system's own closing is no answer. */
const answered = (state: string, by: string) =>
  `(${state} IN ('diproses', 'ditindaklanjuti') OR (${state} = 'selesai' AND ${by} != 'sistem'))`;
/** Closed by the reporter or an admin (source text 3's "ditindaklanjuti"); closing by the system after ten silent days is not. */
const settled = (state: string, by: string) => `(${state} = 'selesai' AND ${by} IN ('pelapor', 'admin'))`;

/** The limit of a complaint without a classification that has a rule of its own. */
const DEFAULT_CLASSIFICATION = 'pengaduan_tidak_berkadar_pengawasan';
/** Working days for the first response when the city's rules name none (SP4N-LAPOR!: 5). */
const USUAL_RESPONSE_DAYS = 5;

const rules = `city_rules WHERE profile_version = ${newestProfile} AND kind = 'aduan_sla'`;
const responseDays = `(SELECT if(count() = 0, ${USUAL_RESPONSE_DAYS}, toUInt32(ceil(any(value)))) FROM ${rules}
  AND key = 'tanggapan_pertama' AND unit = 'hari_kerja')`;

/**
 * Sources that date each version themselves, told by most of them having a moment of their own: of these a complaint first
 * seen closed was closed at that moment, and open before. An export gives all its versions one moment.
 */
const selfDated = `(SELECT source_id FROM complaints GROUP BY source_id HAVING count() >= 100 AND uniqCombined(observed_at) > 0.5 * count())`;

const EVER = `toDateTime(4294967295, 'UTC')`;
const NEVER = `toDateTime(0, 'UTC')`;

/** No complaint has so many versions; a source whose numbers are all the same must not take the memory of their square. */
const MOST_VERSIONS = 100;
const sofar = (column: string) => `groupArray(${MOST_VERSIONS})(${column}) OVER sofar`;

/** Versions in the order they were told, each with what was told of its complaint up to it, and when the next was told. */
const told = `SELECT source_id, tracking_id, observed_at, status, closed_by, skpd, wilayah, latitude, longitude,
    latitude IS NOT NULL AS has_point, classification, category, channel, title,
    min(time) OVER whole AS received_at, max(secret) OVER whole AS is_secret,
    leadInFrame(observed_at, 1, ${EVER}) OVER whole AS next_at,
    ${sofar('observed_at')} AS moments, ${sofar('status')} AS states, ${sofar('closed_by')} AS closers
  FROM complaints
  WINDOW whole AS (PARTITION BY source_id, tracking_id ORDER BY observed_at, record_row, record_key
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING),
    sofar AS (PARTITION BY source_id, tracking_id ORDER BY observed_at, record_row, record_key
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;

/** The first of the moments told so far at which a condition on the state `s` and the closer `b` held; null: none. */
const firstAt = (condition: string) =>
  `if(seen, nullIf(arrayFirst((t, s, b) -> ${condition}, moments, states, closers), ${NEVER}), NULL)`;

/**
 * The spans of a complaint: one for each moment at which something was told of it, and before the first of them one in which it was
 * not seen yet. Of what was told at one moment the last holds.
 */
const spans = `SELECT *, arrayJoin(if(is_first, [false, true], [true])) AS seen,
    states[1] NOT IN ${CLOSED} OR source_id IN ${selfDated} AS closing_known,
    states[1] IN ${UNANSWERED} AS response_known,
    if(seen, greatest(observed_at, received_at), received_at) AS held_from,
    if(seen, greatest(next_at, received_at), observed_at) AS held_until
  FROM (SELECT *, moments[1] = observed_at AS is_first FROM (${told}) WHERE next_at > observed_at)
  WHERE held_until > held_from`;

/** What is said of a complaint within a span. Where no kecamatan is told its point tells it, by the borders in force. */
const judged = `SELECT source_id, tracking_id, received_at, held_from, held_until, held_until = ${EVER} AS is_last, seen,
    skpd, wilayah, latitude, longitude, has_point, point_kecamatan, classification, category, title, is_secret AS secret,
    trimBoth(splitByString(' - ', toString(channel))[1]) AS kanal,
    multiIf(wilayah = 'luar', 'luar', length(wilayah) >= 8, left(toString(wilayah), 8), point_kecamatan != '', toString(point_kecamatan),
      has_point AND ${hasBoundaries}, 'luar', '') AS kecamatan,
    NOT seen AND closing_known AND status IN ${CLOSED} AS closed_later,
    if(closed_later, 'diterima', toString(status)) AS state, if(closed_later, '', toString(closed_by)) AS closed_by_whom,
    state IN ${CLOSED} AS closed, closing_known, response_known,
    closed AND NOT seen AS state_unknown,
    seen AND ${settled('state', 'closed_by_whom')} AS settled,
    ${firstAt(answered('s', 'b'))} AS responded_at, ${firstAt(`s IN ${CLOSED}`)} AS closed_at, ${firstAt(settled('s', 'b'))} AS settled_at,
    if(seen, nullIf(arrayLast((t, s) -> s NOT IN ${CLOSED}, moments, states), ${NEVER}), NULL) AS last_open_at,
    if(seen, arrayFilter((t, s) -> s IN ${CLOSED}, moments, states), []) AS closings,
    if(empty(closings), ${NEVER}, closings[-1]) AS last_closing_at,
    if(seen AND closed, nullIf(arrayFirst(t -> t >= ifNull(last_open_at, ${NEVER}), closings), ${NEVER}), NULL) AS closed_since,
    arrayFilter((m, i) -> seen AND (i = length(moments) OR moments[i + 1] != m.1), arrayZip(moments, states, closers), arrayEnumerate(moments)) AS held,
    arrayFilter((m, i) -> i = 1 OR held[i - 1].2 != m.2, held, arrayEnumerate(held)) AS steps,
    if(classification IN (SELECT key FROM ${rules}), toString(classification), '${DEFAULT_CLASSIFICATION}') AS rule
  FROM (${withPointKecamatan(spans)})`;

const isOpen = (state: string) => `${state} NOT IN ${CLOSED}`;
/**
 * What `steps` (at, state, by) say of being open: `masuk` at the receipt if it was first seen open, or its source dates its closing
 * itself, else `tertutup`; then each opening (`dibuka_kembali`) and closing (by whom: pelapor, admin, sistem, tanpa_penutup; else the
 * state that it left in).
 */
const changes = `arrayConcat(
      [(received_at, if(closing_known AND (empty(steps) OR ${isOpen('steps[1].2')} OR received_at <= steps[1].1) AS opens_here, 'masuk', 'tertutup'))],
      arrayFilter(x -> x.2 != '', arrayMap((s, was) -> (s.1, multiIf(${isOpen('s.2')} = was, '', ${isOpen('s.2')}, 'dibuka_kembali',
          s.2 != 'selesai', toString(s.2), s.3 = '', 'tanpa_penutup', toString(s.3))),
        steps, arrayPopBack(arrayPushFront(arrayMap(s -> ${isOpen('s.2')}, steps), opens_here)))))`;
/** From each step to the next: when, from which state to which, and who closed, in three lines, and the seconds since the one before. */
const turns = `arrayMap((a, b) -> (b.1, concat(a.2, '\\n', b.2, '\\n', if(${isOpen('b.2')}, '', b.3)), toUInt32(toUnixTimestamp(b.1) - toUnixTimestamp(a.1))),
      arrayPopBack(steps), arrayPopFront(steps))`;
/** Words as they are stored: a block of them is much smaller so. */
const coded = (words: string) => `CAST(${words}, 'Array(LowCardinality(String))')`;

/** Complaints as they stood in each span of their time, so that how one stood at a moment is told by the span that holds it. */
export const complaintStates: DerivedTable = {
  name: 'complaint_states',
  from: ['complaints'],
  select: `SELECT j.* EXCEPT (steps, changes, turns), j.changes.1 AS change_at, ${coded('j.changes.2')} AS change,
      j.turns.1 AS turn_at, ${coded('j.turns.2')} AS turn, j.turns.3 AS turn_seconds,
      ifNull(${dueMoment('j.skpd', 'j.received_at', 'r.value', 'r.unit')}, ${NEVER}) AS due_at,
      ifNull(${dueMoment('j.skpd', 'j.received_at', responseDays, `'hari_kerja'`)}, ${NEVER}) AS response_due_at,
      if(j.settled_at IS NULL, NULL, ${workingDaysElapsed('j.skpd', 'j.received_at', 'assumeNotNull(j.settled_at)')}) AS settled_days
    FROM (SELECT *, ${changes} AS changes, ${turns} AS turns FROM (${judged})) AS j
    LEFT JOIN (SELECT key AS own_rule, value, unit FROM ${rules}) AS r ON r.own_rule = j.rule`,
};
