import { Command } from 'commander';
import { writeAudit } from '../../clickhouse/accounts/audit';
import { acknowledgeAlarm, rulesOf, standingAlarms, watchAlarms } from '../../clickhouse/alarms';
import { ruleWords } from '../../clickhouse/alarms/rule-words';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { PlainError } from '../../clickhouse/plain-error';
import { keepSecret } from '../../clickhouse/sources/secrets';
import { MAIL_SECRET, secretIdOf } from '../notify/send';
import { readSecret } from './read-secret';
import { withHouse } from './with-house';

const by = { userId: 'sistem', role: 'perintah' };
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function list(options: { json?: boolean }): Promise<void> {
  const alarms = await standingAlarms({ at: now() });
  if (options.json) return say(JSON.stringify(alarms));
  if (alarms.length === 0) return say('Tidak ada alarm yang berdiri.');
  for (const a of alarms) {
    const state = a.mutedUntil ? 'bisu' : a.acknowledgedAt ? 'dibaca' : 'baru';
    say(
      `${a.severity.padEnd(7)} ${state.padEnd(7)} ${a.startedAt.toISOString().slice(0, 16)}Z  ${a.id}\n        ${a.textId}`,
    );
  }
}

const daftar = new Command('daftar')
  .description('Alarm yang sedang berdiri, yang bertingkat tinggi lebih dahulu.')
  .option('--json', 'cetak sebagai JSON')
  .action((options: { json?: boolean }) => withHouse(() => list(options)));

const uji = new Command('uji')
  .description('Periksa semua aturan sekarang juga, lalu sebutkan apa yang berubah.')
  .option('--json', 'cetak sebagai JSON')
  .action((options: { json?: boolean }) =>
    withHouse(async () => {
      const result = await watchAlarms(now(), { which: 'all' });
      if (options.json) return say(JSON.stringify(result));
      say(`Naik: ${result.raised.join(', ') || 'tidak ada'}`);
      say(`Selesai: ${result.ended.join(', ') || 'tidak ada'}`);
      if (result.failed.length > 0) say(`Tidak dapat diperiksa sekarang: ${result.failed.join(', ')}`);
      await list({});
    }),
  );

const aturan = new Command('aturan').description('Aturan yang berlaku, bawaan dan dari profil kota.').action(() =>
  withHouse(async () => {
    const { profile } = await currentCity();
    for (const rule of rulesOf(profile.alarm))
      say(`${rule.severity.padEnd(7)} ${rule.id} (${rule.origin})\n        ${ruleWords(rule, profile.target).id}`);
  }),
);

const tandaBaca = new Command('tanda-baca')
  .description('Tandai sebuah alarm sudah dibaca.')
  .argument('<alarm>', 'id alarm, seperti pada rk alarm daftar')
  .action((id: string) =>
    withHouse(async () => {
      await acknowledgeAlarm(id, { at: now(), by });
      say('Ditandai sudah dibaca.');
    }),
  );

const rahasia = new Command('rahasia')
  .description(
    'Simpan sandi server surel atau rahasia webhook, tersandi. Diketik tanpa terlihat, atau dari masukan baku.',
  )
  .argument('<milik>', `"${MAIL_SECRET}", atau nama penerima webhook pada profil kota`)
  .option('--hapus', 'hapus rahasia yang tersimpan')
  .action(async (name: string, options: { hapus?: boolean }) => {
    const secret = options.hapus ? '' : await readSecret();
    if (!options.hapus && secret === '') throw new PlainError('Rahasia kosong. Tidak ada yang disimpan.');
    await withHouse(async () => {
      const { profile } = await currentCity();
      const known = [MAIL_SECRET, ...profile.alarm.penerima.filter(({ webhook }) => webhook).map(({ nama }) => nama)];
      if (!known.includes(name))
        throw new PlainError(`"${name}" tidak dikenal. Tulis salah satu dari: ${known.join(', ')}`);
      await keepSecret(secretIdOf(name), secret, by.userId);
      await writeAudit({ actor: by.userId, role: by.role, action: 'alarm-rahasia', subject: name });
      say(options.hapus ? 'Rahasia dihapus.' : 'Rahasia tersimpan.');
    });
  });

export const alarm = new Command('alarm').description('Alarm: lihat, uji aturan, tandai dibaca, simpan rahasia.');
for (const command of [daftar, uji, aturan, tandaBaca, rahasia]) alarm.addCommand(command);
