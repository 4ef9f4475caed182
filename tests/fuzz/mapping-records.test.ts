import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { loadCityProfile } from '../../clickhouse/city/load';
import { secrets } from '../../clickhouse/data-folder/secrets';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { Random } from '../../ingest/demo/random';
import type { FileRecord } from '../../ingest/files/record';
import { recordChunks } from '../../ingest/files/records';
import { compileMapping, prepareTableSession, recordsBody, stageRecords } from '../../ingest/kinds/table';
import { factColumns } from '../../ingest/ledger/staging';
import { mappings, SYSTEMS_FOLDER } from '../../ingest/mappings';
import { layoutOf, type Mapping } from '../../ingest/mappings/mapping';
import { privacyParams } from '../../ingest/privacy/mask';
import { cityParams } from '../../ingest/runs/sources';
import { storeFile } from '../../ingest/runs/store-file';
import { mutated } from './mutate';

/**
 * Throws broken records at every mapping, through to stored rows and ledger: FUZZ_RECORDS records a mapping (100,000 take a few
 * minutes in all), FUZZ_SEED, FUZZ_MAPPINGS=sp4n-lapor,laksa.
 */
const RECORDS = Number(process.env.FUZZ_RECORDS ?? 800);
const SEED = process.env.FUZZ_SEED ?? 'asap';
const RECORDS_OF_A_CHUNK = 10_000;
const wanted = process.env.FUZZ_MAPPINGS?.split(',') ?? Object.keys(mappings);

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

async function sampleOf(mapping: Mapping): Promise<{ header: string[]; records: FileRecord[] }> {
  const path = ['csv', 'tsv', 'json', 'jsonl', 'xlsx']
    .map((format) => join(SYSTEMS_FOLDER, `${mapping.id}.contoh.${format}`))
    .find((path) => existsSync(path))!;
  const all: FileRecord[] = [];
  let header: string[] = [];
  for await (const chunk of recordChunks({ path }, layoutOf(mapping))) {
    header = chunk.header;
    all.push(...chunk.records.filter((r) => !r.broken && r.fields.length === chunk.header.length));
  }
  return { header, records: all };
}

/** A record of the sample with one to three of its cells broken; some records lose or gain a cell. */
function broken(records: FileRecord[], line: number, random: Random): FileRecord {
  const fields = [...random.pick(records).fields];
  for (let n = random.int(1, 3); n > 0; n -= 1) {
    const at = random.int(0, fields.length - 1);
    const other = random.pick(random.pick(records).fields);
    fields[at] = mutated(Buffer.from(fields[at]!), Buffer.from(other), random).toString('utf8');
  }
  if (random.chance(0.01)) fields.pop();
  if (random.chance(0.01)) fields.push('lebih');
  return { line, fields, broken: random.chance(0.005) ? 'kutip_rusak' : '' };
}

const ledgerOf = defineQuery({
  name: 'fuzz-ledger',
  sql: `SELECT sum(c.read) AS read, sum(c.stored) AS stored, sum(c.duplicate) AS duplicate, sum(c.rejected) AS rejected,
      sum(c.ignored) AS ignored, countIf(c.read != c.stored + c.duplicate + c.rejected + c.ignored) AS unbalanced,
      (SELECT count() FROM ruang_kendali.ingest_rejects WHERE run_id = {run:UUID}) AS rejects
    FROM ruang_kendali.ingest_chunks AS c FINAL WHERE run_id = {run:UUID}`,
  params: z.object({ run: z.string() }),
  row: z.object({
    read: z.number(),
    stored: z.number(),
    duplicate: z.number(),
    rejected: z.number(),
    ignored: z.number(),
    unbalanced: z.number(),
    rejects: z.number(),
  }),
});

test.each(wanted)('%s: broken records neither stop it nor get lost', { timeout: 600_000 }, async (id) => {
  const mapping = mappings[id]!;
  const profile = loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml').profile;
  const columns = await factColumns(mapping.table);
  const { header, records } = await sampleOf(mapping);
  const statement = compileMapping(mapping, header, columns, id);
  const random = new Random(SEED, id);
  const run = randomUUID();
  const source = `fuzz-${id}`;
  const params = {
    ...cityParams(profile, profile.sumber[0]!),
    ...privacyParams(secrets()),
    source,
    run,
    file: 0,
    observed_at: new Date('2026-11-20T12:00:00Z'),
  };
  await storeFile(
    {
      table: mapping.table,
      prepare: (client) => prepareTableSession(client, columns),
      chunks: async function* () {
        for (let first = 0; first < RECORDS; first += RECORDS_OF_A_CHUNK) {
          const count = Math.min(RECORDS_OF_A_CHUNK, RECORDS - first);
          const body = recordsBody(Array.from({ length: count }, (_, i) => broken(records, first + i + 2, random)));
          yield {
            records: count,
            bytes: body.length,
            sha256: () => createHash('sha256').update(body).digest('hex'),
            stage: (client) => stageRecords(client, statement, body, params),
          };
        }
      },
    },
    { sourceId: source, runId: run, fileNo: 0 },
    () => false,
    () => {},
  );
  const ledger = (await ledgerOf({ run }))[0]!;
  expect(ledger).toMatchObject({ read: RECORDS, unbalanced: 0, rejects: ledger.rejected });
  expect(ledger.stored).toBeGreaterThan(0);
  expect(ledger.rejected).toBeGreaterThan(0);
});
