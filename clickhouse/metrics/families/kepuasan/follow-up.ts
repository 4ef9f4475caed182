import { localDate } from '../../../local-time';
import { lowestUnsur, type SurveyUnit } from './survey-units';
import type { Unsur } from './unsur';

/** How many unsur a plan takes up. */
const PRIORITIES = 3;

export interface FollowUp {
  /** 1 = first. */
  priority: number;
  unsur: Unsur;
  value: number;
  quarter: { year: number; quarter: number };
  /** Up to three units where this unsur stands lowest, the lowest first. */
  units: { code: string; name: string; value: number }[];
}

/**
 * The skeleton of a follow-up plan (RTL, chapter IV of the SKM report): the lowest unsur, one for each of the quarters
 * after the survey, and whose they are. What is to be done about them, people decide.
 */
export function followUpPlan(
  unsur: SurveyUnit['unsur'],
  units: readonly SurveyUnit[],
  surveyEnd: Date,
  timeZone: string,
): FollowUp[] {
  const { year, month } = localDate(new Date(surveyEnd.getTime() - 1), timeZone);
  return lowestUnsur(unsur)
    .slice(0, PRIORITIES)
    .map((key, i) => {
      const index = Math.floor((month - 1) / 3) + 1 + i;
      return {
        priority: i + 1,
        unsur: key,
        value: unsur[key]!,
        quarter: { year: year + Math.floor(index / 4), quarter: (index % 4) + 1 },
        units: units
          .filter((unit) => unit.unsur[key] !== null)
          .sort((a, b) => a.unsur[key]! - b.unsur[key]!)
          .slice(0, PRIORITIES)
          .map((unit) => ({ code: unit.service || unit.skpd, name: unit.name, value: unit.unsur[key]! })),
      };
    });
}
