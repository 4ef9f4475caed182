import { type Expected, expectedSplit, expectedSums } from '../expected';
import { printed } from '../print';
import type { Complaint } from '../recount/aduan';
import { RECOUNTS } from '../recount/index';
import type { Ask } from '../recount/recount';
import type { Report } from '../report';

const METRIC = 'aduan_masuk';
const oneDecimal = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** The map page with its usual figure: the table beside the map, the map, what it cannot show, and the complaints by squares. */
export function checkCityMap(report: Report, ask: Ask, period: string): void {
  const { city, page } = report;
  // Areas are compared with each other, whichever of them the page is narrowed to.
  const { kecamatan: _, ...filters } = ask.filters;
  const ofAreas = { ...ask, filters };
  const split = expectedSplit(city, METRIC, 'kecamatan', ofAreas);
  report.figures.set(METRIC, expectedSums(city, METRIC, ask).value !== null);
  report.prints('lead', page.first('.page-head .lead'), `Aduan masuk menurut wilayah, ${period}.`);
  const shown = [...city.residents].map(([code, residents]) => {
    const { n }: Expected = split.get(code) ?? { value: 0, n: 0 };
    return { code, n, rate: residents ? (n * 10_000) / residents : null, name: city.names.get(code)! };
  });
  const rows = page.first('.map-area-list')?.rows() ?? [];
  report.number('rows', rows.length, shown.length);
  for (const [name, rate, value] of rows) {
    const own = shown.find((one) => one.name === name!.text);
    report.prints(`${name!.text} rate`, rate, own?.rate ? oneDecimal.format(own.rate) : own?.rate === 0 ? '0,0' : '—');
    report.prints(`${name!.text} value`, value, printed(own?.n ?? null, 0));
  }
  const [nowhere, outside] = page.first('.map-foot > p')?.all('b, span') ?? [];
  report.says('without a place', nowhere, printed(split.get('')?.n ?? 0, 0));
  report.says('outside', outside, split.get('luar')?.n ? printed(split.get('luar')!.n, 0) : '');
  const order = shown.filter(({ rate }) => rate !== null).sort((a, b) => b.rate! - a.rate!);
  const map = page.first('.map-box svg');
  const told = /Tertinggi di .+ \((.+)\), terendah di .+ \((.+)\)\./.exec(map?.attribute('aria-label') ?? '');
  report.text('most', told?.[1] ?? '', oneDecimal.format(order[0]!.rate!));
  report.text('least', told?.[2] ?? '', oneDecimal.format(order.at(-1)!.rate!));
  map?.claim();
  checkPoints(report, ask);
}

/** How many have a point, and how many of them lie in the squares that are listed. */
function checkPoints(report: Report, ask: Ask): void {
  const { city, page } = report;
  const cases: Complaint[] = RECOUNTS[METRIC]!.cases(city, ask).filter((one: Complaint) =>
    Object.entries(ask.filters).every(([name, wanted]) => one.dims[name] === wanted),
  );
  const points = cases.flatMap(({ point }) => (point ? [point] : []));
  const told = [cases.length, points.length, cases.length - points.length];
  report.says('complaints', page.first('.map-totals'), ...told.map((n) => printed(n, 0)));
  const listed = page.all('.map-clusters tbody tr');
  report.number('clusters listed', listed.length, Math.min(8, page.all('.map-cluster').length));
  for (const row of listed) {
    const [, zoom, x, y] = /petak=(\d+)\.(\d+)\.(\d+)/.exec(row.first('a')?.attribute('href') ?? '') ?? [];
    const inside = points.filter((point) => `${squareOf(point, Number(zoom))}` === `${x},${y}`);
    report.prints(`square ${x}.${y}`, row.first('td'), printed(inside.length, 0));
  }
}

/** Column and row of a point: squares of 128 pixels of a Mercator map whose tiles have 512. */
function squareOf([lng, lat]: [number, number], zoom: number): [number, number] {
  const across = 4 * 2 ** zoom;
  const radians = (lat * Math.PI) / 180;
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI);
  return [Math.floor((lng / 360 + 0.5) * across), Math.floor(y * across)];
}
