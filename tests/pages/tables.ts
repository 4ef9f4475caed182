import { expected, expectedParts, expectedSplit, recountOf } from './expected';
import { percent, printed } from './print';
import type { Ask, Case } from './recount/recount';
import type { Report } from './report';
import { checkChart } from './sweep';

/*
 * Tables of pages that lay several figures side by side and print them in their own way.
 */

interface OpenApplication extends Case {
  age: number | null;
  due: number | null;
}

/** Open complaints and the share of overdue ones of each kecamatan beside the map; of the whole city per 10,000 residents too. */
export function checkMap(report: Report, ask: Ask): void {
  const [table] = report.page.all('table.area-list');
  const open = expectedSplit(report.city, 'aduan_terbuka', 'kecamatan', ask);
  const overdue = expectedSplit(report.city, 'aduan_lewat_batas', 'kecamatan', ask);
  const rows = table?.rows() ?? [];
  report.number('map rows', rows.length, report.city.residents.size);
  for (const [name, ...shown] of rows) {
    const code = report.city.codes.get(name!.text)!;
    const n = open.get(code)?.n ?? 0;
    const late = overdue.get(code)?.n ?? 0;
    const residents = report.city.residents.get(code);
    const rate = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const truth = [printed(n, 0), n === 0 ? '—' : percent((100 * late) / n, '\u00a0', 0)];
    if (ask.skpd === '') truth.unshift(residents ? rate.format((n * 10_000) / residents) : '—');
    for (const [i, text] of truth.entries()) report.prints(`map ${code} column ${i + 1}`, shown[i], text);
  }
}

/** The table of services: received, in time, median with open ones, open, returned. */
export function checkServices(report: Report, ask: Ask): void {
  const [table] = report.page.all('section.service-table');
  const of = (id: string) => expectedSplit(report.city, id, 'layanan', ask);
  const [received, inTime, wait, open, returned] = [
    'permohonan_masuk',
    'layanan_tepat_waktu',
    'lama_layanan_km',
    'permohonan_terbuka',
    'dikembalikan',
  ].map(of);
  for (const row of table?.all('tbody > tr') ?? []) {
    const link = row.first('a')?.attribute('href') ?? '';
    const service = decodeURIComponent(/\/layanan\/([^?"]+)/.exec(link)![1]!);
    const shown = row.all('td');
    const truth = [
      printed(received!.get(service)?.n ?? 0, 0),
      percent(inTime!.get(service)?.value, ' '),
      printed(wait!.get(service)?.value ?? null, 1),
      printed(open!.get(service)?.n ?? 0, 0),
      percent(returned!.get(service)?.value, ' '),
    ];
    for (const [i, text] of truth.entries()) report.prints(`service ${service} column ${i + 1}`, shown[i], text);
  }
  const all = new Set([received, inTime, open].flatMap((split) => [...split!.keys()])).size;
  const more = table?.first('button');
  if (more) report.says('services in all', more, printed(all, 0));
}

/** The complaints received by what became of them, with their sum. */
export function checkStates(report: Report, ask: Ask): void {
  const card = report.page.first('section[aria-label="Aduan masuk menurut keadaannya"]');
  if (!card) return;
  const parts = Object.values(expectedParts(report.city, 'aduan_masuk', ask)) as number[];
  const total = expected(report.city, 'aduan_masuk', ask).value ?? 0;
  const shown = card.rows();
  const share = (n: number) => percent(total === 0 ? 0 : (100 * n) / total);
  report.number('states rows', shown.length, parts.length + 1);
  [...parts, total].forEach((n, i) => {
    report.prints(`states row ${i + 1}`, shown[i]?.[1], printed(n, 0));
    report.prints(`states row ${i + 1} share`, shown[i]?.[2], i < parts.length ? share(n) : percent(100));
  });
}

/** The nine unsur: mean, how it moved, and on the scale of 25 to 100. */
export function checkUnsur(report: Report, ask: Ask, previous: Ask): void {
  const rows = report.page.all('table.survey-unsur tbody > tr');
  report.number('unsur rows', rows.length, 9);
  for (const row of rows) {
    const id = /metrik=(unsur_\w+)/.exec(row.first('a')?.attribute('href') ?? '')![1]!;
    const { value } = expected(report.city, id, ask);
    const before = expected(report.city, id, previous).value;
    const shown = row.all('td');
    if (value !== null) report.prints(`${id} mean`, shown[0], printed(value, 2));
    const size = value === null || before === null ? 0 : Math.abs(value - before);
    // Told twice: to who sees it, and to who hears it.
    const move = size < 0.005 ? [] : [printed(size, 2), printed(size, 2)];
    report.says(`${id} change`, shown[2], ...move);
    report.prints(`${id} converted`, shown[3], value === null ? '—' : printed(Math.round(value * 2500) / 100, 2));
  }
}

/** Open applications by age in working days: those within their promise, and those past it. */
export function checkAges(report: Report, ask: Ask): void {
  const card = report.page.first('section.services-chart');
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
  const counts = bands.map(([from, to]) => {
    const own = left.filter((one) => one.age !== null && one.age >= from && one.age <= to);
    const late = own.filter((one) => one.due !== null && one.due < ask.to).length;
    return [own.length - late, late] as const;
  });
  const sum = (of: (pair: readonly [number, number]) => number) =>
    printed(
      counts.reduce((all, pair) => all + of(pair), 0),
      0,
    );
  checkChart(
    report,
    'ages',
    card,
    counts.map((pair) => pair.map((n) => printed(n, 0))),
    [sum(([within, past]) => within + past), sum(([, past]) => past)],
  );
}
