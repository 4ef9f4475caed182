import { cityServices, citySkpd } from '../../clickhouse/city/apply';
import { handovers, processVariants } from '../../clickhouse/metrics/families/layanan/proses';
import { openByAge } from '../../clickhouse/metrics/families/layanan/tunggakan';
import type { Viewer } from '../access/roles';
import { drawChart } from '../charts/draw.server';
import type { ChartSpec } from '../charts/spec';
import { drawSeries, readSubject } from '../metrics/subject.server';
import type { Language } from '../text/define';
import { formatsFor } from '../text/format';
import { servicesText } from './services.text';

const STANDARD_PERIOD = '30h';

const FINDINGS = [
  'telaah_menyalip',
  'telaah_kilat',
  'telaah_malam',
  'telaah_urutan',
  'telaah_menyalip_antrean',
] as const;

/** Everything the page on services shows. */
export async function readServices(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>) {
  const { subject, beside, language } = await readSubject(request, viewer, {
    standardPeriod: STANDARD_PERIOD,
    beside: openByAge,
    metrics: [
      'permohonan_masuk',
      'permohonan_diputus',
      'permohonan_terbuka',
      'layanan_tepat_waktu',
      'layanan_tuntas',
      'kanal_daring',
      'lama_layanan_km',
      'lama_layanan',
      'lama_layanan_p90',
      'umur_terbuka',
      'dikembalikan',
      'bolak_balik',
      'ditolak',
      'biaya_transaksi',
      'nomor_antrean',
      'tunggu_loket',
      'tunggu_loket_p90',
      'lama_dilayani',
      'nomor_terlewat',
      'ekios_aktif',
      'ekios_menganggur',
    ],
    breakdowns: [
      'permohonan_masuk/layanan',
      'permohonan_masuk/kanal',
      'permohonan_masuk/pengguna',
      'permohonan_masuk/hubungan',
      'layanan_tepat_waktu/layanan',
      'layanan_tepat_waktu/skpd',
      'lama_layanan_km/layanan',
      'permohonan_terbuka/layanan',
      'permohonan_terbuka/kecamatan',
      'dikembalikan/layanan',
      'tunggu_loket/jam',
    ],
  });
  const { figures, scope } = subject;
  return {
    subject,
    charts: {
      received: drawSeries(figures.permohonan_masuk, scope, language),
      inTime: drawSeries(figures.layanan_tepat_waktu, scope, language),
    },
    ages: agesChart(beside, language, scope.timezone),
  };
}

/** What is to be looked at, of all services. */
export async function readFindings(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>) {
  const { subject } = await readSubject(request, viewer, {
    standardPeriod: STANDARD_PERIOD,
    metrics: FINDINGS,
    breakdowns: ['telaah_menyalip/layanan', 'telaah_kilat/layanan', 'telaah_malam/layanan', 'telaah_urutan/layanan'],
  });
  return { subject };
}

/** One service: its figures, and the paths that its cases take. */
export async function readService(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>, service: string) {
  const url = new URL(request.url);
  url.searchParams.set('layanan', service);
  const ofService = new Request(url, { headers: request.headers });
  const [{ subject, beside, language }, catalogue, offices] = await Promise.all([
    readSubject(ofService, viewer, {
      standardPeriod: STANDARD_PERIOD,
      beside: (input) => Promise.all([processVariants(input), handovers(input), openByAge(input)]),
      metrics: [
        'permohonan_masuk',
        'layanan_tepat_waktu',
        'lama_layanan_km',
        'permohonan_terbuka',
        'dikembalikan',
        'ditolak',
        'nomor_antrean',
        'tunggu_loket',
        'lama_dilayani',
        'nomor_terlewat',
        ...FINDINGS,
      ],
      breakdowns: ['lama_layanan_km/kanal', 'permohonan_masuk/kecamatan', 'tunggu_loket/jam'],
    }),
    cityServices({}),
    citySkpd({}),
  ]);
  const [paths, moves, ages] = beside;
  const known = catalogue.find((one) => one.service === service) ?? null;
  return {
    kode: service,
    service: known && {
      name: known.name,
      skpd: known.skpd,
      audience: known.audience,
      slaValue: known.slaValue,
      slaUnit: known.slaUnit,
    },
    subject,
    charts: {
      inTime: drawSeries(subject.figures.layanan_tepat_waktu, subject.scope, language),
      wait: drawSeries(subject.figures.tunggu_loket, subject.scope, language),
    },
    paths,
    handovers: moves,
    ages: agesChart(ages, language, subject.scope.timezone),
    offices: Object.fromEntries(offices.map(({ skpd, shortName, name }) => [skpd, shortName || name])),
  };
}

/** Open applications by age, those past their promise apart. */
function agesChart(bands: Awaited<ReturnType<typeof openByAge>>, language: Language, timezone: string) {
  const t = servicesText[language];
  const f = formatsFor(language, timezone);
  const sum = (of: 'n' | 'overdue') =>
    f.number(
      bands.reduce((total, band) => total + band[of], 0),
      0,
    );
  const spec: ChartSpec = {
    kind: 'stacked',
    title: t.ageTitle,
    summary: t.ageSummary(sum('n'), sum('overdue')),
    columns: [{ label: t.age }, { label: t.withinPromise, tone: 'accent' }, { label: t.overdue, tone: 'bad' }],
    rows: bands.map(({ from, to, n, overdue }) => [
      to === null ? t.ageOver(f.number(from, 0)) : t.ageBand(f.number(from, 0), f.number(to, 0)),
      n - overdue,
      overdue,
    ]),
    digits: 0,
  };
  return { spec, svg: drawChart(spec, { width: 640, height: 240, language }) };
}
