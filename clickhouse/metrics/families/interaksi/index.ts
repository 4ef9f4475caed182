import { pesanDibalas } from './pesan-dibalas';

/** Messages and their replies. */
export const interaksi = { pesan_dibalas: pesanDibalas };
