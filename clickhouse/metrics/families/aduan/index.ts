import { aduanTepatWaktu } from './aduan-tepat-waktu';
import { aduanLewatBatas, aduanTerbuka } from './aduan-terbuka';
import { aduanMasuk, aduanSelesai, aduanTanpaLokasi } from './masuk';
import {
  aduanDibukaKembali,
  aduanDitutup,
  aduanDitutupOrang,
  aduanWaktuTutup,
  aduanWaktuTutupSurvival,
} from './penutupan';
import { aduanRespons, aduanResponsSurvival, aduanResponsTepat } from './respons';

/** Complaints. */
export const aduan = {
  aduan_masuk: aduanMasuk,
  aduan_terbuka: aduanTerbuka,
  aduan_lewat_batas: aduanLewatBatas,
  aduan_ditutup: aduanDitutup,
  aduan_selesai: aduanSelesai,
  aduan_ditutup_orang: aduanDitutupOrang,
  aduan_tepat_waktu: aduanTepatWaktu,
  aduan_respons: aduanRespons,
  aduan_respons_survival: aduanResponsSurvival,
  aduan_respons_tepat: aduanResponsTepat,
  aduan_waktu_tutup: aduanWaktuTutup,
  aduan_waktu_tutup_survival: aduanWaktuTutupSurvival,
  aduan_dibuka_kembali: aduanDibukaKembali,
  aduan_tanpa_lokasi: aduanTanpaLokasi,
};
