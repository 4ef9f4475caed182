import { lastMonths } from '../local-time';
import { type MetricReading, readMetrics } from '../metrics';
import { readUnsur } from '../metrics/families/kepuasan/nilai-unsur';
import { SMALL_CELL } from '../metrics/families/kepuasan/suppress';
import { UNSUR_NAMES, type Unsur } from '../metrics/families/kepuasan/unsur';
import { participationAreas } from '../metrics/families/partisipasi/processes';

/** Who took part in one kecamatan. */
interface ReachedArea {
  kode: string;
  name: string;
  /** Participants per 10,000 residents; null = not known, or so few that they could be recognised. */
  per10rb: number | null;
  kelurahan: number;
  unreached: number;
}

/** What the scene of participation and satisfaction tells besides the tiles, over twelve months. */
export interface ParticipationPart {
  participants: MetricReading;
  perResidents: MetricReading;
  reach: MetricReading;
  answered: MetricReading;
  areas: ReachedArea[];
  /** The nine unsur, the lowest first; those that too few answered at the end. */
  unsur: { unsur: Unsur; name: { id: string; en: string }; value: number | null; n: number }[];
}

const MONTHS = 12;

export async function readParticipation(now: Date, timezone: string): Promise<ParticipationPart> {
  const year = { ...lastMonths(MONTHS, now, timezone), timezone, now };
  const [readings, { areas }, unsur] = await Promise.all([
    readMetrics(['peserta_partisipasi', 'peserta_per_10rb', 'kelurahan_terjangkau', 'usulan_dijawab'], year),
    participationAreas(year),
    readUnsur(year),
  ]);
  const { peserta_partisipasi, peserta_per_10rb, kelurahan_terjangkau, usulan_dijawab } = readings;
  return {
    participants: withoutFew(peserta_partisipasi, peserta_partisipasi),
    perResidents: withoutFew(peserta_per_10rb, peserta_partisipasi),
    reach: kelurahan_terjangkau,
    answered: usulan_dijawab,
    areas: areas.map(({ kode, name, people, per10rb, kelurahan, unreached }) => ({
      kode,
      name,
      per10rb: isFew(people) ? null : per10rb,
      kelurahan,
      unreached: unreached.length,
    })),
    unsur: Object.entries(unsur)
      .map(([key, { value, n }]) => ({ unsur: key as Unsur, name: UNSUR_NAMES[key as Unsur], value, n }))
      .sort((a, b) => (a.value ?? Number.POSITIVE_INFINITY) - (b.value ?? Number.POSITIVE_INFINITY)),
  };
}

const isFew = (people: number | null | undefined) =>
  people !== null && people !== undefined && people > 0 && people < SMALL_CELL;

/** A figure of people without what fewer than five of them stand behind: so few could be recognised. */
function withoutFew(reading: MetricReading, people: MetricReading): MetricReading {
  const few = new Set(people.series.filter(({ value }) => isFew(value)).map(({ start }) => start.getTime()));
  const hidden = isFew(people.value)
    ? { value: null, status: 'tidak_diketahui' as const, reason: `kurang dari ${SMALL_CELL} peserta, disembunyikan` }
    : {};
  const before = reading.previous;
  return {
    ...reading,
    ...hidden,
    previous: before && isFew(people.previous?.value) ? { ...before, value: null } : before,
    series: reading.series.map((point) => (few.has(point.start.getTime()) ? { ...point, value: null } : point)),
  };
}
