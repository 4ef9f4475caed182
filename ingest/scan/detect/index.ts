import type { ScanFeature } from '../../../clickhouse/maturity/features';
import type { Detected, Finding, ScannedPage } from '../page';
import * as about from './about';
import * as account from './account';
import * as contact from './contact';
import { newestContent } from './dates';
import * as information from './information';
import { masked } from './proof';
import { readPage } from './reading';
import * as services from './services';
import { isPage, look, type Sight } from './sight';
import * as structure from './structure';

/** The words of a page that prove a feature; null when nothing does. */
type Detector = (sight: Sight) => string | null;

/** Every feature has its detector, under its own name. */
const DETECTORS: Record<ScanFeature, Detector> = {
  ...about,
  ...contact,
  ...services,
  ...account,
  ...information,
  ...structure,
};

/**
 * What a page offers, each finding with the words that proved it, and the day of its newest content. A pure function:
 * the same page says the same. Nothing is found on what is no page (an error, a directory, a domain for sale).
 */
export function detect(page: ScannedPage): Detected {
  const reading = readPage(page);
  if (!isPage(reading)) return { findings: [], newestContent: null };
  const sight = look(reading);
  const findings: Finding[] = [];
  for (const [feature, detector] of Object.entries(DETECTORS)) {
    const proof = detector(sight);
    if (proof !== null) findings.push({ feature, proof: masked(proof) });
  }
  return { findings, newestContent: newestContent(reading) };
}
