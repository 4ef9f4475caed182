import { aduan } from './aduan';
import { antrean } from './antrean';
import { interaksi } from './interaksi';
import { kepuasan } from './kepuasan';
import { layanan } from './layanan';
import { partisipasi } from './partisipasi';
import type { AnyRecount } from './recount';
import { situs } from './situs';
import { telaah } from './telaah';

/** Every figure of the registry once more, by its id. */
export const RECOUNTS: Record<string, AnyRecount> = {
  ...aduan,
  ...layanan,
  ...antrean,
  ...telaah,
  ...kepuasan,
  ...partisipasi,
  ...situs,
  ...interaksi,
};
