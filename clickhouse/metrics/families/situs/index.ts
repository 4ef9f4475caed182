import { kunjunganSitus } from './kunjungan-situs';

/** Websites. */
export const situs = { kunjungan_situs: kunjunganSitus };
