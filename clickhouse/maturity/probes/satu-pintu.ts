import { defineProbe } from '../probe';

/** Needs the path of each service below the portal, which no table holds. */
export const satuPintu = defineProbe({
  id: 'satu-pintu',
  tahap: 4,
  mandatory: false,
  question: { id: 'Apakah layanannya dicapai dari portal satu pintu?', en: 'Reached from the one-stop portal?' },
  origin: 'Teks 2; Teks 3',
  effort: 'sedang',
  remedy: {
    id: 'Daftarkan setiap layanan daring pada portal kota dan tautkan langsung ke formulirnya. Hapus pintu masuk lain yang membingungkan.',
    en: 'List every online service in the city portal and link straight to its form. Remove other confusing entrances.',
  },
  unit: 'persen',
  higherIsBetter: true,
  tables: [],
});
