import { overviewText } from '../../overview/overview.text';
import { useShell } from '../../shell/use-shell';
import { formatsFor } from '../../text/format';
import type { SceneProps } from './scene-props';
import { type ScenesText, scenesText } from './scenes.text';

/** Words and number formats of a scene, in the city's own time; `o` are the words of the overview's tiles. */
export function useScene({ snapshot }: Pick<SceneProps, 'snapshot'>) {
  const { lang } = useShell();
  const f = formatsFor(lang, snapshot.city.timezone);
  const t: ScenesText = scenesText[lang];
  return { lang, f, t, o: overviewText[lang] };
}
