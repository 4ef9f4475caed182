import { Command } from 'commander';
import { writeAudit } from '../../clickhouse/accounts/audit';
import { createClientToken, listClients, revokeClientToken } from '../../clickhouse/accounts/tokens';
import { citySkpd } from '../../clickhouse/city/apply';
import { PlainError } from '../../clickhouse/plain-error';
import { withHouse } from './with-house';

const buat = new Command('buat')
  .description('Buat token bagi sebuah sistem. Token hanya ditampilkan sekali ini.')
  .argument('<nama>', 'nama sistem, untuk mengenali dan mencabut tokennya')
  .option('--skpd <kode>', 'hanya angka SKPD ini; bila tidak disebut, seluruh kota')
  .action((name: string, { skpd }: { skpd?: string }) =>
    withHouse(async () => {
      if (skpd && !(await citySkpd({})).some((office) => office.skpd === skpd))
        throw new PlainError(`SKPD "${skpd}" tidak ada dalam profil kota.`);
      const token = await createClientToken({ name, skpd });
      await writeAudit({ actor: 'sistem', role: 'admin', action: 'token-dibuat', subject: name, detail: skpd ?? '' });
      process.stdout.write(`${token}\n`);
      process.stderr.write('Simpan sekarang: token ini tidak dapat ditampilkan lagi.\n');
    }),
  );

const daftar = new Command('daftar').description('Semua token, tanpa isinya.').action(() =>
  withHouse(async () => {
    for (const { active, skpd, name, writtenAt } of await listClients())
      process.stdout.write(
        `${active ? 'berlaku' : 'dicabut'}  ${writtenAt.slice(0, 10)}  ${(skpd || 'seluruh kota').padEnd(16)} ${name}\n`,
      );
  }),
);

const cabut = new Command('cabut')
  .description('Cabut sebuah token; sistem yang memakainya langsung ditolak.')
  .argument('<nama>')
  .action((name: string) =>
    withHouse(async () => {
      const client = await revokeClientToken(name);
      if (!client) throw new PlainError(`Tidak ada token berlaku yang bernama "${name}".`);
      await writeAudit({ actor: 'sistem', role: 'admin', action: 'token-dicabut', subject: client.name });
      process.stdout.write('Token dicabut.\n');
    }),
  );

export const token = new Command('token')
  .description('Token baca bagi sistem lain (API angka).')
  .addCommand(buat)
  .addCommand(daftar)
  .addCommand(cabut);
