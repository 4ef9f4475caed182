import type { DetailColumn } from '../../definition';
import { ofOffice } from '../../sql/city';

/*
 * Pieces of SQL over the requests of access logs (table web_hits), which are cut by period and office first.
 */

/** A gap longer than this starts a new session (as Matomo and GA4 do). */
export const SESSION_GAP_SECONDS = 30 * 60;

/** Requests to the asked office and site. */
export const OF_PLACE = `${ofOffice()} AND ({situs:String} = '' OR site = {situs:String})`;

/** Requests of the period to them. */
export const inPeriod = `time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${OF_PLACE}`;

/** The server gave what was asked for, or said that the copy of the browser still holds. A redirection is not an answer yet. */
const ANSWERED = `(status >= 200 AND status < 300 OR status = 304)`;

/** A page that a person saw: asked for to be read, answered, not an asset, not asked for by a robot. */
export const HUMAN_PAGE = `kind = 'halaman' AND agent_class = 'human' AND method = 'GET' AND ${ANSWERED}`;

/** A document that a person fetched. Further pieces of one file (206) and what the browser still had (304) are no new fetch. */
export const HUMAN_DOWNLOAD = `kind = 'unduhan' AND agent_class = 'human' AND method = 'GET' AND status = 200`;

/** What people asked for on purpose. What robots look for is often not there, and no fault of the site. */
export const HUMAN_ASKED = `kind IN ('halaman', 'unduhan') AND agent_class = 'human'`;

/** Hour of the day and day of the week in the city. */
export const CLOCK = `toString(toHour(time, {timezone:String})) AS d_jam,
  toString(toDayOfWeek(time, 0, {timezone:String})) AS d_hari`;

/** What a hit is split by everywhere. Every site has a page `/`, so a page is told with its site. */
export const PLACE = 'skpd AS d_skpd, site AS d_situs, concat(site, path) AS d_halaman';

/** Where a page was reached from. */
export const REFERRER = `if(referrer_host = site, 'dalam_situs', toString(referrer_host)) AS d_perujuk`;

export const hitDetail: readonly DetailColumn[] = [
  { column: 'jenis', label: { id: 'Jenis', en: 'Kind' }, kind: 'teks' },
  { column: 'metode', label: { id: 'Metode', en: 'Method' }, kind: 'teks' },
  { column: 'status', label: { id: 'Status', en: 'Status' }, kind: 'angka' },
  { column: 'bytes', label: { id: 'Bita', en: 'Bytes' }, kind: 'angka' },
];
/** The columns of `hitDetail`: never the key of the visitor nor the net it came from. */
export const HIT_DETAIL = 'kind AS jenis, method AS metode, status, bytes';
