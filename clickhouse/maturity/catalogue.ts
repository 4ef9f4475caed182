import type { Probe } from './probe';
import { aduanTuntas } from './probes/aduan-tuntas';
import { bayarDaring } from './probes/bayar-daring';
import { dataBersama } from './probes/data-bersama';
import { dataDiri } from './probes/data-diri';
import { dibacaWarga } from './probes/dibaca-warga';
import { hasilTerkirim } from './probes/hasil-terkirim';
import { identitasTunggal } from './probes/identitas-tunggal';
import { informasiWajib } from './probes/informasi-wajib';
import { kanalDuaArah } from './probes/kanal-dua-arah';
import { kodeReferensi } from './probes/kode-referensi';
import { konsultasiPublik } from './probes/konsultasi-publik';
import { lacakBerkas } from './probes/lacak-berkas';
import { layananDaring } from './probes/layanan-daring';
import { lintasSkpd } from './probes/lintas-skpd';
import { obrolanLangsung } from './probes/obrolan-langsung';
import { pemakaianDaring } from './probes/pemakaian-daring';
import { pesanDibalas } from './probes/pesan-dibalas';
import { ramahGawai } from './probes/ramah-gawai';
import { satuPintu } from './probes/satu-pintu';
import { sebelumDiminta } from './probes/sebelum-diminta';
import { situsAman } from './probes/situs-aman';
import { situsHidup } from './probes/situs-hidup';
import { situsMutakhir } from './probes/situs-mutakhir';
import { skmTerlaksana } from './probes/skm-terlaksana';
import { standarPelayanan } from './probes/standar-pelayanan';
import { tanpaBolakBalik } from './probes/tanpa-bolak-balik';
import { tepatWaktu } from './probes/tepat-waktu';
import { tuntasDaring } from './probes/tuntas-daring';
import { unduhanDokumen } from './probes/unduhan-dokumen';
import { waktuBalas } from './probes/waktu-balas';
import type { ProbeId } from './types';

/** Every probe of the instrument, in its order. */
export const PROBES: readonly Probe[] = [
  situsHidup,
  situsMutakhir,
  informasiWajib,
  standarPelayanan,
  dibacaWarga,
  situsAman,
  ramahGawai,
  unduhanDokumen,
  kanalDuaArah,
  pesanDibalas,
  waktuBalas,
  aduanTuntas,
  obrolanLangsung,
  konsultasiPublik,
  skmTerlaksana,
  layananDaring,
  pemakaianDaring,
  tuntasDaring,
  hasilTerkirim,
  tepatWaktu,
  lacakBerkas,
  bayarDaring,
  tanpaBolakBalik,
  identitasTunggal,
  dataBersama,
  lintasSkpd,
  kodeReferensi,
  satuPintu,
  dataDiri,
  sebelumDiminta,
];

const byId = new Map<string, Probe>(PROBES.map((p) => [p.id, p]));
export const probeById = (id: ProbeId): Probe => byId.get(id)!;
