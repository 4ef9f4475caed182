import type { DetailColumn } from '../../definition';
import { ofOffice } from '../../sql/city';

/*
 * Pieces of SQL over the requests of access logs (table web_hits), which are cut by period and office first.
 */

/** A gap longer than this starts a new session (as Matomo and GA4 do). */
export const SESSION_GAP_SECONDS = 30 * 60;

/** Requests of the period and the office. */
export const inPeriod = `time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${ofOffice()}`;

/** The server gave what was asked for, or said that the copy of the browser still holds. A redirection is not an answer yet. */
export const ANSWERED = `(status >= 200 AND status < 300 OR status = 304)`;

/** A page that a person saw: asked for to be read, answered, not an asset, not asked for by a robot. */
export const HUMAN_PAGE = `kind = 'halaman' AND agent_class = 'human' AND method = 'GET' AND ${ANSWERED}`;

/** A document that a person fetched. Further pieces of one file (206) and what the browser still had (304) are no new fetch. */
export const HUMAN_DOWNLOAD = `kind = 'unduhan' AND agent_class = 'human' AND method = 'GET' AND status = 200`;

/** Hour of the day and day of the week in the city. */
export const CLOCK = `toString(toHour(time, {timezone:String})) AS d_jam,
  toString(toDayOfWeek(time, 0, {timezone:String})) AS d_hari`;

/** What a hit is split by everywhere. */
export const PLACE = 'skpd AS d_skpd, site AS d_situs, path AS d_halaman';

export const hitDetail: readonly DetailColumn[] = [
  { column: 'waktu', label: { id: 'Waktu', en: 'Time' }, kind: 'waktu' },
  { column: 'situs', label: { id: 'Situs', en: 'Site' }, kind: 'teks' },
  { column: 'alamat', label: { id: 'Alamat', en: 'Path' }, kind: 'teks' },
  { column: 'jenis', label: { id: 'Jenis', en: 'Kind' }, kind: 'teks' },
  { column: 'status', label: { id: 'Status', en: 'Status' }, kind: 'angka' },
  { column: 'pengunjung', label: { id: 'Pengunjung', en: 'Visitor' }, kind: 'teks' },
  { column: 'sebab', label: { id: 'Sebab', en: 'Rule' }, kind: 'teks' },
];
/** The columns of `hitDetail`: never the key of the visitor nor the net it came from. */
export const HIT_DETAIL = `time AS waktu, site AS situs, path AS alamat, kind AS jenis, agent_class AS pengunjung, agent_rule AS sebab`;
