import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceOf } from './byte-stream';
import { type LineBlock, lineBlocks } from './line-blocks';

const LOOK_BACK = 20;

async function blocksOf(text: string, pieces: number, blockBytes: number): Promise<LineBlock[]> {
  const bytes = Buffer.from(text);
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const blocks: (LineBlock & { copy: Buffer })[] = [];
  // A block's bytes live until the second block after it is asked for: what is kept longer is copied.
  for await (const block of lineBlocks(sourceOf(Readable.from(parts)), blockBytes, LOOK_BACK)) {
    const last = blocks.at(-1);
    if (last) expect(last.bytes).toEqual(last.copy);
    blocks.push({ ...block, copy: Buffer.from(block.bytes), before: Buffer.from(block.before) });
  }
  return blocks.map((block) => ({ ...block, bytes: block.copy }));
}

const text = fc
  .array(fc.stringMatching(/^[a-z "\\]{0,12}$/), { maxLength: 60 })
  .chain((lines) => fc.boolean().map((closed) => lines.join('\n') + (closed && lines.length > 0 ? '\n' : '')));

test('blocks are the file, cut at line ends only, with their lines counted', async () => {
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 80 }),
      async (content, pieces, size) => {
        const blocks = await blocksOf(content, pieces, size);
        expect(Buffer.concat(blocks.map((b) => b.bytes)).toString()).toBe(content);
        let line = 1;
        for (const [i, block] of blocks.entries()) {
          expect(block.firstLine).toBe(line);
          const here = block.bytes.toString();
          if (i < blocks.length - 1) expect(here.endsWith('\n')).toBe(true);
          expect(block.lines).toBe(here.endsWith('\n') ? here.split('\n').length - 1 : here.split('\n').length);
          const past = Buffer.concat(blocks.slice(0, i).map((b) => b.bytes)).toString();
          const before = block.before.toString();
          expect(past.endsWith(before)).toBe(true);
          expect(before === past || past.at(-before.length - 1) === '\n').toBe(true);
          if (i > 0) expect(before).not.toBe('');
          line += block.lines;
        }
      },
    ),
  );
});

test('the same bytes give the same blocks, however they arrive', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 80 }), async (content, size) => {
      const once = await blocksOf(content, 1, size);
      const many = await blocksOf(content, 7, size);
      expect(many.map((b) => b.before.toString())).toEqual(once.map((b) => b.before.toString()));
      expect(many.map((b) => b.bytes.toString())).toEqual(once.map((b) => b.bytes.toString()));
      expect(many.map((b) => b.sha256)).toEqual(once.map((b) => b.sha256));
      const last = once.at(-1);
      if (last) expect(last.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    }),
  );
});
