import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { parse } from 'yaml';
import { currentCity } from '../../clickhouse/city/apply';
import type { Entry } from '../../clickhouse/city/edit';
import { PlainError } from '../../clickhouse/plain-error';
import type { Preview } from '../../clickhouse/sources/preview';
import { validateMapping } from '../../ingest/mappings';
import { addSource } from '../../ingest/preview/add-source';
import { previewFile } from '../../ingest/preview/preview';
import { withHouse } from './with-house';

const n = (value: number) => value.toLocaleString('id-ID');
const from = (path: string) => resolve(process.env.INIT_CWD ?? '.', path);

function readText(path: string): string {
  try {
    return readFileSync(from(path), 'utf8');
  } catch {
    throw new PlainError(`Berkas ${basename(path)} tidak dapat dibaca. Periksa letak dan izinnya.`);
  }
}

/** A mapping file given beside a sample: one that is not shipped and not in the profile. */
function mappingIn(path: string | undefined) {
  if (!path) return undefined;
  const checked = validateMapping(readText(path));
  if ('sentences' in checked) throw new PlainError(checked.sentences.join('\n'));
  return checked.mapping;
}

interface TryOptions {
  pemetaan?: string;
  berkasPemetaan?: string;
  skpd?: string;
  situs?: string;
  zona?: string;
  json?: boolean;
}

export const uji = new Command('uji')
  .description('Lihat apa jadinya sebuah berkas sebagai sumber. Tidak ada yang disimpan.')
  .argument('<berkas>', 'contoh berkas dari sumber itu')
  .option('--pemetaan <id>', 'pemetaan yang dipakai; tanpa ini ditebak dari berkasnya')
  .option('--berkas-pemetaan <yaml>', 'pemetaan dari sebuah berkas YAML')
  .option('--skpd <kode>', 'SKPD pemilik sumber')
  .option('--situs <host>', 'host bawaan log akses')
  .option('--zona <zona>', 'zona waktu yang ditulis sumber, misalnya UTC')
  .option('--json', 'cetak sebagai JSON')
  .action((file: string, options: TryOptions) =>
    withHouse(async () => {
      const { profile } = await currentCity();
      const seen = await previewFile(
        from(file),
        {
          pemetaan: options.pemetaan,
          mapping: mappingIn(options.berkasPemetaan),
          skpd: options.skpd,
          situs: options.situs,
          zona_waktu: options.zona,
        },
        profile,
      );
      process.stdout.write(options.json ? `${JSON.stringify(seen)}\n` : asText(seen));
    }),
  );

/** A preview for the terminal: what it is, what became of it, what is wrong with it. */
function asText(seen: Preview): string {
  const lines = [`Bentuk: ${seen.format}   Pemetaan: ${seen.mapping || 'tidak ada yang cocok'}`];
  for (const s of seen.suggestions) {
    const lacks = s.missing.length ? `, kurang: ${s.missing.join(', ')}` : '';
    lines.push(`  ${s.id.padEnd(24)} ${s.found} kolom dikenal${lacks}`);
  }
  if (seen.columns.length) lines.push(`Kolom: ${seen.columns.map((c) => `${c.name} (${c.class})`).join(', ')}`);
  if (seen.table) {
    const { read, ok, rejected, ignored, reasons } = seen.counts;
    lines.push(`Dibaca ${n(read)}: cocok ${n(ok)}, ditolak ${n(rejected)}, diabaikan ${n(ignored)} -> ${seen.table}`);
    for (const [reason, count] of Object.entries(reasons)) lines.push(`  ${reason}: ${n(count)}`);
    for (const r of seen.rejected.slice(0, 5)) lines.push(`  baris ${n(r.line)}: ${r.reason} ${r.column}`.trimEnd());
    for (const row of seen.mapped.slice(0, 3)) {
      const told = Object.entries(row.fields).filter(([, value]) => value !== '' && value !== '0' && value !== '[]');
      lines.push(`  baris ${n(row.line)} -> ${told.map(([name, value]) => `${name}=${value}`).join(' | ')}`);
    }
    if (seen.span) lines.push(`Waktu (UTC): ${seen.span.first} sampai ${seen.span.last}, dibaca sebagai ${seen.zone}`);
    if (seen.doubt) {
      const percent = (part: number) => `${Math.round(part * 100)}%`;
      lines.push(
        `Ragu zona waktu: ${percent(seen.doubt.atNight)} jatuh pukul 00-05; bila dibaca ${seen.doubt.rather} hanya ${percent(seen.doubt.atNightRather)}.`,
      );
    }
    lines.push(`Memberi makan metrik: ${seen.feeds.metrics.join(', ') || '-'}`);
    lines.push(`Memberi makan ukuran: ${seen.feeds.probes.join(', ') || '-'}`);
  }
  return `${lines.join('\n')}\n`;
}

export const tambah = new Command('tambah')
  .description('Tambahkan sumber pada profil kota, sebagai versi baru profil itu.')
  .argument('<yaml>', 'berkas YAML berisi satu sumber, ditulis seperti pada profil kota')
  .option('--berkas-pemetaan <yaml>', 'pemetaan khusus sumber itu')
  .option('--ganti', 'ganti sumber yang ber-id sama')
  .action((file: string, options: { berkasPemetaan?: string; ganti?: boolean }) =>
    withHouse(async () => {
      const source = entryIn(file, 'sumber');
      const mapping = options.berkasPemetaan ? entryIn(options.berkasPemetaan, 'pemetaan') : undefined;
      const by = { actor: 'sistem', role: 'perintah' };
      const { version } = await addSource({ source, mapping, replace: options.ganti }, by);
      process.stdout.write(`Sumber ${source.id} tersimpan pada profil kota versi ${version}.\n`);
    }),
  );

function entryIn(path: string, what: string): Entry {
  let given: unknown;
  try {
    given = parse(readText(path));
  } catch (error) {
    if (error instanceof PlainError) throw error;
    throw new PlainError(`Berkas ${basename(path)} bukan YAML yang sah. Periksa tanda kutip dan lekuk barisnya.`);
  }
  const only = Array.isArray(given) && given.length === 1 ? given[0] : given;
  if (typeof only !== 'object' || only === null || typeof (only as { id?: unknown }).id !== 'string')
    throw new PlainError(`Berkas ${basename(path)} tidak memuat satu ${what} dengan id. Tulis mulai dari: id: ...`);
  return only as Entry;
}
