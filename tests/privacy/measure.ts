/** Prints how well personal data is masked on the labelled corpus, and what it costs: `npm run measure:privacy [-- --dev]`. */
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { maskedIfSuspiciousSql, maskedSql } from '../../ingest/privacy/mask';
import { corpus, type Half, maskedByEngine, score, secondsPer100000 } from './scoring';

const engine = await startTestEngine();
try {
  const sentences = corpus();
  const masked = await maskedByEngine(sentences.map((s) => s.text));
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  for (const half of ['dev', 'uji'] as Half[]) {
    const mine = sentences.map((s, n) => [s, masked.ifSuspicious[n]!] as const).filter(([s]) => s.half === half);
    const s = score(
      mine.map(([sentence]) => sentence),
      mine.map(([, m]) => m),
    );
    console.log(`\n${half}: ${mine.length} sentences, ${s.traps} of them without personal data`);
    console.table(
      Object.fromEntries(
        [...s.recall]
          .sort()
          .map(([kind, r]) => [kind, { spans: r.spans, gone: r.gone, recall: percent(r.gone, r.spans) }]),
      ),
    );
    console.log(`precision ${percent(s.right, s.masked)} (${s.right} of ${s.masked} masked spans were personal)`);
    console.log(`sentences without personal data left as they were: ${percent(s.untouched, s.traps)}`);
    console.log(`other words lost: ${percent(s.wordsLost, s.words)}`);
    // What is missed in the held-out half is not shown: nobody tunes by it.
    if (half === 'dev' && process.argv.includes('--dev')) {
      for (const [kind, r] of s.recall) for (const m of r.missed) console.log(`missed ${kind}: ${m}`);
      for (const w of s.wrong) console.log(`wrong: ${w}`);
    }
  }
  const differ = masked.always.filter((m, n) => m !== masked.ifSuspicious[n]).length;
  console.log(`\nsentences that the quick look lets pass and the rules would mask: ${differ}`);
  const plain = sentences.filter((s) => s.personal.length === 0).map((s) => s.text);
  const told = sentences.filter((s) => s.personal.length > 0).map((s) => s.text);
  for (const [what, texts] of [
    ['without', plain],
    ['with', told],
  ] as const) {
    const all = await secondsPer100000(texts, maskedSql('text'));
    const quick = await secondsPer100000(texts, maskedIfSuspiciousSql('text'));
    console.log(
      `100,000 texts ${what} personal data: maskedSql ${all.toFixed(2)} s, maskedIfSuspiciousSql ${quick.toFixed(2)} s`,
    );
  }
} finally {
  await engine.stop();
}
