import { newestBuild } from '../../derived/keep';
import { optional } from '../../warehouse/trim';
import { ofOffice } from './city';

const FROM = `toDateTime({from:DateTime('UTC')}, 'UTC')`;
const TO = `toDateTime({to:DateTime('UTC')}, 'UTC')`;

/** Spans of complaints `k` (clickhouse/derived/complaint-states.ts): all of them, of all offices. */
export const complaintSpans = (condition: string) =>
  `SELECT * FROM complaint_states AS k WHERE k.built = ${newestBuild('complaint_states')} AND ${condition}`;

/**
 * Complaints received before {to}, as they stood then, one row each, judged at that moment. settled = closed by the reporter or an
 * admin. A complaint that was first seen already closed in an export has no known closing time: `closing_known` is false, its
 * closing is only known to be no later. `seen` is false of what was told of for the first time after {to}.
 * `due_at` is the limit of the classification in the city's rules; `excluded` = sent elsewhere or archived before it was due;
 * `in_time` = settled by then, null when the source cannot tell; `overdue` = open and past its limit at {to}.
 */
export const complaintsAsOf = (among: string) => `SELECT
    ${optional('due_known', `due_at > toDateTime(0, 'UTC')`)}
    ${optional('excluded', `state = 'bukan_kewenangan' OR (state = 'diarsipkan' AND (NOT closing_known OR closed_at <= due_at))`)}
    ${optional(
      'in_time',
      `multiIf(state_unknown, NULL,
            NOT settled, toNullable(false),
            settled_at <= due_at, toNullable(true),
            closing_known, toNullable(false),
            NULL)`,
    )}
    ${optional('overdue', `NOT closed AND due_at > toDateTime(0, 'UTC') AND due_at < ${TO}`)}
    *
  FROM (${complaintSpans(`k.held_from < ${TO} AND k.held_until >= ${TO} AND ${ofOffice('k.skpd')} AND ${among}`)})`;

const isReceived = `k.received_at >= ${FROM}`;

/** Complaints received in the period. */
export const receivedComplaints = complaintsAsOf(isReceived);

/** Complaints open at {to}. */
export const openComplaints = complaintsAsOf('NOT k.closed');

/** Complaints open at {to}, those that came or changed in the period, and those of an unknown state. */
export const metComplaints = complaintsAsOf(`(NOT k.closed OR k.held_from >= ${FROM} OR k.state_unknown)`);

/**
 * Complaints that the period saw closed, with `closed_since` (when the closing that holds at {to} was seen, null when it is open
 * again), `first_closing` of the period and `reopened` (open again after that). Those first seen closed are left out: when they
 * were closed is not known.
 */
export const closedComplaints = `SELECT *,
    arrayFirst(t -> t >= {from:DateTime('UTC')}, closings) AS first_closing,
    ifNull(last_open_at > first_closing, false) AS reopened
  FROM (${complaintsAsOf(`k.closing_known AND k.last_closing_at >= ${FROM}`)})`;

const fallsDue = `k.due_at >= ${FROM} AND k.due_at < ${TO}`;
const responseFallsDue = `k.response_known AND k.response_due_at >= ${FROM} AND k.response_due_at < ${TO}
    AND (k.responded_at IS NOT NULL OR NOT ifNull(k.closed_at <= k.response_due_at, false))`;

/** Complaints whose limit fell in the period, and counts. */
export const dueComplaints = `SELECT * FROM (${complaintsAsOf(fallsDue)}) WHERE NOT excluded`;

/** Complaints of which the limit fell in the period (`falls_due`), or that of the first answer (`response_falls_due`). */
export const limitedComplaints = `SELECT *, ${fallsDue} AND NOT k.excluded AS falls_due, ${responseFallsDue} AS response_falls_due
  FROM (${complaintsAsOf(`((${fallsDue}) OR (${responseFallsDue}))`)}) AS k`;

/**
 * Columns that complaints are split by; '' = not told. A channel keeps its first word group. A kecamatan is told by 8 characters such
 * as 36.71.04, or 'luar' = outside the city.
 */
export const complaintDimensions = `${optional('d_kanal', 'kanal')}
    ${optional('d_kecamatan', 'kecamatan')}
    ${optional('d_kelurahan', `if(length(wilayah) > 8, toString(wilayah), '')`)}
    ${optional('d_kategori', 'category')}
    ${optional('d_keadaan', 'state')}
    ${optional('d_penutup', 'closed_by_whom')}
    skpd AS d_skpd`;
export const COMPLAINT_DIMENSIONS = [
  'skpd',
  'kanal',
  'kecamatan',
  'kelurahan',
  'kategori',
  'keadaan',
  'penutup',
] as const;
