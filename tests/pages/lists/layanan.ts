import { expected } from '../expected';
import { percent, printed, printedFigure } from '../print';
import { type City, groupBy, kecamatanOf, type ServiceEvent, type TenderEvent } from '../recount/city';
import { type Ask, inPeriod, quantile } from '../recount/recount';
import type { Report } from '../report';

/*
 * What the pages of services list besides figures and their splits.
 */

/** The sentence under the head of the page of services. */
export function checkServicesLead(report: Report, ask: Ask): void {
  const [received, open, inTime] = ['permohonan_masuk', 'permohonan_terbuka', 'layanan_tepat_waktu'].map(
    (id) => expected(report.city, id, ask).value,
  );
  if (received === null || open === null) return;
  report.says(
    'lead',
    report.page.first('.page-head .lead'),
    printed(received!, 0),
    printed(open!, 0),
    printed(inTime!, 1),
  );
}

/** Steps of equal time stand in the order of the procedure, and so do those whose time is not known, after the others. */
const PROCEDURE =
  'ambil panggil layani terlewat diajukan dikembalikan diverifikasi diproses selesai ditolak dibatalkan kedaluwarsa diserahkan'.split(
    ' ',
  );
const ENDS = ['selesai', 'ditolak', 'dibatalkan', 'kedaluwarsa', 'terlewat', 'diserahkan'];

/** Cases that began in the period, each with its steps in order; steps of another office carry its number. */
function begun(city: City, service: string, ask: Ask): ServiceEvent[][] {
  const { kanal, kecamatan } = ask.filters;
  const seen = city.events.filter((e) => e.service === service && inPeriod(e.t, ask));
  const roots = new Set(
    seen
      .filter((e) => ['diajukan', 'ambil'].includes(e.step) && (ask.skpd === '' || e.skpd === ask.skpd))
      .filter((e) => (!kanal || e.channel === kanal) && (!kecamatan || kecamatanOf(e.wilayah) === kecamatan))
      .map((e) => e.case_id),
  );
  const rootOf = (e: ServiceEvent) => (roots.has(e.case_id) ? e.case_id : e.linked);
  const own = seen.filter((e) => roots.has(e.case_id) || roots.has(e.linked));
  const place = (e: ServiceEvent) => PROCEDURE.indexOf(e.step);
  return [...groupBy(own, rootOf).values()].map((steps) =>
    steps.sort((a, b) => Number(b.time_known) - Number(a.time_known) || a.t - b.t || place(a) - place(b)),
  );
}

const hours = (from: ServiceEvent, to: ServiceEvent) => (to.t - from.t) / 3600;

/** The page of one service: its promise, the ways that its cases take, and where their time goes. */
export function checkService(report: Report, service: string, ask: Ask): void {
  const { city } = report;
  const cases = begun(city, service, ask);
  const slowest = checkHandovers(report, cases);
  const known = city.services.get(service);
  const promise = known?.slaValue == null ? '' : printed(known.slaValue, 1);
  const office = known ? (city.names.get(known.skpd) ?? known.skpd) : '';
  report.says('lead', report.page.first('.page-head .lead'), office, known?.audience ?? '', promise, ...slowest);
  checkPaths(report, cases);
}

function checkPaths(report: Report, cases: ServiceEvent[][]): void {
  const told = cases.map((steps) => {
    const [first] = steps;
    const names = steps.map((e) => (e.skpd === first!.skpd ? e.step : `${e.step}@${e.skpd}`));
    const end = steps.find((e) => ENDS.includes(e.step) && e.skpd === first!.skpd);
    return {
      way: names.filter((name, i) => name !== names[i - 1]),
      isOpen: end === undefined,
      hours: end && first!.time_known && end.time_known ? hours(first!, end) : null,
    };
  });
  const ways = [...groupBy(told, ({ way }) => way.join('\u0001')).values()].sort(
    (a, b) => b.length - a.length || (a[0]!.way.join('\u0001') < b[0]!.way.join('\u0001') ? -1 : 1),
  );
  const card = report.page.first('section[aria-labelledby=layanan-jalan]');
  const all = cases.length > 0 ? [printed(cases.length, 0), printed(ways.length, 0)] : [];
  report.says('paths', card?.first('p.note'), ...all);
  const rows = card?.all('tbody > tr') ?? [];
  const listed = ways.slice(0, 12);
  report.number('paths listed', rows.length, listed.length);
  for (const [i, way] of listed.entries()) {
    const shown = rows[i]?.all('.path > li').map(
      (step) =>
        step.lead +
        step
          .all('small')
          .map((o) => ` ${o.text}`)
          .join(''),
    );
    const named = way[0]!.way.map((step) => {
      const [name, office] = step.split('@');
      return office ? `${name} ${report.city.names.get(office) ?? office}` : name;
    });
    report.text(`path ${i + 1}`, shown?.join(', ') ?? '', named.join(', '));
    rows[i]?.first('th')?.claim();
    const times = way.flatMap((one) => one.hours ?? []);
    const truth = [
      percent((100 * way.length) / cases.length, '\u00a0', 0),
      printed(way.length, 0),
      printed(quantile(times, 0.5), 1),
      printed(quantile(times, 0.9), 1),
      printed(way.filter((one) => one.isOpen).length, 0),
    ];
    for (const [c, text] of truth.entries())
      report.prints(`path ${i + 1} column ${c + 1}`, rows[i]?.all('td')[c], text);
  }
  const left = cases.length - listed.reduce((sum, way) => sum + way.length, 0);
  const foot = card?.first('tfoot > tr');
  const rest = [
    printed(ways.length - listed.length, 0),
    percent((100 * left) / cases.length, '\u00a0', 0),
    printed(left, 0),
  ];
  report.text(
    'other paths',
    foot
      ?.all('th, td')
      .map((cell) => cell.text.replace(' alur lain', ''))
      .filter(Boolean)
      .join(' ') ?? '',
    left > 0 ? rest.join(' ') : '',
  );
  foot?.claim();
}

/** Where the time goes; gives what the head of the page says of the slowest step. */
function checkHandovers(report: Report, cases: ServiceEvent[][]): string[] {
  const sideOf = (e: ServiceEvent) => `${e.step}${report.city.names.get(e.skpd) ?? e.skpd}`;
  const pairs = cases.flatMap((steps) =>
    steps.slice(1).flatMap((to, i) => {
      const from = steps[i]!;
      const isOne = from.time_known && to.time_known && (from.step !== to.step || from.skpd !== to.skpd);
      return isOne ? [{ key: `${sideOf(from)} > ${sideOf(to)}`, hours: hours(from, to), from, to }] : [];
    }),
  );
  const all = pairs.reduce((sum, pair) => sum + pair.hours, 0);
  const truth = [...groupBy(pairs, ({ key }) => key)]
    .map(([key, own]) => ({ key, own, spent: own.reduce((sum, pair) => sum + pair.hours, 0) }))
    .sort((a, b) => b.spent - a.spent || b.own.length - a.own.length);
  const rows = report.page.all('section[aria-labelledby=layanan-serah] tbody > tr');
  report.number('hand-overs', rows.length, Math.min(25, truth.length));
  for (const row of rows) {
    const [from, to, ...shown] = row.all('td');
    const key = `${from!.text} > ${to!.text}`;
    const found = truth.find((one) => one.key === key);
    const times = found?.own.map((pair) => pair.hours) ?? [];
    const told = [
      percent(found && all > 0 ? (100 * found.spent) / all : null),
      printed(times.length, 0),
      printed(quantile(times, 0.5), 1),
      printed(quantile(times, 0.9), 1),
    ];
    for (const [c, text] of told.entries()) report.prints(`hand-over ${key} column ${c + 1}`, shown[c], text);
    from!.claim();
    to!.claim();
  }
  const [slowest] = truth;
  if (!slowest || all === 0) return [];
  const { from, to } = slowest.own[0]!;
  const own = report.city.services.get(from.service)?.skpd;
  const office = ({ skpd }: ServiceEvent) => (skpd === '' || skpd === own ? '' : (report.city.names.get(skpd) ?? skpd));
  return [office(from), office(to), percent((100 * slowest.spent) / all, ' ', 0)];
}

/** Tender packages announced in the period by kind, as they stood at its end. */
export function checkTenders(report: Report, ask: Ask, period: string): void {
  const section = report.page.first('section[aria-labelledby=layanan-paket]');
  const steps = report.city.tenders.filter((e) => inPeriod(e.t, ask) && (ask.skpd === '' || e.skpd === ask.skpd));
  const packages = [...groupBy(steps, (e) => `${e.skpd} ${e.case_id}`).values()]
    .filter((all) => all.some((e) => e.step === 'diajukan'))
    .map((all) => {
      const has = (...names: string[]) => all.some((e) => names.includes(e.step));
      const announced = all.filter((e) => e.step === 'diajukan' && e.amount !== null);
      const most = (values: (number | null)[]) => {
        const known = values.filter((n) => n !== null);
        return known.length > 0 ? Math.max(...known) : null;
      };
      const amounts = (isSo: (e: TenderEvent) => boolean) => most(announced.filter(isSo).map((e) => Number(e.amount)));
      const kinds = all.map(({ attributes: a }) => a.kategori || a.jenis_pengadaan || '').sort();
      const failed = has('ditolak');
      const cancelled = has('dibatalkan') && !failed;
      const estimates = all.map(({ attributes: { hps } }) =>
        hps && Number.isFinite(Number(hps)) ? Number(hps) : null,
      );
      return {
        kind: kinds.at(-1)!,
        finished: has('selesai', 'diserahkan') && !failed && !cancelled,
        failed,
        cancelled,
        ceiling: amounts((e) => 'hps' in e.attributes),
        estimate: most(estimates) ?? amounts((e) => !('hps' in e.attributes)),
      };
    });
  report.says('tenders', section?.first('p.note'), packages.length > 0 ? period : '');
  const of = (own: typeof packages) => {
    const sum = (values: (number | null)[]) => {
      const known = values.filter((n) => n !== null);
      return known.length > 0 ? known.reduce((all, n) => all + n, 0) : null;
    };
    const counts = [
      own.length,
      ...(['finished', 'failed', 'cancelled'] as const).map((is) => own.filter((one) => one[is]).length),
    ];
    const amounts = [sum(own.map((one) => one.ceiling)), sum(own.map((one) => one.estimate))];
    return [...counts.map((n) => printed(n, 0)), ...amounts.map((n) => printedFigure(n, 'rupiah', true))];
  };
  const kinds = groupBy(packages, ({ kind }) => kind);
  const rows = section?.rows() ?? [];
  report.number('kinds of tenders', rows.length, kinds.size);
  for (const [name, ...shown] of rows) {
    const truth = of(kinds.get(name!.text === 'tidak tercatat' ? '' : name!.text) ?? []);
    for (const [c, cell] of shown.entries()) report.prints(`tenders, ${name!.text} column ${c + 1}`, cell, truth[c]!);
  }
  const [total] = section?.rows('tfoot > tr') ?? [];
  for (const [c, cell] of (total ?? []).slice(1).entries())
    report.prints(`tenders, all column ${c + 1}`, cell, of(packages)[c]!);
}
