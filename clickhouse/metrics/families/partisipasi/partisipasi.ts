import type { MetricSource } from '../../definition';
import { ofOffice } from '../../sql/city';
import {
  ACT_DETAIL,
  ACT_DIMENSIONS,
  citizenActs,
  filtered,
  isCitizens,
  kelurahan,
  placeColumns,
  residentsAsked,
} from './acts';

const overActs = { rows: citizenActs, dimensions: ACT_DIMENSIONS, detail: ACT_DETAIL };
/** A rate on the whole city is not a rate of each of its parts: places are split by counts, and by named queries. */
const WITHOUT_PLACES = ['tingkat', 'proses', 'kanal', 'skpd'] as const;

const common = { minimumN: 1, counts: 'tindakan' } as const;
const NO_RESIDENTS = 'Jumlah penduduk belum lengkap pada profil kota.';
const people = 'uniqExactIf(participant, participant != 0)';
const knownActs = 'countIf(participant != 0)';
const NOBODY_KNOWN = 'Sumber tidak mencatat siapa yang ikut serta.';

export const partisipasi: MetricSource = {
  rows: citizenActs,
  dimensions: WITHOUT_PLACES,
  filters: ['kecamatan'],
  detail: ACT_DETAIL,
  definition: {
    ...common,
    name: { id: 'Partisipasi warga', en: 'Citizen participation' },
    formula: {
      id: 'Banyaknya tindakan e-partisipasi warga dalam periode per 10.000 penduduk. Jawaban, putusan, dan publikasi hasil oleh pejabat tidak dihitung.',
      en: 'Acts of e-participation by citizens in the period per 10,000 residents. Answers, decisions and published results of officials are not counted.',
    },
    unit: 'per_10_rb',
    direction: 'naik_baik',
    sources: ['participation'],
    parts: {
      tindakan: { id: 'tindakan', en: 'acts' },
      kelurahan_terjangkau: { id: 'kelurahan terjangkau', en: 'kelurahan reached' },
      kelurahan_total: { id: 'kelurahan seluruhnya', en: 'kelurahan in all' },
      dijawab_persen: { id: 'persen proses dengan hasil', en: 'per cent of processes with an outcome' },
    },
  },
  value: `10000 * count() / nullIf(${residentsAsked}, 0)`,
  n: 'count()',
  parts: `SELECT toFloat64(countIf(citizens)) AS tindakan,
    toFloat64(uniqExactIf(wilayah, citizens AND wilayah IN ${kelurahan})) AS kelurahan_terjangkau,
    (SELECT toFloat64(count()) FROM ${kelurahan}) AS kelurahan_total,
    if(count() = 0, NULL, 100 * uniqExactIf((skpd, process), outcome != '') / uniqExact(skpd, process)) AS dijawab_persen
  FROM (
    SELECT skpd, process, toString(wilayah) AS wilayah, outcome, ${isCitizens('act')} AS citizens,
      toString(channel) AS d_kanal, ${placeColumns('wilayah')} FROM participation
    WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${ofOffice()} AND (NOT citizens OR (${filtered}))
  )`,
  whenNull: NO_RESIDENTS,
};

export const tindakanPartisipasi: MetricSource = {
  ...overActs,
  definition: {
    ...common,
    name: { id: 'Tindakan partisipasi', en: 'Acts of participation' },
    formula: {
      id: 'Banyaknya tindakan warga dalam periode: membaca dokumen, hadir, menanggapi, mendukung, mengusulkan, atau memberi suara. Tindakan pejabat tidak dihitung.',
      en: 'Acts of citizens in the period: reading documents, attending, commenting, supporting, proposing or voting. Acts of officials are not counted.',
    },
    unit: 'tindakan',
    direction: 'naik_baik',
    sources: ['participation'],
    parts: {},
  },
  value: 'count()',
  n: 'count()',
};

export const pesertaPartisipasi: MetricSource = {
  ...overActs,
  definition: {
    ...common,
    name: { id: 'Peserta partisipasi', en: 'Participants' },
    formula: {
      id: 'Banyaknya orang berbeda yang bertindak dalam periode, dikenali dari sidik tersamar. Tindakan tanpa identitas tidak dihitung.',
      en: 'Different people who acted in the period, told apart by a masked key. Acts without an identity are not counted.',
    },
    unit: 'orang',
    direction: 'naik_baik',
    sources: ['participation'],
    parts: { tanpa_identitas: { id: 'tindakan tanpa identitas', en: 'acts without an identity' } },
  },
  value: `if(${people} = 0, NULL, ${people})`,
  n: 'count()',
  parts: `SELECT toFloat64(countIf(participant = 0)) AS tanpa_identitas FROM (${citizenActs})`,
  whenNull: NOBODY_KNOWN,
};

export const pesertaPer10rb: MetricSource = {
  rows: citizenActs,
  dimensions: WITHOUT_PLACES,
  filters: ['kecamatan'],
  detail: ACT_DETAIL,
  definition: {
    ...common,
    name: { id: 'Peserta per 10.000 penduduk', en: 'Participants per 10,000 residents' },
    formula: {
      id: 'Banyaknya orang berbeda yang bertindak dalam periode, dibagi jumlah penduduk, dikali 10.000. Tindakan tanpa identitas tidak dihitung.',
      en: 'Different people who acted in the period, by the number of residents, times 10,000. Acts without an identity are not counted.',
    },
    unit: 'per_10_rb',
    direction: 'naik_baik',
    sources: ['participation'],
    parts: {},
  },
  value: `if(${people} = 0, NULL, 10000 * ${people} / nullIf(${residentsAsked}, 0))`,
  n: 'count()',
  whenNull: 'Jumlah penduduk belum lengkap pada profil kota, atau sumber tidak mencatat siapa yang ikut serta.',
};

export const tindakanPerPeserta: MetricSource = {
  ...overActs,
  definition: {
    ...common,
    name: { id: 'Tindakan per peserta', en: 'Acts per participant' },
    formula: {
      id: 'Tindakan yang pelakunya dikenal dibagi banyaknya orang berbeda yang melakukannya: seberapa dalam orang ikut serta.',
      en: 'Acts whose author is known by the number of different people who did them: how deeply people take part.',
    },
    unit: 'kali',
    direction: 'naik_baik',
    minimumN: 10,
    counts: 'tindakan dengan identitas',
    sources: ['participation'],
    parts: {},
  },
  value: `${knownActs} / nullIf(${people}, 0)`,
  n: knownActs,
  whenNull: NOBODY_KNOWN,
};

export const kelurahanTerjangkau: MetricSource = {
  rows: citizenActs,
  dimensions: WITHOUT_PLACES,
  filters: ['kecamatan'],
  detail: ACT_DETAIL,
  definition: {
    ...common,
    name: { id: 'Kelurahan terjangkau', en: 'Kelurahan reached' },
    formula: {
      id: 'Kelurahan dengan sedikitnya satu tindakan warga dalam periode dibagi semua kelurahan kota. Tindakan yang kelurahannya tidak tercatat tidak menjangkau kelurahan mana pun.',
      en: 'Kelurahan with at least one act of a citizen in the period by all kelurahan of the city. Acts whose kelurahan is not told reach none.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    sources: ['participation'],
    parts: {
      terjangkau: { id: 'kelurahan terjangkau', en: 'kelurahan reached' },
      seluruhnya: { id: 'kelurahan seluruhnya', en: 'kelurahan in all' },
      tanpa_kelurahan: { id: 'tindakan tanpa kelurahan', en: 'acts without a kelurahan' },
    },
  },
  value: `if(countIf(d_kelurahan NOT IN ('', 'luar')) = 0, NULL,
    100 * uniqExactIf(d_kelurahan, d_kelurahan IN ${kelurahan}) / nullIf((SELECT count() FROM ${kelurahan}), 0))`,
  n: 'count()',
  parts: `SELECT toFloat64(uniqExactIf(d_kelurahan, d_kelurahan IN ${kelurahan})) AS terjangkau,
    (SELECT toFloat64(count()) FROM ${kelurahan}) AS seluruhnya,
    toFloat64(countIf(d_kelurahan NOT IN ${kelurahan})) AS tanpa_kelurahan
  FROM (${citizenActs})`,
  whenNull: 'Tidak satu pun tindakan memuat kelurahan, atau profil kota tidak menyebut kelurahan.',
};
