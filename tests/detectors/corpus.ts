import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScannedPage } from '../../ingest/scan/page';
import { heldBack } from './split';

/**
 * `tala`: detectors were tuned on it; `tahan`: held back by the hash of its name; `segar`: written once the detectors stood,
 * after reading how other sites are made; `segar-dua`: written after what `segar` had taught. Each was measured before anybody
 * looked at what went wrong on it.
 */
type CorpusSet = 'tala' | 'tahan' | 'segar' | 'segar-dua';

/** A labelled page of the corpus. */
export interface LabelledPage {
  name: string;
  file: string;
  set: CorpusSet;
  /** Features that a person finds on it. */
  features: string[];
  /** Day of its newest content. */
  newest: string | null;
  page: ScannedPage;
}

/** When all pages of the corpus were fetched. */
const FETCHED_AT = new Date('2026-11-22T03:00:00Z');
const FOLDER = join(import.meta.dirname, 'corpus');

/** Every labelled page. Files hold many: `@page` and its name, labels a line each, an empty line, the HTML. */
export function corpus(): LabelledPage[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.pages'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(FOLDER, file), 'utf8')
        .split(/^@page /m)
        .slice(1)
        .map((text) => labelled(file, text)),
    );
}

function labelled(file: string, text: string): LabelledPage {
  const [head = '', ...body] = text.split('\n\n');
  const [name = '', ...lines] = head.split('\n');
  const labels = new Map(lines.map((line) => [line.split(' ')[0]!, line.split(' ').slice(1).join(' ')] as const));
  const url = new URL(labels.get('url')!);
  const newest = labels.get('terbaru')!;
  return {
    name,
    file,
    set: file.startsWith('segar') ? (file.replace('.pages', '') as CorpusSet) : heldBack(name) ? 'tahan' : 'tala',
    features: labels.get('fitur')!.split(' ').filter(Boolean),
    newest: newest === '-' ? null : newest,
    page: {
      url,
      finalUrl: url,
      status: Number(labels.get('status') ?? 200),
      headers: { 'content-type': 'text/html; charset=utf-8' },
      html: body.join('\n\n'),
      fetchedAt: FETCHED_AT,
      loadMs: 100,
      httpsValid: url.protocol === 'https:' ? true : null,
    },
  };
}
