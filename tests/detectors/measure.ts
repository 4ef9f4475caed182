import { pathToFileURL } from 'node:url';
import { SCAN_FEATURES } from '../../clickhouse/maturity/features';
import { detect } from '../../ingest/scan/detect';
import { corpus, type LabelledPage } from './corpus';

/*
 * Precision and recall of every detector over the labelled corpus:
 *
 *   npx tsx tests/detectors/measure.ts          the held-back third
 *   npx tsx tests/detectors/measure.ts segar    (or segar-dua) pages that were written once the detectors stood
 *   npx tsx tests/detectors/measure.ts tala     the two thirds that detectors were tuned on, with every page that went wrong
 */

/** How one detector did; `isi_terbaru` is the day of the newest content. */
export interface Figures {
  detector: string;
  positives: number;
  found: number;
  right: number;
  precision: number | null;
  recall: number | null;
  /** Names of pages: found where it is not, not found where it is. */
  wrong: string[];
  missed: string[];
}

export function measure(pages: readonly LabelledPage[]): Figures[] {
  const seen = pages.map((labelled) => ({ labelled, detected: detect(labelled.page) }));
  const features = Object.keys(SCAN_FEATURES).map((feature) =>
    figures(
      feature,
      seen.map(({ labelled, detected }) => ({
        name: labelled.name,
        is: labelled.features.includes(feature),
        said: detected.findings.some((finding) => finding.feature === feature),
        right: true,
      })),
    ),
  );
  const newest = figures(
    'isi_terbaru',
    seen.map(({ labelled, detected }) => ({
      name: labelled.name,
      is: labelled.newest !== null,
      said: detected.newestContent !== null,
      right: labelled.newest === detected.newestContent,
    })),
  );
  return [...features, newest];
}

function figures(detector: string, looks: { name: string; is: boolean; said: boolean; right: boolean }[]): Figures {
  const positives = looks.filter(({ is }) => is).length;
  const found = looks.filter(({ said }) => said).length;
  const hits = looks.filter(({ is, said, right }) => is && said && right);
  return {
    detector,
    positives,
    found,
    right: hits.length,
    precision: found === 0 ? null : hits.length / found,
    recall: positives === 0 ? null : hits.length / positives,
    wrong: looks.filter(({ is, said, right }) => said && !(is && right)).map(({ name }) => name),
    missed: looks.filter(({ is, said, right }) => is && !(said && right)).map(({ name }) => name),
  };
}

const share = (value: number | null) => (value === null ? '–' : value.toFixed(2).replace('.', ','));

function print(pages: LabelledPage[], withPages: boolean): void {
  console.log(`${pages.length} pages`);
  console.log('detector                 pages found right precision recall');
  const all = measure(pages);
  const sum = (of: (f: Figures) => number) => all.reduce((total, f) => total + of(f), 0);
  const [positives, found, right] = [sum((f) => f.positives), sum((f) => f.found), sum((f) => f.right)];
  for (const f of [
    ...all,
    {
      detector: 'semua',
      positives,
      found,
      right,
      precision: right / found,
      recall: right / positives,
      wrong: [],
      missed: [],
    },
  ]) {
    const numbers = [f.positives, f.found, f.right].map((n) => String(n).padStart(5)).join(' ');
    console.log(`${f.detector.padEnd(24)} ${numbers} ${share(f.precision).padStart(9)} ${share(f.recall).padStart(6)}`);
    if (withPages && f.wrong.length > 0) console.log(`    found, is not: ${f.wrong.join(', ')}`);
    if (withPages && f.missed.length > 0) console.log(`    is, not found: ${f.missed.join(', ')}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const set = process.argv[2] ?? 'tahan';
  print(
    corpus().filter((labelled) => labelled.set === set),
    set === 'tala' || process.argv.includes('--halaman'),
  );
}
