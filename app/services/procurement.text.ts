import { defineText } from '../text/define';

/** Words of the list of tender packages on the page of their service. */
export const procurementText = defineText({
  id: {
    title: 'Paket lelang menurut jenis',
    meaning: (when: string) =>
      `Paket yang diumumkan dalam periode (${when}), menurut jenis pada sumbernya; hasilnya sampai akhir periode.`,
    kind: 'Jenis',
    notTold: 'tidak tercatat',
    packages: 'Paket',
    finished: 'Selesai',
    failed: 'Gagal',
    cancelled: 'Batal',
    pagu: 'Pagu',
    hps: 'HPS',
    total: 'Jumlah',
  },
  en: {
    title: 'Tender packages by kind',
    meaning: (when: string) =>
      `Packages announced in the period (${when}), by the kind their source names; how they ended by its close.`,
    kind: 'Kind',
    notTold: 'not recorded',
    packages: 'Packages',
    finished: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    pagu: 'Ceiling',
    hps: 'Estimate',
    total: 'Total',
  },
});
