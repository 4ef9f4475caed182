import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { sealed } from '../../clickhouse/sources/sealed';
import { SECRET_ON_ITS_WAY } from '../queue/queues';
import { maskTexts } from './mask-texts.job';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
}, 60_000);
afterAll(() => engine.stop());

test('texts come back in their order, with persons masked and everything else as it was', async () => {
  const texts = [
    'Aplikasi lama berhenti 12 Agustus 2026.\n\nCatatannya "ada" pada laporan {text:String}.',
    'Hubungi Siti Aminah, 0812-3456-7890, NIK 3671011212900001.',
    '',
  ];
  const masked = await maskTexts({ texts: texts.map((text) => sealed(SECRET_ON_ITS_WAY, text)) });
  expect(masked).toEqual([texts[0], 'Hubungi [nama], [telepon], NIK [NIK].', '']);
});
