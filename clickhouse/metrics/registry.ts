import type { MetricSource } from './definition';
import { aduanTepatWaktu } from './definitions/aduan-tepat-waktu';
import { aduanTerbuka } from './definitions/aduan-terbuka';
import { ekiosAktif } from './definitions/ekios-aktif';
import { ikm } from './definitions/ikm';
import { kunjunganSitus } from './definitions/kunjungan-situs';
import { kanalDaring, layananTepatWaktu, layananTuntas } from './definitions/layanan';
import { partisipasi } from './definitions/partisipasi';
import { pesanDibalas } from './definitions/pesan-dibalas';
import { tungguLoket } from './definitions/tunggu-loket';
import type { MetricDefinition, MetricId } from './types';

const sources: Record<MetricId, MetricSource> = {
  aduan_terbuka: aduanTerbuka,
  aduan_tepat_waktu: aduanTepatWaktu,
  layanan_tepat_waktu: layananTepatWaktu,
  kanal_daring: kanalDaring,
  layanan_tuntas: layananTuntas,
  tunggu_loket: tungguLoket,
  ikm,
  partisipasi,
  kunjungan_situs: kunjunganSitus,
  pesan_dibalas: pesanDibalas,
  ekios_aktif: ekiosAktif,
};

/** Every figure of the house, defined once. */
export const metrics: MetricDefinition[] = Object.values(sources).map((source) => source.definition);

export const metricSource = (id: MetricId): MetricSource => sources[id];
