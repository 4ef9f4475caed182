import type { DetailColumn } from '../../definition';
import { narrowed } from '../../narrow';
import { COMPLAINT_DIMENSIONS, complaintDimensions } from '../../sql/complaints';

/** Columns of the rows that figures of complaints open to. Titles are shown on the page of one complaint only. */
export const complaintDetail = [
  { column: 'source_id', label: { id: 'Sumber', en: 'Source' }, kind: 'teks' },
  { column: 'tracking_id', label: { id: 'Nomor aduan', en: 'Tracking number' }, kind: 'teks' },
  { column: 'received_at', label: { id: 'Diterima', en: 'Received' }, kind: 'waktu' },
  { column: 'd_kategori', label: { id: 'Kategori', en: 'Category' }, kind: 'teks' },
  { column: 'd_skpd', label: { id: 'SKPD', en: 'Office' }, kind: 'teks' },
  { column: 'd_kecamatan', label: { id: 'Kecamatan', en: 'District' }, kind: 'teks' },
  { column: 'd_kanal', label: { id: 'Kanal', en: 'Channel' }, kind: 'teks' },
  { column: 'd_keadaan', label: { id: 'Keadaan', en: 'State' }, kind: 'teks' },
  { column: 'd_penutup', label: { id: 'Ditutup oleh', en: 'Closed by' }, kind: 'teks' },
] as const satisfies readonly DetailColumn[];

/** What every row of a figure of complaints selects. */
export const DETAIL_COLUMNS = 'source_id, tracking_id, received_at';

export const dueColumn = {
  column: 'due_at',
  label: { id: 'Batas waktu', en: 'Limit' },
  kind: 'waktu',
} as const satisfies DetailColumn;

/** A moment before the receipt is a fault of the source's clock and counts as at once. */
export const hoursBetween = (from: string, to: string) =>
  `greatest(0, toUnixTimestamp(${to}) - toUnixTimestamp(${from})) / 3600`;

/** Complaints with the columns that they are split by, within the filters of the page. */
export const filteredComplaints = (complaints: string) =>
  narrowed({ rows: `SELECT *, ${complaintDimensions} FROM (${complaints})`, dimensions: COMPLAINT_DIMENSIONS });
