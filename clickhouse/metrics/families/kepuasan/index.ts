import { ikm, ikmBobot011, ikmRataUnit, respondenSkm } from './ikm';
import { nilaiUnsur } from './nilai-unsur';

/** Satisfaction of service users (SKM, Permen PANRB 14/2017). */
export const kepuasan = {
  ikm,
  ikm_bobot_011: ikmBobot011,
  ikm_rata_unit: ikmRataUnit,
  responden_skm: respondenSkm,
  ...nilaiUnsur,
};
