import { ekiosAktif } from './ekios-aktif';
import { kanalDaring, layananTepatWaktu, layananTuntas } from './permohonan';
import { tungguLoket } from './tunggu-loket';

/** Services: applications, counters and kiosks. */
export const layanan = {
  layanan_tepat_waktu: layananTepatWaktu,
  kanal_daring: kanalDaring,
  layanan_tuntas: layananTuntas,
  tunggu_loket: tungguLoket,
  ekios_aktif: ekiosAktif,
};
