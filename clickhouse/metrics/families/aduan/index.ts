import { aduanTepatWaktu } from './aduan-tepat-waktu';
import { aduanTerbuka } from './aduan-terbuka';

/** Complaints. */
export const aduan = { aduan_terbuka: aduanTerbuka, aduan_tepat_waktu: aduanTepatWaktu };
