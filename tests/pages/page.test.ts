import { expect, test } from 'vitest';
import { Page } from './page';
import type { City } from './recount/city';
import { Report } from './report';

const html = `<nav>2026</nav><main class="page"><p class="lead">12<!-- --> aduan, <b>3 lewat</b></p>
  <ul><li title="9 hari">tiga</li><li>DP3AP2KB</li></ul><p class="rule">di atas 5</p></main>`;

test('a number that no recount claims is left; names, exempt parts and what stands outside of the page are not', () => {
  const page = new Page(html);
  const report = new Report({} as City, '/uji', page);
  const left = () => page.left(['.rule'], new Set(['DP3AP2KB']));
  expect(left()).toEqual([
    ' > main(page) > p(lead): 12 aduan,',
    ' > main(page) > p(lead) > b: 3 lewat',
    ' > main(page) > ul > li[title]: 9 hari',
  ]);
  report.says('lead', page.first('.lead'), '12', '3');
  page.first('li')?.claim();
  expect(left()).toEqual([]);
  expect(report.differences).toEqual([]);
});

test('a number that differs, is missing or is one too many makes a difference', () => {
  const report = new Report({} as City, '/uji', new Page(html));
  report.says('lead', report.page.first('.lead'), '12', '4');
  report.says('lead', report.page.first('.lead'), '12');
  report.prints('late', report.page.first('.lead b'), '4 lewat');
  report.says('none', report.page.first('.none'), '1');
  expect(report.differences).toHaveLength(4);
});
