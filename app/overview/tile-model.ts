import type { MetricReading } from '../../clickhouse/metrics';
import type { TileId } from '../../clickhouse/snapshot/tiles';
import type { Formats } from '../text/format';
import type { OverviewText } from './overview.text';

export type Tone = 'good' | 'warn' | 'bad' | 'accent' | 'unknown';

/** A piece of the context line: the comparison, and the words around it. */
export interface ContextPart {
  before?: string;
  strong: string;
  after?: string;
}

/** One thought: what a tile says. */
export interface TileModel {
  figure: string;
  unit: string;
  tone: Tone;
  status: string;
  context: ContextPart[];
  /** Set when the figure is unknown; then it is the context. */
  reason: string;
}

const tones = { baik: 'good', waspada: 'warn', buruk: 'bad', netral: 'accent', tidak_diketahui: 'unknown' } as const;

/** Turns a reading into the words of its tile. No arithmetic but the comparison with the period before. */
export function tileModel(id: TileId, reading: MetricReading | undefined, t: OverviewText, f: Formats): TileModel {
  if (!reading || reading.value === null) {
    return { figure: '—', unit: '', tone: 'unknown', status: t.unknown, context: [], reason: reading?.reason ?? '' };
  }
  const words = tellers[id](reading, reading.parts ?? {}, t, f);
  return { unit: '', context: [], ...words, tone: words.tone ?? tones[reading.status], reason: '' };
}

type Parts = NonNullable<MetricReading['parts']>;
type Told = Pick<TileModel, 'figure' | 'status'> & Partial<Pick<TileModel, 'unit' | 'context' | 'tone'>>;

const tellers: Record<TileId, (reading: MetricReading, parts: Parts, t: OverviewText, f: Formats) => Told> = {
  aduan_terbuka: (reading, parts, t, f) => {
    const overdue = parts.lewat_batas ?? null;
    return {
      figure: f.number(reading.value, 0),
      tone: overdue === null ? 'accent' : overdue > 0 ? 'bad' : 'good',
      status: overdue ? t.overdue(f.number(overdue, 0)) : t.noneOverdue,
      context: [
        ...change(reading, t.fromLastWeek, f),
        ...strong(parts.median_tuntas_hk, (n) => f.workingDays(n), { before: t.medianDone }),
      ],
    };
  },
  layanan_tepat_waktu: (reading, parts, t, f) => ({
    figure: f.number(reading.value, 0),
    unit: '%',
    status: targetStatus(reading, t),
    context: [
      ...(parts.permohonan_hari_ini
        ? strong(parts.permohonan_hari_ini, (n) => f.number(n, 0), { after: t.applicationsToday })
        : strong(parts.permohonan, (n) => f.short(n), { after: t.applicationsMonth })),
      ...strong(parts.daring_persen, (n) => f.percent(n / 100, 0), { after: t.online }),
    ],
  }),
  tunggu_loket: (reading, parts, t, f) => ({
    figure: f.number(reading.value, 0),
    unit: t.minutes,
    status: targetStatus(reading, t),
    context: strong(parts.p90, (n) => `${f.number(n, 0)} ${t.minutes}`, { before: t.nineOfTen }),
  }),
  ikm: (reading, parts, t, f) => ({
    // The regulation states an IKM with two decimals.
    figure: f.score(reading.value),
    status: qualityStatus(reading, t),
    context: [
      {
        strong: f.number(reading.n, 0),
        after: parts.n_minimum ? t.respondents(f.number(parts.n_minimum, 0)) : t.respondentsOnly,
      },
      ...difference(reading, t, f),
    ],
  }),
  partisipasi: (reading, parts, t, f) => {
    const share = relativeChange(reading);
    return {
      figure: f.number(reading.value, 0),
      unit: t.per10k,
      tone: 'accent',
      status:
        share === null
          ? t.neutral
          : Math.abs(share) < 0.005
            ? t.steady
            : (share > 0 ? t.up : t.down)(f.percent(Math.abs(share), 0)),
      context: [
        ...(parts.kelurahan_total
          ? strong(parts.kelurahan_terjangkau, (n) => f.number(n, 0), {
              after: t.kelurahan(f.number(parts.kelurahan_total, 0)),
            })
          : strong(parts.tindakan, (n) => f.number(n, 0), { after: t.acts })),
        ...strong(parts.dijawab_persen, (n) => f.percent(n / 100, 0), { after: t.answered }),
      ],
    };
  },
  kanal_daring: (reading, parts, t, f) => ({
    figure: f.number(reading.value, 0),
    unit: '%',
    tone: reading.target === null ? 'accent' : undefined,
    status: targetStatus(reading, t),
    context: [
      { strong: f.short(reading.n), after: t.applicationsCounted },
      ...strong(parts.loket, (n) => f.short(n), { after: t.atCounter }),
    ],
  }),
  pesan_dibalas: (reading, parts, t, f) => {
    const waiting = parts.belum_dibalas ?? 0;
    return {
      figure: f.number(reading.value, 0),
      unit: '%',
      tone: reading.target === null ? (waiting > 0 ? 'warn' : 'good') : undefined,
      status:
        reading.target !== null
          ? targetStatus(reading, t)
          : waiting > 0
            ? t.unanswered(f.number(waiting, 0))
            : t.allAnswered,
      context: [{ strong: f.short(reading.n), after: t.messagesDue }],
    };
  },
  ekios_aktif: (reading, parts, t, f) => {
    const all = parts.pernah_aktif ?? null;
    const silent = all !== null && reading.value !== null ? all - reading.value : 0;
    return {
      figure: f.number(reading.value, 0),
      unit: all === null ? '' : t.ofKiosks(f.number(all, 0)),
      tone: reading.status === 'netral' ? (silent > 0 ? 'warn' : 'good') : undefined,
      status:
        reading.target !== null
          ? targetStatus(reading, t)
          : silent > 0
            ? `${f.number(silent, 0)} ${t.silent}`
            : t.allHeard,
      context: [...change(reading, t.fromLastWeek, f), { strong: '', after: t.kiosksSeen }],
    };
  },
};

function strong(
  value: number | null | undefined,
  write: (value: number) => string,
  around: { before: string } | { after: string },
): ContextPart[] {
  return value === null || value === undefined ? [] : [{ ...around, strong: write(value) }];
}

function targetStatus(reading: MetricReading, t: OverviewText): string {
  if (reading.target === null || reading.value === null) return t.neutral;
  if (reading.status === 'baik') return t.good;
  return reading.value < reading.target ? t.below : t.above;
}

function qualityStatus(reading: MetricReading, t: OverviewText): string {
  if (!reading.mutu) return targetStatus(reading, t);
  const isShort = reading.status === 'waspada' || reading.status === 'buruk';
  return isShort ? t.belowWith(reading.mutu) : t.quality(reading.mutu);
}

function relativeChange({ value, previous }: MetricReading): number | null {
  if (value === null || !previous?.value) return null;
  return value / previous.value - 1;
}

function change(reading: MetricReading, than: string, f: Formats): ContextPart[] {
  const share = relativeChange(reading);
  if (share === null) return [];
  if (Math.abs(share) < 0.005) return [{ strong: '=', after: than }];
  return [{ strong: `${share > 0 ? '▲' : '▼'} ${f.percent(Math.abs(share), 0)}`, after: than }];
}

function difference({ value, previous }: MetricReading, t: OverviewText, f: Formats): ContextPart[] {
  if (value === null || previous?.value === null || previous?.value === undefined) return [];
  const points = value - previous.value;
  const size = f.number(Math.abs(points), 1);
  if (size === '0') return [{ strong: t.steady }];
  return [{ strong: points > 0 ? t.up(size) : t.down(size), after: t.fromYearBefore }];
}
