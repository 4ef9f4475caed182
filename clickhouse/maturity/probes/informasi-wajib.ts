import { FEATURES, featureList } from '../features';
import { defineProbe } from '../probe';
import { featureEvidence, featuresFound } from '../sql/scan';

export const informasiWajib = defineProbe({
  id: 'informasi-wajib',
  tahap: 1,
  mandatory: true,
  question: {
    id: 'Apakah profil, tugas, kontak, daftar layanan, dan halaman PPID diterbitkan?',
    en: 'Are profile, duties, contacts, service list and PPID page published?',
  },
  origin: 'LOSI 215, 216, 222, 224',
  effort: 'ringan',
  remedy: {
    id: 'Terbitkan halaman yang belum ditemukan dan tautkan dari menu utama. Pakai istilah baku (Profil, Tugas dan Fungsi, Kontak, Layanan, PPID).',
    en: 'Publish the pages not found and link them from the main menu. Use the standard terms.',
  },
  unit: 'unsur',
  higherIsBetter: true,
  tables: ['site_observations'],
  query: featuresFound(FEATURES.required),
  evidence: featureEvidence(featureList(FEATURES.required)),
});
