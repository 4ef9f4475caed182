import type { Breakdown } from '../../clickhouse/metrics/breakdown';

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
  received: number;
  /** Per cent of those due; null where too few were. */
  inTime: number | null;
  /** How many were due. */
  due: number;
  /** Hours; null where it cannot be told. */
  median: number | null;
  open: number;
  /** Per cent. */
  returned: number | null;
}

/** Every service in one line, the one with the most applications first. */
export function promisesOf(splits: Record<(typeof PROMISE_SPLITS)[number], Pick<Breakdown, 'parts'>>): Promised[] {
  const by = (key: (typeof PROMISE_SPLITS)[number]) => new Map(splits[key].parts.map((part) => [part.member, part]));
  const [received, inTime, median, open, returned] = PROMISE_SPLITS.map(by) as [
    ReturnType<typeof by>,
    ReturnType<typeof by>,
    ReturnType<typeof by>,
    ReturnType<typeof by>,
    ReturnType<typeof by>,
  ];
  const names = new Map([...received, ...open, ...inTime].map(([member, part]) => [member, part.name]));
  return [...names]
    .map(([service, name]) => ({
      service,
      name,
      received: received.get(service)?.n ?? 0,
      inTime: inTime.get(service)?.value ?? null,
      due: inTime.get(service)?.n ?? 0,
      median: median.get(service)?.value ?? null,
      open: open.get(service)?.n ?? 0,
      returned: returned.get(service)?.value ?? null,
    }))
    .sort((a, b) => b.received - a.received || a.service.localeCompare(b.service));
}
