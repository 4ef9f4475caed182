import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { parse } from 'csv-parse';

const HEADER = 'id,waktu,tingkat,proses,tindakan,hasil,usulan,kanal\n';
const PROCESS = 'Decide Madrid';

interface Proposal {
  code: string;
  date: string;
  url: string;
  status: string;
  numSupports: string;
  numComments: string;
}

/**
 * The proposals of Decide Madrid as acts in the layout `partisipasi-csv`. Its file counts supports and comments where our layout
 * has a line for each: they become lines of the proposal's day, nobody knows by whom. `archived` is an act of the platform.
 */
async function* actsOf(proposals: AsyncIterable<Proposal>): AsyncGenerator<string> {
  yield HEADER;
  for await (const p of proposals) {
    const act = (id: string, act: string) =>
      `${p.code}-${id},${p.date},e-consultation,${PROCESS},${act},,${p.code},daring\n`;
    yield act('proposal', 'proposal');
    for (const [name, n] of [
      ['dukung', Number(p.numSupports)],
      ['komentar', Number(p.numComments)],
    ] as const)
      yield Array.from({ length: n }, (_, i) => act(`${name}-${i + 1}`, name)).join('');
    if (p.status === 'archived') yield act('arsip', 'diarsipkan');
  }
}

/** Writes the packed file `to` out of the published, packed `from`. */
export async function writeMadridActs(from: string, to: string): Promise<void> {
  const proposals = createReadStream(from)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  await pipeline(actsOf(proposals), createGzip({ level: 1 }), createWriteStream(to));
}
