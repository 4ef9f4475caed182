import { versionIn } from './what-if-address';

/** What is compared: two offices in a month, or one office in two. */
export interface CompareAddress {
  left: string | null;
  right: string | null;
  /** Of the right side, and of the left one unless it has its own; null = the month the board opens with. */
  month: string | null;
  leftMonth: string | null;
  onlyDifferent: boolean;
  version: string | null;
}

const monthIn = (text: string | null) => (/^20\d\d-(0[1-9]|1[0-2])$/.test(text ?? '') ? text : null);

/** `kiri`, `kanan`, `bulan`, `bulan_kiri`, `beda`, `versi`; offices that are not of the list are none. */
export function readCompare(params: URLSearchParams, offices: readonly string[]): CompareAddress {
  const office = (name: string) => offices.find((code) => code === params.get(name)) ?? null;
  return {
    left: office('kiri'),
    right: office('kanan'),
    month: monthIn(params.get('bulan')),
    leftMonth: monthIn(params.get('bulan_kiri')),
    onlyDifferent: params.get('beda') === '1',
    version: versionIn(params),
  };
}

export function writeCompare(address: Partial<CompareAddress>): URLSearchParams {
  const params = new URLSearchParams();
  const { left, right, month, leftMonth, onlyDifferent, version } = address;
  if (left) params.set('kiri', left);
  if (right) params.set('kanan', right);
  if (month) params.set('bulan', month);
  if (leftMonth) params.set('bulan_kiri', leftMonth);
  if (onlyDifferent) params.set('beda', '1');
  if (version) params.set('versi', version);
  return params;
}

/** The same month of the year before. */
export const yearBefore = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
