import type { DemoCity, Office } from './city';
import type { LocalDay } from './local-time';
import { Random } from './random';

/** Sites of careless offices fail for two to five days in some months: an error page, or no answer at all. */
export function outageOn(
  city: DemoCity,
  office: Office | undefined,
  host: string,
  day: LocalDay,
): 'galat' | 'hening' | undefined {
  const chance = office && host !== city.portal ? office.conduct.outagesPerMonth : 0;
  if (chance === 0) return undefined;
  const random = new Random(city.seed, 'gangguan', host, day.year, day.month);
  if (!random.chance(chance)) return undefined;
  const first = random.int(3, 22);
  const last = first + random.int(1, 4);
  const kind = random.chance(0.6) ? 'galat' : 'hening';
  return day.dayOfMonth >= first && day.dayOfMonth <= last ? kind : undefined;
}
