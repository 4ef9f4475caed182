import { FormMessage } from '../forms/FormMessage';
import { useText } from '../shell/use-shell';
import { screensText } from './screens.text';

const words = {
  pasang: 'newsPasang',
  simpan: 'newsSimpan',
  tampil: 'newsTampil',
  muat: 'newsMuat',
  cabut: 'newsCabut',
} as const;

/** What the last order did; `unheard` when the screen could not be told yet. */
export function NewsMessage({ news, unheard = false }: { news: string | null; unheard?: boolean }) {
  const t = useText(screensText);
  if (!news || !Object.hasOwn(words, news)) return null;
  return unheard ? <FormMessage text={t.unheard} /> : <FormMessage good text={t[words[news as keyof typeof words]]} />;
}
