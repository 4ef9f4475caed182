import { buffer } from 'node:stream/consumers';
import { renderToPipeableStream } from 'react-dom/server';
import { expect, test } from 'vitest';
import { withoutZeroBytes } from './without-zero-bytes';

const words = Array.from({ length: 700 }, (_, i) => `${i}— tidak diketahui · …`);
const page = (
  <ul>
    {words.map((word) => (
      <li key={word} title={word}>
        {word}
      </li>
    ))}
  </ul>
);

test('a rendered page holds no NUL byte, and all of its characters', async () => {
  const body = withoutZeroBytes();
  const { pipe } = renderToPipeableStream(page, { onShellReady: () => pipe(body) });
  const html = (await buffer(body)).toString('utf8');
  expect(html).not.toContain('\0');
  expect(html).not.toContain('\uFFFD');
  expect(html).toBe(`<ul>${words.map((word) => `<li title="${word}">${word}</li>`).join('')}</ul>`);
});
