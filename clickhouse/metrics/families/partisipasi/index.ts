import {
  kelurahanTerjangkau,
  partisipasi,
  pesertaPartisipasi,
  pesertaPer10rb,
  tindakanPartisipasi,
  tindakanPerPeserta,
} from './partisipasi';
import { usulanDijawab, usulanDiterima, usulanWarga, waktuJawabUsulan } from './usulan';

/** E-participation on the UN's three levels. */
export const keikutsertaan = {
  partisipasi,
  tindakan_partisipasi: tindakanPartisipasi,
  peserta_partisipasi: pesertaPartisipasi,
  peserta_per_10rb: pesertaPer10rb,
  tindakan_per_peserta: tindakanPerPeserta,
  kelurahan_terjangkau: kelurahanTerjangkau,
  usulan_warga: usulanWarga,
  usulan_dijawab: usulanDijawab,
  waktu_jawab_usulan: waktuJawabUsulan,
  usulan_diterima: usulanDiterima,
};
