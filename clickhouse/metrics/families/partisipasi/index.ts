import { partisipasi } from './partisipasi';

/** E-participation on the UN's three levels. */
export const keikutsertaan = { partisipasi };
