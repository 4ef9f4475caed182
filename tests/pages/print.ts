/** How numbers are printed in Indonesian, written once more with Intl alone. */
const DECIMALS: Record<string, number> = {
  persen: 1,
  menit: 1,
  jam: 1,
  hari_kerja: 1,
  skor: 2,
  per_10_rb: 1,
  kali: 1,
  hari: 1,
};
const SHORTENED = ['kunjungan', 'permohonan', 'orang', 'pengunjung', 'sesi'];

export const decimalsOf = (unit: string) => DECIMALS[unit] ?? 0;

export const printed = (value: number | null, decimals: number) =>
  value === null ? '—' : new Intl.NumberFormat('id-ID', { maximumFractionDigits: decimals }).format(value);

/** From ten thousand on in thousands, millions, milliards: `12,3 rb`, `456 jt`. */
function printedShort(value: number | null): string {
  if (value === null || Math.abs(value) < 10_000) return printed(value, 1);
  const steps: [number, string][] = [
    [1e3, 'rb'],
    [1e6, 'jt'],
    [1e9, 'M'],
    [1e12, 'T'],
  ];
  const [size, word] = steps.findLast(([step]) => Math.abs(value) >= step * 0.9995)!;
  return `${printed(value / size, Math.abs(value / size) < 100 ? 1 : 0)}\u00a0${word}`;
}

/** The number of a figure: `tile` is written short where it is large. */
export function printedFigure(value: number | null, unit: string, tile: boolean): string {
  if (value === null) return '—';
  if (unit === 'rupiah') return `Rp${tile ? printedShort(value) : printed(value, 0)}`;
  return tile && SHORTENED.includes(unit) ? printedShort(value) : printed(value, decimalsOf(unit));
}
