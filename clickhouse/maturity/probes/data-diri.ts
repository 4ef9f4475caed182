import { FEATURES, featureList } from '../features';
import { defineProbe } from '../probe';
import { featureEvidence, featuresFound } from '../sql/scan';

export const dataDiri = defineProbe({
  id: 'data-diri',
  tahap: 4,
  mandatory: false,
  question: {
    id: 'Dapatkah warga melihat dan membetulkan datanya sendiri?',
    en: 'Citizens see and correct their own data?',
  },
  origin: 'LOSI 246, 247; UU 27/2022',
  effort: 'berat',
  remedy: {
    id: 'Sediakan halaman data diri setelah masuk dengan akun tunggal. Terima permintaan pembetulan dan catat jawabannya.',
    en: 'Offer a page of one’s own data after single sign-on. Take requests for correction and record the answer.',
  },
  unit: 'unsur',
  higherIsBetter: true,
  tables: ['site_observations'],
  query: featuresFound([FEATURES.ownData]),
  evidence: featureEvidence(featureList([FEATURES.ownData])),
});
