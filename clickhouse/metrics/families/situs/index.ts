import { gagalSitus, galatSitus } from './galat-situs';
import { kunjunganSitus } from './kunjungan-situs';
import { lamaJawabSitus } from './lama-jawab-situs';
import { pengunjungSitus } from './pengunjung-situs';
import { permintaanSitus, robotSitus } from './permintaan-situs';
import { sesiSitus } from './sesi-situs';
import { unduhanSitus } from './unduhan-situs';

/** Websites. */
export const situs = {
  kunjungan_situs: kunjunganSitus,
  pengunjung_situs: pengunjungSitus,
  sesi_situs: sesiSitus,
  unduhan_situs: unduhanSitus,
  galat_situs: galatSitus,
  gagal_situs: gagalSitus,
  lama_jawab_situs: lamaJawabSitus,
  permintaan_situs: permintaanSitus,
  robot_situs: robotSitus,
};
