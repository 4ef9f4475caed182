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

/** Two decimals are those of an index, which always has both. */
export const printed = (value: number | null, decimals: number) =>
  value === null
    ? '—'
    : new Intl.NumberFormat('id-ID', {
        minimumFractionDigits: decimals === 2 ? 2 : 0,
        maximumFractionDigits: decimals,
      }).format(value);

/** From ten thousand on in thousands, millions, milliards: `12,3 rb`, `456 jt`. */
export function printedShort(value: number | null): string {
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

/** Units whose words have a number in them. */
const UNIT_NUMBERS: Record<string, string> = { per_10_rb: ' per 10 rb' };

/** The number of a figure with what numbers its unit has. */
export const printedValue = (value: number | null, unit: string) =>
  value === null ? '' : `${printedFigure(value, unit, false)}${UNIT_NUMBERS[unit] ?? ''}`;

/** How a figure moved: shares and scores in points, others in per cent of what they were. */
export function printedChange(value: number, before: number, unit: string): string {
  const difference = value - before;
  const size = Math.abs(difference);
  if (size < 10 ** -decimalsOf(unit) / 2) return '= tetap';
  const isPoints = unit === 'persen' || unit === 'skor';
  const told = isPoints
    ? `${printed(size, 1)} poin`
    : before === 0
      ? printedFigure(size, unit, true)
      : `${printed((100 * size) / Math.abs(before), 1)}\u00a0%`;
  return difference > 0 ? `▲ naik ${told}` : `▼ turun ${told}`;
}

/** How long something took: the two largest units. */
export function printedDuration(seconds: number): string {
  const units: [number, string][] = [
    [86_400, 'hari'],
    [3600, 'jam'],
    [60, 'menit'],
    [1, 'detik'],
  ];
  if (seconds < 59.5) return `${printed(Math.round(seconds), 0)}\u00a0detik`;
  const minutes = Math.round(seconds / 60);
  // Of days the minutes are no longer told.
  const whole = minutes < 24 * 60 ? minutes * 60 : Math.round(minutes / 60) * 3600;
  const first = units.findIndex(([size]) => whole >= size);
  const [size, word] = units[first]!;
  const rest = units[first + 1]!;
  const left = Math.floor((whole % size) / rest[0]);
  const head = `${printed(Math.floor(whole / size), 0)}\u00a0${word}`;
  return left === 0 ? head : `${head} ${printed(left, 0)}\u00a0${rest[1]}`;
}

/** A moment in the city: `22 November 2026 08.14 WIB`. */
export function printedMoment(at: number): string {
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', ...options }).format(new Date(at * 1000));
  const day = of({ day: 'numeric', month: 'long', year: 'numeric' });
  return `${day} ${of({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}\u00a0WIB`;
}

/** The day of a moment in the city, without its year: `22 Nov`. */
export const printedDay = (at: number) =>
  new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', day: 'numeric', month: 'short' }).format(at * 1000);

export const percent = (value: number | null | undefined, space = '\u00a0', decimals = 1) =>
  value == null ? '—' : `${printed(value, decimals)}${space}%`;
