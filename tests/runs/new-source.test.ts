import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestRedis } from '../../app/test-redis';
import { currentCity } from '../../clickhouse/city/apply';
import { openSpool } from '../../clickhouse/data-folder/spool';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { findRun } from '../../clickhouse/ledger/runs';
import type { MappingChoices } from '../../clickhouse/sources/preview';
import { sealed } from '../../clickhouse/sources/sealed';
import { secretOf } from '../../clickhouse/sources/secrets';
import { runIngest } from '../../ingest/runs/run-ingest';
import { tambah, uji } from '../../jobs/cli/sumber-baru';
import { SECRET_ON_ITS_WAY } from '../../jobs/queue/queues';
import { addSourceJob, previewSource } from '../../jobs/work/new-source.job';
import { applyCity } from './city-of-sources';

const by = { actor: 'uji', role: 'admin' };
const UPLOAD = '3f1e2d4c-5b6a-4789-8abc-def012345678';
const tickets = 'No;Waktu;Status;NIK\nT-1;2026-10-01 08:00;Baru;3671010101010001\nT-2;2026-10-01 09:00;Entah;\n';
const choices: MappingChoices = {
  id: 'antrian-rsud',
  nama: 'Antrian RSUD',
  tabel: 'service_events',
  kolom: [
    { nama: 'No', kelas: 'pengenal' },
    { nama: 'Waktu', kelas: 'umum' },
    { nama: 'Status', kelas: 'umum' },
    { nama: 'NIK', kelas: 'pribadi' },
  ],
  isi: {
    case_id: { kolom: ['No'] },
    service: { tetap: 'rawat-jalan' },
    step: { kolom: ['Status'], nilai: { Baru: 'ambil', Entah: '' } },
    time: { kolom: ['Waktu'] },
    applicant: { kolom: ['NIK'] },
  },
};
const source = {
  id: 'antrian-rsud',
  nama: 'Antrian RSUD',
  jenis: 'berkas',
  pemetaan: 'antrian-rsud',
  skpd: 'diskominfo',
  memberi_makan: ['service_events'],
};

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let queue: Awaited<ReturnType<typeof startTestRedis>>;
const folder = mkdtempSync(join(tmpdir(), 'rk-sumber-'));
beforeAll(async () => {
  engine = await startTestEngine();
  queue = await startTestRedis();
  await applyCity('');
  await keepUpload('antrian.csv', tickets);
});
afterAll(async () => {
  await queue.stop();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function keepUpload(name: string, text: string) {
  const part = await (await openSpool(UPLOAD)).part(name);
  await part.write(text);
  await part.close();
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function printed(work: () => Promise<unknown>): Promise<string> {
  let text = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += String(piece);
    return true;
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return text;
}

test('an upload is looked at by what was chosen, becomes a source, and is loaded once', async () => {
  const { preview } = await previewSource({ upload: UPLOAD, choices, skpd: 'diskominfo' });
  expect(preview).toMatchObject({ format: 'csv', table: 'service_events', counts: { read: 2, ok: 1, rejected: 1 } });
  expect(JSON.stringify(preview)).not.toContain('3671010101010001');

  const secret = sealed(SECRET_ON_ITS_WAY, 'kunci-api');
  const { runId } = await addSourceJob({ source, choices: { ...choices }, secret, upload: UPLOAD, by });
  expect(runId).toBe(UPLOAD);
  expect(await secretOf('antrian-rsud')).toBe('kunci-api');
  expect((await currentCity()).profile.sumber.map((s) => s.id)).toContain('antrian-rsud');
  expect(await findRun(UPLOAD)).toMatchObject({ source_id: 'antrian-rsud', state: 'antre', trigger: 'unggah' });
  expect(await runIngest(UPLOAD)).toMatchObject({ read: 2, stored: 1, rejected: 1, duplicate: 0, ignored: 0 });
  await expect(addSourceJob({ source, by })).rejects.toThrow('sudah ada');
});

test('what cannot be read is refused by the name of the file, not by where it lies', async () => {
  await keepUpload('ekspor.csv', '<!doctype html><title>Masuk</title>');
  const refused = await previewSource({ upload: UPLOAD }).catch((error: Error) => error.message);
  expect(refused).toContain('halaman web');
  expect(refused).not.toContain(engine.folder);
  const nothing: MappingChoices = { ...choices, isi: {} };
  await expect(previewSource({ choices: nothing, upload: UPLOAD })).rejects.toThrow('tidak memuat time');
  await expect(previewSource({})).rejects.toThrow('Tidak ada contoh');
});

test('the command line shows and adds the same', async () => {
  const steps = file(
    'langkah.csv',
    'id_kasus,layanan,langkah,waktu\nA-1,akta,diajukan,2026-10-31 09:15:00\nA-1,akta,melayang,2026-10-31 10:15:00\n',
  );
  const shown = await printed(() => uji.parseAsync([steps, '--skpd', 'disdukcapil'], { from: 'user' }));
  expect(shown).toContain('Pemetaan: layanan-csv');
  expect(shown).toContain('Dibaca 2: cocok 1, ditolak 1, diabaikan 0 -> service_events');
  expect(shown).toContain('baris 3: nilai_tak_dikenal langkah');
  const seen = JSON.parse(await printed(() => uji.parseAsync([steps, '--json'], { from: 'user' })));
  expect(seen).toMatchObject({ mapping: 'layanan-csv', counts: { read: 2, ok: 1 } });

  const yaml = file(
    'sumber.yaml',
    '- id: loket-akta\n  nama: Loket akta\n  jenis: berkas\n  pemetaan: layanan-csv\n  skpd: disdukcapil\n  memberi_makan: [service_events]\n',
  );
  expect(await printed(() => tambah.parseAsync([yaml], { from: 'user' }))).toContain('loket-akta tersimpan');
  await expect(tambah.parseAsync([yaml], { from: 'user' })).rejects.toThrow('sudah ada');
  await expect(tambah.parseAsync([file('x.yaml', 'a: [')], { from: 'user' })).rejects.toThrow('bukan YAML yang sah');
  expect((await currentCity()).profile.sumber.map((s) => s.id)).toContain('loket-akta');
});
