import { ekiosAktif, ekiosMenganggur } from './ekios-aktif';
import {
  biayaPerTransaksi,
  bolakBalik,
  dikembalikan,
  ditolak,
  kanalDaring,
  layananTepatWaktu,
  layananTuntas,
  permohonanDiputus,
  permohonanMasuk,
} from './permohonan';
import { telaahKilat, telaahMalam, telaahMenyalip, telaahMenyalipAntrean, telaahUrutan } from './telaah';
import { tunggakan, umurTunggakan } from './tunggakan';
import { lamaDilayani, nomorAntrean, nomorTerlewat, tungguLoket, tungguLoketP90 } from './tunggu-loket';
import { waktuDenganTerbuka, waktuMedian, waktuP90 } from './waktu';

/** Services: applications, counters and kiosks. */
export const layanan = {
  layanan_tepat_waktu: layananTepatWaktu,
  kanal_daring: kanalDaring,
  layanan_tuntas: layananTuntas,
  permohonan_masuk: permohonanMasuk,
  permohonan_diputus: permohonanDiputus,
  lama_layanan: waktuMedian,
  lama_layanan_p90: waktuP90,
  lama_layanan_km: waktuDenganTerbuka,
  permohonan_terbuka: tunggakan,
  umur_terbuka: umurTunggakan,
  dikembalikan,
  bolak_balik: bolakBalik,
  ditolak,
  biaya_transaksi: biayaPerTransaksi,
  nomor_antrean: nomorAntrean,
  tunggu_loket: tungguLoket,
  tunggu_loket_p90: tungguLoketP90,
  lama_dilayani: lamaDilayani,
  nomor_terlewat: nomorTerlewat,
  ekios_aktif: ekiosAktif,
  ekios_menganggur: ekiosMenganggur,
  telaah_urutan: telaahUrutan,
  telaah_kilat: telaahKilat,
  telaah_malam: telaahMalam,
  telaah_menyalip: telaahMenyalip,
  telaah_menyalip_antrean: telaahMenyalipAntrean,
};
