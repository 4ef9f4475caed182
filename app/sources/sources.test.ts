import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasWords } from './sources.text';

/** Every code that the loading rooms give as a reason, read from their own text. */
function reasonCodes(): string[] {
  const files = readdirSync('ingest', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const code =
    /(?:reason: |broken: |broken\(|reasons\.|reasons\[[^\]]*?|rejectReason = )'?([a-z]+(?:_[a-z0-9]+)+)(?:' : '([a-z]+(?:_[a-z0-9]+)+))?/g;
  return files.flatMap((file) =>
    [...readFileSync(join('ingest', file), 'utf8').matchAll(code)].flatMap(([, ...found]) => found.filter(Boolean)),
  );
}

it('puts every reason of the ledger into words', () => {
  const codes = new Set(reasonCodes());
  expect([...codes]).toEqual(expect.arrayContaining(['waktu_tak_terbaca', 'kembar_dalam_berkas', 'kutip_rusak']));
  for (const lang of ['id', 'en'] as const)
    for (const code of codes) expect(hasWords(lang, code), `${lang} ${code}`).toBe(true);
});
