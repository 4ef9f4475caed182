import { Command } from 'commander';
import { createInvite } from '../../clickhouse/accounts/invites';
import {
  type AccountRole,
  accountRoles,
  deactivate,
  findUserByEmail,
  listUsers,
} from '../../clickhouse/accounts/users';
import { readRunning } from '../../clickhouse/data-folder/running';
import { PlainError } from '../../clickhouse/plain-error';
import { withHouse } from './with-house';

const undang = new Command('undang')
  .description('Buat tautan sekali pakai bagi orang baru (berlaku 24 jam).')
  .argument('<peran>', accountRoles.join(' | '))
  .option('--surel <alamat>', 'surel yang diundang')
  .option('--skpd <kode>', 'SKPD, wajib bagi peran skpd')
  .action((role: string, options: { surel?: string; skpd?: string }) =>
    withHouse(async () => {
      if (!accountRoles.includes(role as AccountRole)) {
        throw new PlainError(`Peran "${role}" tidak ada. Tulis salah satu dari: ${accountRoles.join(', ')}`);
      }
      if (role === 'skpd' && !options.skpd) throw new PlainError('Peran skpd perlu --skpd <kode>.');
      const token = await createInvite({ role: role as AccountRole, email: options.surel, skpd: options.skpd });
      process.stdout.write(
        `http://localhost:${readRunning()?.webPort ?? process.env.PORT ?? 3000}/undangan/${token}\n`,
      );
    }),
  );

const daftar = new Command('daftar').description('Semua akun.').action(() =>
  withHouse(async () => {
    for (const user of await listUsers()) {
      process.stdout.write(
        `${user.state.padEnd(9)} ${user.role.padEnd(10)} ${user.email || '(belum diisi)'}  ${user.name}\n`,
      );
    }
  }),
);

const nonaktif = new Command('nonaktif')
  .description('Tutup sebuah akun.')
  .argument('<surel>')
  .action((email: string) =>
    withHouse(async () => {
      const user = await findUserByEmail(email);
      if (!user) throw new PlainError(`Tidak ada akun dengan surel ${email}.`);
      await deactivate(user.user_id);
      process.stdout.write('Akun ditutup.\n');
    }),
  );

export const akun = new Command('akun')
  .description('Akun dan undangan.')
  .addCommand(undang)
  .addCommand(daftar)
  .addCommand(nonaktif);
