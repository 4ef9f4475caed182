import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accessOf, type RouteId, routes } from '../../app/access/routes';
import { LOOKED_AT, routeOf } from './axe-pages';

const ids = Object.keys(routes) as RouteId[];

/** Whether a route has a page to draw; the others only answer, or lead on. */
function draws(id: RouteId): boolean {
  if (accessOf(id).kind !== 'page') return false;
  const source = ['tsx', 'ts'].map((end) => {
    try {
      return readFileSync(`app/routes/${id}.${end}`, 'utf8');
    } catch {
      return '';
    }
  });
  return source.some((text) => /^export default /m.test(text));
}

test('axe-core looks at what every route draws, or it is said why not', () => {
  expect(ids.filter(draws).filter((id) => !LOOKED_AT[id])).toEqual([]);
  expect((Object.keys(LOOKED_AT) as RouteId[]).filter((id) => !draws(id))).toEqual([]);
});

test('every address belongs to its route, and every test that is named does look', () => {
  const wrong: string[] = [];
  for (const [id, looked] of Object.entries(LOOKED_AT)) {
    if (Array.isArray(looked)) wrong.push(...looked.filter((address) => routeOf(address) !== id));
    else if ('by' in looked) {
      const source = readFileSync(`tests/browser/${looked.by}.test.ts`, 'utf8');
      if (!new RegExp(`isAccessible\\(\\w+, '${id.replaceAll(/[.$]/g, '\\$&')}'\\)`).test(source))
        wrong.push(`${looked.by}: ${id}`);
    }
  }
  expect(wrong).toEqual([]);
});
