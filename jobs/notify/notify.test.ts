import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer as createHttp, type Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { muteAlarm } from '../../clickhouse/alarms';
import { writeEvents } from '../../clickhouse/alarms/events';
import { messageStates } from '../../clickhouse/alarms/messages';
import type { Severity } from '../../clickhouse/alarms/rule';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { SMALL_CITY } from '../../clickhouse/city/fixture';
import { parseCityProfile } from '../../clickhouse/city/load';
import { freePort } from '../../clickhouse/data-folder/free-port';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { keepSecret } from '../../clickhouse/sources/secrets';
import { type PlannedMessage, planMessages } from './plan';
import { secretIdOf, sendMessage } from './send';

/** Letters that the mail server was given, and what it does once it has one: take it, refuse it, or never answer. */
const letters: string[] = [];
let onLetter: (answer: (line: string) => void, socket: Socket) => void;

/** As much of SMTP as a client without extensions speaks. */
function talkSmtp(socket: Socket): void {
  const say = (line: string) => socket.writable && socket.write(`${line}\r\n`);
  let letter: string | null = null;
  let rest = '';
  socket.on('error', () => {});
  socket.on('data', (piece) => {
    const lines = (rest + piece.toString('latin1')).split('\r\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (letter !== null && line !== '.') letter += `${line}\n`;
      else if (letter !== null) {
        letters.push(letter);
        letter = null;
        onLetter(say, socket);
      } else if (/^DATA$/i.test(line)) {
        letter = '';
        say('354 go on');
      } else if (/^QUIT$/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    }
  });
  say('220 surel.uji ready');
}

/** What the webhook was given, and the status of its next answers. */
const posts: { path: string; body: string; signature: string; id: string }[] = [];
let status = 200;

const SECRET = 'rahasia-webhook-uji';
let stop: () => Promise<void>;
let smtp: Server;
let http: HttpServer;

beforeAll(async () => {
  ({ stop } = await startTestEngine());
  const [smtpPort, httpPort] = [await freePort(), await freePort()];
  smtp = createServer(talkSmtp).listen(smtpPort, '127.0.0.1');
  http = createHttp((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      const { 'x-rk-tanda': signature, 'x-rk-kiriman': id } = request.headers;
      posts.push({ path: request.url!, body, signature: String(signature), id: String(id) });
      response.writeHead(status).end();
    });
  }).listen(httpPort, '127.0.0.1');
  const section = `alarm:
  alamat: https://rk.kota.example
  surel: { server: 127.0.0.1, port: ${smtpPort}, dari: rk@kota.example, jaringan_dalam: true }
  penerima:
    - { nama: posko, surel: posko@kota.example, tingkat: [tinggi, rendah] }
    - { nama: dukcapil, webhook: "http://127.0.0.1:${httpPort}/alarm", jaringan_dalam: true, skpd: disdukcapil }
    - { nama: luar, webhook: "http://127.0.0.1:${httpPort}/luar", tingkat: [sedang] }
`;
  await applyCityProfile(parseCityProfile(SMALL_CITY.replace('sumber:\n', `${section}sumber:\n`)), { by: 'uji' });
  for (const name of ['dukcapil', 'luar']) await keepSecret(secretIdOf(name), SECRET, 'uji');
});
afterAll(async () => {
  smtp.close();
  http.close();
  await stop();
});
beforeEach(() => {
  letters.length = 0;
  posts.length = 0;
  status = 200;
  onLetter = (say) => say('250 taken');
});

/** Tuesday noon in the city; each test has a day of its own. */
const moment = (day: number, hours = 0) => new Date(Date.UTC(2026, 10, day, 5) + hours * 3_600_000);

async function happen(
  rule: string,
  kind: 'naik' | 'selesai',
  at: Date,
  severity: Severity,
  skpd: string | null = null,
) {
  const sighting = {
    rule,
    subject: skpd ?? 'kota',
    severity,
    skpd,
    look: 'beyond' as const,
    hold: 1,
    value: 12,
    against: 10,
    textId: `${skpd ?? 'Kota Uji'}: aduan masuk 12 hari ini, batas 10.`,
    textEn: `${skpd ?? 'Kota Uji'}: complaints 12 today, limit 10.`,
    link: '/aduan',
  };
  await writeEvents([{ alarm: { rule, subject: sighting.subject, generation: 1 }, kind, at, sighting }]);
}
const idsOf = (messages: PlannedMessage[]) => messages.map(({ messageId }) => messageId);
const stateOf = async (id: string) => (await messageStates([id])).get(id)?.state;

test('who wants it is told of each change once, by a letter that names nobody and links to the alarm', async () => {
  const at = moment(3);
  await happen('surat', 'naik', at, 'tinggi');
  const planned = await planMessages(at);
  expect(idsOf(planned)).toEqual(['surat:kota:1 naik posko']);
  expect(await sendMessage(planned[0]!, at, false)).toBe('terkirim');
  expect(await sendMessage(planned[0]!, at, false)).toBe('terkirim');
  expect(letters).toHaveLength(1);
  expect(letters[0]).toContain('To: posko@kota.example');
  expect(letters[0]).toContain('Subject: [Alarm tinggi] Kota Uji: aduan masuk 12 hari ini, batas 10.');
  expect(letters[0]).toContain('https://rk.kota.example/alarm/surat%3Akota%3A1'.replaceAll('=', '=3D'));
  expect(await planMessages(at)).toEqual([]);
  await happen('surat', 'selesai', moment(3, 1), 'tinggi');
  expect(idsOf(await planMessages(moment(3, 1)))).toEqual(['surat:kota:1 selesai posko']);
});

test('killed between sending and writing that down: sent once more under the same id, and then never again', async () => {
  const at = moment(6);
  await happen('bunuh', 'naik', at, 'tinggi');
  const [message] = await planMessages(at);
  const script = `const { sendMessage } = await import('./jobs/notify/send.ts');
    await sendMessage(JSON.parse(process.argv[1]), new Date(process.argv[2]), false);`;
  const sender = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script, JSON.stringify(message), at.toISOString()],
    { stdio: 'ignore', env: process.env },
  );
  const gone = new Promise<void>((resolve) => sender.on('exit', () => resolve()));
  onLetter = () => sender.kill('SIGKILL');
  await gone;
  expect(letters).toHaveLength(1);
  expect(await stateOf(message!.messageId)).toBe('niat');

  onLetter = (say) => say('250 taken');
  const again = await planMessages(at);
  expect(again).toEqual([message]);
  expect(await sendMessage(again[0]!, at, false)).toBe('terkirim');
  expect(letters).toHaveLength(2);
  const names = letters.map((letter) => /^Message-ID: (.*)$/m.exec(letter)?.[1]);
  expect(names[0]).toBe(names[1]);
  expect(await planMessages(at)).toEqual([]);
});

test('a mail server that is busy is tried again, one that refuses is not, and the last try gives up', async () => {
  const at = moment(9);
  await happen('sibuk', 'naik', at, 'tinggi');
  const [message] = await planMessages(at);
  onLetter = (say) => say('451 later');
  await expect(sendMessage(message!, at, false)).rejects.toThrow('Dicoba lagi nanti');
  expect(await stateOf(message!.messageId)).toBe('niat');
  onLetter = (say) => say('550 no such box');
  expect(await sendMessage(message!, at, false)).toBe('gagal');
  expect(await planMessages(at)).toEqual([]);

  await happen('habis', 'naik', at, 'tinggi');
  const [other] = await planMessages(at);
  onLetter = (say) => say('451 later');
  expect(await sendMessage(other!, at, true)).toBe('gagal');
});

test('a webhook is signed over time and body, told only what its office owns, and never led inside unless allowed', async () => {
  const at = moment(12);
  await happen('kait', 'naik', at, 'sedang', 'disdukcapil');
  const planned = await planMessages(at);
  expect(idsOf(planned)).toEqual(['kait:disdukcapil:1 naik dukcapil', 'kait:disdukcapil:1 naik luar']);
  status = 503;
  await expect(sendMessage(planned[0]!, at, false)).rejects.toThrow('Dicoba lagi nanti');
  status = 200;
  expect(await sendMessage(planned[0]!, at, false)).toBe('terkirim');
  const { body, signature, id, path } = posts.at(-1)!;
  const [, time, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature)!;
  expect(Number(time)).toBe(at.getTime() / 1000);
  expect(given).toBe(createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex'));
  expect({ id, path }).toEqual({ id: planned[0]!.messageId, path: '/alarm' });
  expect(JSON.parse(body)).toMatchObject({
    jenis: 'naik',
    alarm: [{ id: 'kait:disdukcapil:1', tingkat: 'sedang', skpd: 'disdukcapil', nilai: 12, batas: 10 }],
  });
  expect(posts).toHaveLength(2);
  expect(await sendMessage(planned[1]!, at, false), 'the address lies inside').toBe('gagal');
  expect(posts).toHaveLength(2);
  await happen('kait2', 'naik', at, 'sedang', 'diskominfo');
  expect(idsOf(await planMessages(at))).toEqual(['kait2:diskominfo:1 naik luar']);
});

test('low severity waits for one digest a day; a muted alarm tells nobody; what is older than a day is told no more', async () => {
  const evening = moment(20, 6);
  await happen('pelan', 'naik', evening, 'rendah');
  await happen('bisu', 'naik', evening, 'tinggi');
  await muteAlarm('bisu:kota:1', { at: evening, by: { userId: 'x', role: 'admin' }, until: moment(22) });
  expect(await planMessages(evening)).toEqual([]);
  const morning = moment(21, -4);
  const [digest, ...others] = await planMessages(morning);
  expect(others).toEqual([]);
  expect(digest).toMatchObject({ kind: 'ringkasan', messageId: 'ringkasan 2026-11-21 posko' });
  expect(await sendMessage(digest!, morning, false)).toBe('terkirim');
  expect(letters[0]).toContain('Subject: [Ringkasan] 1 alarm bertingkat rendah masih berdiri');
  expect(await planMessages(morning)).toEqual([]);
  expect(idsOf(await planMessages(moment(24)))).toEqual(['ringkasan 2026-11-24 posko']);
});
