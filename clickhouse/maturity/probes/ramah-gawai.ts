import { FEATURES, featureList } from '../features';
import { defineProbe } from '../probe';
import { featureEvidence, featuresFound } from '../sql/scan';

export const ramahGawai = defineProbe({
  id: 'ramah-gawai',
  tahap: 1,
  mandatory: false,
  question: { id: 'Terbaca di gawai, dapat dicari, punya peta situs?', en: 'Responsive, searchable, with a site map?' },
  origin: 'LOSI 204-206',
  effort: 'sedang',
  remedy: {
    id: 'Pakai tampilan yang menyesuaikan lebar layar dan sediakan kotak pencarian. Terbitkan sitemap.xml.',
    en: 'Use a layout that follows the width of the screen and offer a search box. Publish sitemap.xml.',
  },
  unit: 'unsur',
  higherIsBetter: true,
  tables: ['site_observations'],
  query: featuresFound(FEATURES.friendly),
  evidence: featureEvidence(featureList(FEATURES.friendly)),
});
