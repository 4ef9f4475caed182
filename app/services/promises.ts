import type { KnownSplit } from '../metrics/known-split';

/** The splits that the table of promises is made of. */
export const PROMISE_SPLITS = [
  'permohonan_masuk/layanan',
  'layanan_tepat_waktu/layanan',
  'lama_layanan_km/layanan',
  'permohonan_terbuka/layanan',
  'dikembalikan/layanan',
] as const;

export interface Promised {
  service: string;
  name: string;
  /** null where nothing is known of it: the sources are silent. */
  received: number | null;
  /** Per cent of those due; null where too few were. */
  inTime: number | null;
  /** How many were due. */
  due: number | null;
  /** Hours; null where it cannot be told. */
  median: number | null;
  open: number | null;
  /** Per cent. */
  returned: number | null;
}

/** Every service in one line, the one with the most applications first. */
export function promisesOf(
  splits: Record<(typeof PROMISE_SPLITS)[number], Pick<KnownSplit, 'parts' | 'isUnknown'>>,
): Promised[] {
  const by = (key: (typeof PROMISE_SPLITS)[number]) => {
    const { parts, isUnknown } = splits[key];
    const found = new Map(parts.map((part) => [part.member, part]));
    return {
      found,
      n: (service: string) => (isUnknown ? null : (found.get(service)?.n ?? 0)),
      value: (service: string) => found.get(service)?.value ?? null,
    };
  };
  const received = by('permohonan_masuk/layanan');
  const inTime = by('layanan_tepat_waktu/layanan');
  const median = by('lama_layanan_km/layanan');
  const open = by('permohonan_terbuka/layanan');
  const returned = by('dikembalikan/layanan');
  const names = new Map(
    [...received.found, ...open.found, ...inTime.found].map(([member, { name }]) => [member, name]),
  );
  return [...names]
    .map(([service, name]) => ({
      service,
      name,
      received: received.n(service),
      inTime: inTime.value(service),
      due: inTime.n(service),
      median: median.value(service),
      open: open.n(service),
      returned: returned.value(service),
    }))
    .sort((a, b) => (b.received ?? 0) - (a.received ?? 0) || a.service.localeCompare(b.service));
}
