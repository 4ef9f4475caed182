import { lastDays } from '../local-time';
import { type MetricReading, readMetrics } from '../metrics';
import { type Breakdown, readBreakdown } from '../metrics/breakdown';
import { type Burst, complaintBursts } from '../metrics/families/aduan/bursts';

/** What the scene of the complaint map tells beside the map. */
export interface ComplaintsPart {
  /** Received in the last seven days, with the seven before. */
  received: MetricReading;
  /** Open and past their limit. */
  overdue: MetricReading;
  /** Open complaints by category, the most first; parts of a silent source are not told. */
  categories: Breakdown['parts'];
  /** Of open complaints, those whose source names no category. */
  withoutCategory: number;
  bursts: Burst[];
}

const DAYS = 7;
const CATEGORIES = 6;

export async function readComplaints(now: Date, timezone: string): Promise<ComplaintsPart> {
  const week = { ...lastDays(DAYS, now, timezone), timezone, now };
  const [{ aduan_masuk, aduan_lewat_batas }, open, bursts] = await Promise.all([
    readMetrics(['aduan_masuk', 'aduan_lewat_batas'], week),
    readBreakdown('aduan_terbuka', 'kategori', week),
    complaintBursts(week),
  ]);
  return {
    received: aduan_masuk,
    overdue: aduan_lewat_batas,
    categories: open.parts.filter(({ member }) => member !== '').slice(0, CATEGORIES),
    withoutCategory: open.parts.find(({ member }) => member === '')?.n ?? 0,
    bursts,
  };
}
