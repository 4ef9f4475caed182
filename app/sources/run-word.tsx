import { useText } from '../shell/use-shell';
import { sourcesText } from './sources.text';

const tones = { antre: 'is-unknown', berjalan: 'is-unknown', selesai: 'is-good', gagal: 'is-bad' } as const;

/** The state of a run: shape, word and colour. */
export function RunWord({ state }: { state: keyof typeof tones }) {
  const t = useText(sourcesText);
  const word = { antre: t.waiting, berjalan: t.running, selesai: t.done, gagal: t.failed }[state];
  return <span className={`status run-state ${tones[state]}`}>{word}</span>;
}
