import { expected, expectedParts, expectedSplit, recountOf } from './expected';
import { cells, elements, textOf } from './marks';
import { printed } from './print';
import type { Ask, Case } from './recount/recount';
import type { Report } from './sweep';

/*
 * Tables of pages that lay several figures side by side and print them in their own way.
 */

interface OpenApplication extends Case {
  age: number | null;
  due: number | null;
}

const percent = (value: number | null | undefined, space: string) =>
  value == null ? '—' : `${printed(value, 1)}${space}%`;

/** Open complaints and the share of overdue ones of each kecamatan beside the map; of the whole city per 10,000 residents too. */
export function checkMap(report: Report, html: string, ask: Ask): void {
  const [table] = elements(html, /^<table class="area-list"/);
  const open = expectedSplit(report.city, 'aduan_terbuka', 'kecamatan', ask);
  const overdue = expectedSplit(report.city, 'aduan_lewat_batas', 'kecamatan', ask);
  const rows = cells(table?.inner ?? '');
  report.number('map rows', rows.length, report.city.residents.size);
  for (const [name, ...shown] of rows) {
    const code = report.city.codes.get(name!)!;
    const n = open.get(code)?.n ?? 0;
    const late = overdue.get(code)?.n ?? 0;
    const residents = report.city.residents.get(code);
    const rate = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const truth = [printed(n, 0), n === 0 ? '—' : `${printed((100 * late) / n, 0)}\u00a0%`];
    if (ask.skpd === '') truth.unshift(residents ? rate.format((n * 10_000) / residents) : '—');
    for (const [i, text] of truth.entries()) report.text(`map ${code} column ${i + 1}`, shown[i] ?? '', text);
  }
}

/** The table of services: received, in time, median with open ones, open, returned. */
export function checkServices(report: Report, html: string, ask: Ask): void {
  const [table] = elements(html, /^<section class="card service-table"/);
  const of = (id: string) => expectedSplit(report.city, id, 'layanan', ask);
  const [received, inTime, wait, open, returned] = [
    'permohonan_masuk',
    'layanan_tepat_waktu',
    'lama_layanan_km',
    'permohonan_terbuka',
    'dikembalikan',
  ].map(of);
  const [body] = elements(table?.inner ?? '', /^<tbody/);
  for (const row of elements(body?.inner ?? '', /^<tr/)) {
    const service = decodeURIComponent(/\/layanan\/([^?"]+)/.exec(row.inner)![1]!);
    const shown = elements(row.inner, /^<td/).map((cell) => textOf(cell.inner));
    const truth = [
      printed(received!.get(service)?.n ?? 0, 0),
      percent(inTime!.get(service)?.value, ' '),
      printed(wait!.get(service)?.value ?? null, 1),
      printed(open!.get(service)?.n ?? 0, 0),
      percent(returned!.get(service)?.value, ' '),
    ];
    for (const [i, text] of truth.entries()) report.text(`service ${service} column ${i + 1}`, shown[i] ?? '', text);
  }
}

/** The complaints received by what became of them, with their sum. */
export function checkStates(report: Report, html: string, ask: Ask): void {
  const card = elements(html, /^<section class="card sum-card"/)[1];
  if (!card) return;
  const parts = Object.values(expectedParts(report.city, 'aduan_masuk', ask)) as number[];
  const total = expected(report.city, 'aduan_masuk', ask).value ?? 0;
  const shown = cells(card.inner);
  const share = (n: number) => `${printed(total === 0 ? 0 : (100 * n) / total, 1)}\u00a0%`;
  [...parts, total].forEach((n, i) => {
    report.text(`states row ${i + 1}`, shown[i]?.[1] ?? '', printed(n, 0));
    if (i < parts.length) report.text(`states row ${i + 1} share`, shown[i]?.[2] ?? '', share(n));
  });
}

/** The nine unsur: mean, and on the scale of 25 to 100. */
export function checkUnsur(report: Report, html: string, ask: Ask): void {
  const [table] = elements(html, /^<table class="table survey-unsur"/);
  const [body] = elements(table?.inner ?? '', /^<tbody/);
  const rows = elements(body?.inner ?? '', /^<tr/);
  report.number('unsur rows', rows.length, 9);
  for (const row of rows) {
    const id = /metrik=(unsur_\w+)/.exec(row.inner)![1]!;
    const { value } = expected(report.city, id, ask);
    const shown = elements(row.inner, /^<td/).map((cell) => textOf(cell.inner));
    if (value !== null) report.text(`${id} mean`, shown[0] ?? '', printed(value, 2));
    report.text(`${id} converted`, shown[3] ?? '', value === null ? '—' : printed(Math.round(value * 2500) / 100, 2));
  }
}

/** The sites: pages, visitors, downloads, share of failures and of robots. */
export function checkSites(report: Report, html: string, ask: Ask): void {
  const [table] = elements(html, /^<section class="card sites"/);
  const of = (id: string) => expectedSplit(report.city, id, 'situs', ask);
  const counts = ['kunjungan_situs', 'pengunjung_situs', 'unduhan_situs'].map(of);
  const shares = ['galat_situs', 'robot_situs'].map(of);
  for (const [site, , ...shown] of cells(table?.inner ?? '')) {
    for (const [i, split] of counts.entries())
      report.text(`site ${site} column ${i + 1}`, shown[i] ?? '', printed(split.get(site!)?.value ?? 0, 0));
    for (const [i, split] of shares.entries()) {
      const value = split.get(site!)?.value ?? null;
      if (value !== null) report.text(`site ${site} share ${i + 1}`, shown[i + 3] ?? '', percent(value, '\u00a0'));
    }
  }
}

/** Open applications by age in working days: those within their promise, and those past it. */
export function checkAges(report: Report, html: string, ask: Ask): void {
  const [card] = elements(html, /^<section class="card services-chart"/);
  if (!card) return;
  const open = recountOf('permohonan_terbuka').cases(report.city, ask) as OpenApplication[];
  const left = open.filter((one) => Object.entries(ask.filters).every(([name, wanted]) => one.dims[name] === wanted));
  const bands = [
    [0, 2],
    [3, 5],
    [6, 10],
    [11, 20],
    [21, 40],
    [41, Number.POSITIVE_INFINITY],
  ] as const;
  const shown = cells(card.inner);
  for (const [i, [from, to]] of bands.entries()) {
    const own = left.filter((one) => one.age !== null && one.age >= from && one.age <= to);
    const late = own.filter((one) => one.due !== null && one.due < ask.to).length;
    report.text(`ages from ${from}, within`, shown[i]?.[1] ?? '', printed(own.length - late, 0));
    report.text(`ages from ${from}, past`, shown[i]?.[2] ?? '', printed(late, 0));
  }
}
