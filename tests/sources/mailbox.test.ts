import { spawnSync } from 'node:child_process';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSpool } from '../../clickhouse/data-folder/spool';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';
import { keepSecret } from '../../clickhouse/sources/secrets';
import type { Pull } from '../../ingest/capture/capture';
import { mailboxReader } from '../../ingest/capture/mailbox';
import { byteStream } from '../../ingest/files/byte-stream';
import { hasImap, startImap, type TestMailServer } from '../servers/imap';
import { applySources, pullOnce, rowsOf } from './pulling';

const PASSWORD = 'rahasia-kotak-surel-7';

describe.skipIf(!hasImap())('e-mail', () => {
  let engine: Awaited<ReturnType<typeof startTestEngine>>;
  let server: TestMailServer;
  const kotak = [
    { nama: 'INBOX', arah: 'masuk' },
    { nama: 'Sent', arah: 'keluar' },
  ];
  beforeAll(async () => {
    engine = await startTestEngine();
    server = await startImap(PASSWORD);
    const sambungan = { alamat: '127.0.0.1', porta: server.port, tls: 'tidak', pengguna: 'layanan', kotak };
    const source = { jenis: 'surel', pemetaan: 'surel-imap', memberi_makan: ['interactions'] };
    await applySources([
      { ...source, id: 'surel', sambungan },
      { ...source, id: 'tanpa-sandi', sambungan },
      { ...source, id: 'kotak-hilang', sambungan: { ...sambungan, kotak: [{ nama: 'Arsip', arah: 'masuk' }] } },
      { ...source, id: 'alamat-salah', sambungan: { ...sambungan, alamat: 'tidak.ada.invalid' } },
      { ...source, id: 'sertifikat', sambungan: { ...sambungan, tls: 'langsung', porta: server.tlsPort } },
      { ...source, id: 'bukan-tls', sambungan: { ...sambungan, tls: 'langsung' } },
    ]);
    for (const id of ['surel', 'kotak-hilang', 'alamat-salah', 'sertifikat', 'bukan-tls'])
      await keepSecret(id, PASSWORD, 'uji');
  });
  afterAll(async () => {
    await server?.stop();
    await engine.stop();
  });

  /** One pull without loading: the records as they stand in the spool. */
  async function pull(cursor: unknown, change: object = {}, options: object = {}) {
    const spool = await openSpool('uji');
    const pulled = await mailboxReader({ messagesPerPull: 100_000, window: 5, ...options })({
      connection: { alamat: '127.0.0.1', porta: server.port, tls: 'tidak', pengguna: 'layanan', kotak, ...change },
      cursor: JSON.parse(JSON.stringify(cursor)),
      secret: PASSWORD,
      spool,
      signal: new AbortController().signal,
    } as unknown as Pull<'surel'>);
    const records: Record<string, string>[] = [];
    for (const path of spool.paths()) {
      const pieces: string[] = [];
      for await (const piece of await byteStream(path)) pieces.push(String(piece));
      for (const line of pieces.join('').split('\n').filter(Boolean)) records.push(JSON.parse(line));
    }
    return { ...pulled, records };
  }

  test('of a message come its time, its thread and one address, and nothing of it is touched', async () => {
    server.deliver('INBOX', '2026-11-02T01:00:00Z', [
      'Message-ID: <tanya-1@warga.example>',
      'From: "Ani, Warga <bukan@ini.example>"\r\n <Ani@Warga.Example>',
      'To: layanan@kota.example',
      'Date: Mon, 2 Nov 2026 08:00:00 +0700',
    ]);
    server.deliver('Sent', '2026-11-02T03:30:00Z', [
      'message-id: <jawab-1@kota.example>',
      'References: <tanya-1@warga.example>\r\n\t<lain@x.example>',
      'In-Reply-To: <lain@x.example>',
      'From: layanan@kota.example',
      'To: ani@warga.example, cc@warga.example',
    ]);
    server.deliver('INBOX', '2026-11-03T00:00:00Z', ['From: budi@warga.example (Budi)', 'To: layanan@kota.example']);
    const { records } = await pull(null);
    const [question, without, answer] = records as [
      Record<string, string>,
      Record<string, string>,
      Record<string, string>,
    ];
    expect(question).toMatchObject({
      kanal: 'surel',
      arah: 'masuk',
      waktu: '2026-11-02T01:00:00Z',
      orang: 'ani@warga.example',
    });
    expect(answer).toMatchObject({ arah: 'keluar', waktu: '2026-11-02T03:30:00Z', orang: 'ani@warga.example' });
    expect(answer.id_utas).toBe(question.id_utas);
    expect(without).toMatchObject({ orang: 'budi@warga.example' });
    expect(new Set(records.map((r) => r.id_pesan)).size).toBe(3);
    expect(JSON.stringify(records)).not.toMatch(/tidak boleh terbaca|tanya-1/);
    expect(server.files('INBOX').filter((name) => /:2,.*S/.test(name))).toEqual([]);
  });

  test('loads end to end: once, what is new, again after a kill, and again when the mailbox is a new one', async () => {
    expect(await pullOnce('surel', { kills: true })).toMatchObject({
      state: 'selesai',
      read: 3,
      stored: 3,
      rejected: 0,
      balanced: true,
    });
    expect(await pullOnce('surel')).toMatchObject({ read: 0, state: 'selesai' });
    server.deliver('INBOX', '2026-11-04T00:00:00Z', [
      'Message-ID: <tanya-2@warga.example>',
      'From: citra@warga.example',
    ]);
    expect(await pullOnce('surel')).toMatchObject({ read: 1, stored: 1, balanced: true });
    server.renew('INBOX');
    server.deliver('INBOX', '2026-11-05T00:00:00Z', [
      'Message-ID: <tanya-3@warga.example>',
      'From: dedi@warga.example',
    ]);
    server.deliver('INBOX', '2026-11-04T00:00:00Z', [
      'Message-ID: <tanya-2@warga.example>',
      'From: citra@warga.example',
    ]);
    expect(await pullOnce('surel')).toMatchObject({ read: 2, stored: 1, duplicate: 1, balanced: true });
    expect(await rowsOf('interactions', 'surel')).toBe(5);
  });

  test('many messages come in several pulls; a server that goes away is tried again', async () => {
    for (let n = 1; n <= 30; n += 1) {
      server.deliver('Sent', '2026-11-06T00:00:00Z', [
        `Message-ID: <banyak-${n}@kota.example>`,
        'To: eka@warga.example',
      ]);
    }
    const seen = new Set<string>();
    let cursor: unknown = null;
    for (let more = true; more; ) {
      const pulled = await pull(cursor, {}, { messagesPerPull: 3 });
      for (const record of pulled.records) seen.add(record.id_pesan!);
      ({ cursor, more } = pulled);
    }
    expect(seen.size).toBe(33); // two in the new INBOX, 31 in Sent
    await server.kill();
    await expect(pull(null)).rejects.toThrow(TryAgainError);
    await server.start();
    expect((await pull(null)).records).toHaveLength(33);
  });

  test('wherever a connection is cut, a pull is whole or fails', async () => {
    let whole = 0;
    let failed = 0;
    for (let bytes = 400; bytes < 14_000; bytes += 400) {
      const proxy = await cutAfter(server.port, bytes);
      try {
        expect((await pull(null, { porta: proxy.port })).records).toHaveLength(33);
        whole += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(TryAgainError);
        failed += 1;
      }
      proxy.close();
    }
    expect(whole).toBeGreaterThan(0);
    expect(failed).toBeGreaterThan(5);
  });

  test('speaks TLS from the start or after STARTTLS, and only to a certificate that it can trust', async () => {
    const { ca, tlsPort } = server;
    expect((await pull(null, { tls: 'langsung', porta: tlsPort }, { ca })).records).toHaveLength(33);
    expect((await pull(null, { tls: 'starttls' }, { ca })).records).toHaveLength(33);
    await expect(pull(null, { tls: 'starttls' })).rejects.toThrow(PlainError);
  });

  test('what is wrong is said in a sentence, and the password stands nowhere', async () => {
    const sentence = async (id: string) => {
      const run = await pullOnce(id);
      expect(run.state).toBe('gagal');
      expect(run.message).not.toContain(PASSWORD);
      return run.message;
    };
    expect(await sentence('tanpa-sandi')).toContain('menolak pengguna "layanan" atau sandinya');
    await keepSecret('tanpa-sandi', 'bukan sandinya', 'uji');
    expect(await sentence('tanpa-sandi')).toContain('menolak pengguna "layanan" atau sandinya');
    expect(await sentence('kotak-hilang')).toContain('"Arsip"');
    expect(await sentence('alamat-salah')).toContain('tidak dikenal di jaringan');
    expect(await sentence('sertifikat')).toContain('Sertifikat TLS');
    expect(await sentence('bukan-tls')).toContain('Periksa porta dan isian tls');
    expect(spawnSync('grep', ['-rqaE', `${PASSWORD}|tidak boleh terbaca|@warga.example`, engine.folder]).status).toBe(
      1,
    );
  });
});

/** A way to a server that breaks after so many bytes of its answers. */
function cutAfter(to: number, bytes: number): Promise<{ port: number; close: () => void }> {
  const server = createServer((near) => {
    const far = connect({ port: to, host: '127.0.0.1' });
    let left = bytes;
    far.on('data', (piece: Buffer) => {
      near.write(piece.subarray(0, left));
      left -= piece.length;
      if (left <= 0) near.destroy();
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
    near.on('data', (piece) => far.write(piece));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ port: (server.address() as AddressInfo).port, close: () => server.close() }),
    );
  });
}
