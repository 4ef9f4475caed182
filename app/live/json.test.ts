import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseWithDates } from './json';

it('gives back what was written, moments as dates and other texts as they were', () => {
  const moment = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
  const text = fc.oneof(fc.string(), fc.constantFrom('2026-11-20', '2026-11', '08:14', '2026-11-20T08:14:00Z'));
  const leaf = fc.oneof(moment, text, fc.integer(), fc.boolean(), fc.constant(null));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree')),
      fc.dictionary(fc.string(), tie('tree'), { noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      fc.pre(!JSON.stringify(value).includes('__proto__'));
      expect(parseWithDates(JSON.stringify(value))).toEqual(value);
    }),
  );
});
