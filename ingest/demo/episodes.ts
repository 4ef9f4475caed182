import type { DemoCity, Office } from './city';
import { type ComplaintPlaces, isRainy } from './complaint-places';
import { floodTheme, type Theme, themes } from './complaint-themes';
import { type LocalDay, localDay } from './local-time';
import { Random } from './random';

/** An episode begins on the first or second day of every such stretch, so that any week holds at least one. */
const stretchDays = 5;
/** Reports of an episode at scale 1, over both of its days. */
const size = { least: 13, most: 19 };
const firstDayShare = 0.7;

/** Reports that episodes add to each day in the mean, at scale 1. */
export const episodeReportsPerDay = (size.least + size.most) / 2 / stretchDays;

/** A rain that leaves water standing, lamps gone dark or lorries that did not come, in one kecamatan. */
export interface Episode {
  kecamatan: string;
  theme: Theme;
  offices: Office[];
  /** Expected reports of the day. */
  reports: number;
}

const dark = { theme: themeById(1398), offices: ['dishub'] };
const rubbish = { theme: themeById(1479), offices: ['dlh'] };
const flooding = { theme: floodTheme, offices: ['dpupr', 'dpupr', 'bpbd'] };
const dryTap = { theme: themeById(1618), offices: ['perumda-tb'] };

function themeById(id: number): Theme {
  return themes.find((theme) => theme.id === id) as Theme;
}

/** What happens in the city on a day beyond the usual. Follows from seed and date alone. */
export function episodeOn(city: DemoCity, places: ComplaintPlaces, day: LocalDay): Episode | undefined {
  if (city.days.isFlood(day)) return undefined;
  const stretch = Math.floor(day.no / stretchDays);
  const random = new Random(city.seed, 'kejadian', stretch);
  const first = stretch * stretchDays + random.int(0, 1);
  if (day.no !== first && day.no !== first + 1) return undefined;
  const begun = localDay(first);
  // Kinds take turns, so that one of them never becomes the usual.
  const kind = [isRainy(begun) && places.hasWater ? flooding : dryTap, dark, rubbish][stretch % 3] as typeof dark;
  const offices = kind.offices.flatMap((code) => city.officeByCode.get(code) ?? []);
  const kecamatan = kind === flooding ? places.flooded(random) : places.reporting(random, begun);
  if (offices.length === 0 || !kecamatan) return undefined;
  const reports = random.int(size.least, size.most) * city.scale;
  return {
    kecamatan,
    theme: kind.theme,
    offices,
    reports: reports * (day.no === first ? firstDayShare : 1 - firstDayShare),
  };
}
