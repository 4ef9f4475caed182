import { ikm } from './ikm';

/** Satisfaction of service users (SKM, Permen PANRB 14/2017). */
export const kepuasan = { ikm };
