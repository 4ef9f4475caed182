import type { JSX } from 'react';
import type { SceneId } from '../../screens/settings';
import type { Language } from '../../text/define';
import { Kematangan } from './kematangan';
import { Layanan } from './layanan';
import { Pagi } from './pagi';
import { Partisipasi } from './partisipasi';
import { Peta } from './peta';
import { Ringkasan } from './ringkasan';
import type { SceneProps } from './scene-props';
import { scenesText } from './scenes.text';
import { Situs } from './situs';
import './scenes.css';

export type { WallMap } from './scene-props';

interface SceneEntry {
  title: Record<Language, string>;
  Scene: (props: SceneProps) => JSX.Element;
}

const entry = (id: SceneId, Scene: SceneEntry['Scene']): SceneEntry => ({
  title: { id: scenesText.id[id], en: scenesText.en[id] },
  Scene,
});

/** Everything that a wall can show. */
export const scenes: Record<SceneId, SceneEntry> = {
  ringkasan: entry('ringkasan', Ringkasan),
  peta: entry('peta', Peta),
  layanan: entry('layanan', Layanan),
  kematangan: entry('kematangan', Kematangan),
  partisipasi: entry('partisipasi', Partisipasi),
  situs: entry('situs', Situs),
  pagi: entry('pagi', Pagi),
};
