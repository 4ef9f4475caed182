import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { DATABASE, warehouse } from '../warehouse/client';
import { writeAudit } from './audit';
import { firstAdminInvite } from './first-admin';
import { acceptInvite, createInvite, findInvite } from './invites';
import { deactivate, findUser, findUserByEmail, listUsers, setPassword } from './users';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await warehouse().close();
  await engine.stop();
});

const ani = { name: ' Ani Lestari ', email: ' Ani@Tangerangkota.go.id ', passwordHash: '$argon2id$uji' };
const tokenOf = (path: string | null) => path!.replace('/undangan/', '');

it('gives the first administrator one valid link at a time, and none once there is one', async () => {
  const first = tokenOf(await firstAdminInvite());
  const second = tokenOf(await firstAdminInvite());
  expect(first).not.toBe(second);
  expect(await findInvite(first)).toBeNull();
  expect(await findInvite(second)).toMatchObject({ role: 'admin', state: 'diundang' });

  const accepted = await acceptInvite(second, ani);
  expect(accepted).toMatchObject({ user: { name: 'Ani Lestari', email: 'ani@tangerangkota.go.id', state: 'aktif' } });
  expect(await acceptInvite(second, { ...ani, email: 'lain@x.go.id' })).toEqual({ problem: 'tidak-berlaku' });
  expect(await firstAdminInvite()).toBeNull();
});

it('finds an account by its e-mail however it is typed', async () => {
  expect(await findUserByEmail('ANI@tangerangkota.go.id')).toMatchObject({ role: 'admin' });
  expect(await findUserByEmail('tidak@ada.go.id')).toBeNull();
});

it('refuses an e-mail that is taken, an expired and an invented token', async () => {
  const token = await createInvite({ role: 'perencana' });
  expect(await acceptInvite(token, ani)).toEqual({ problem: 'surel-dipakai' });
  expect(await findInvite('a'.repeat(43))).toBeNull();
  expect(await findInvite("x' OR 1=1 --")).toBeNull();
  process.env.RK_NOW = new Date(Date.now() + 25 * 3_600_000).toISOString();
  try {
    expect(await findInvite(token)).toBeNull();
  } finally {
    delete process.env.RK_NOW;
  }
  expect(await findInvite(token)).not.toBeNull();
});

it('ties the role skpd to an office, and no other role', async () => {
  await expect(createInvite({ role: 'skpd' })).rejects.toThrow('SKPD');
  await expect(createInvite({ role: 'analis', skpd: 'disdukcapil' })).rejects.toThrow('SKPD');
  const token = await createInvite({ role: 'skpd', skpd: 'disdukcapil', email: 'Budi@x.go.id' });
  expect(await findInvite(token)).toMatchObject({ skpd: 'disdukcapil', email: 'budi@x.go.id' });
});

it('stores no token, only its digest', async () => {
  const token = await createInvite({ role: 'analis' });
  const rows = await warehouse().query({ query: `SELECT * FROM ${DATABASE}.users`, format: 'JSONEachRow' });
  expect(JSON.stringify(await rows.json())).not.toContain(token);
});

it('changes a password and closes an account, keeping one row per person', async () => {
  const user = (await findUserByEmail('ani@tangerangkota.go.id'))!;
  await setPassword(user.user_id, '$argon2id$baru');
  expect((await findUser(user.user_id))?.password_hash).toBe('$argon2id$baru');
  await deactivate(user.user_id);
  await deactivate(user.user_id);
  expect(await findUser(user.user_id)).toMatchObject({ state: 'nonaktif', password_hash: '', version: 4 });
  expect(await findUserByEmail('ani@tangerangkota.go.id')).toBeNull();
  expect((await listUsers()).filter((u) => u.user_id === user.user_id)).toHaveLength(1);
  expect(await firstAdminInvite()).toMatch(/^\/undangan\/[\w-]{43}$/);
});

it('writes the audit log', async () => {
  await writeAudit({ actor: 'sistem', role: 'admin', action: 'masuk' });
  const rows = await warehouse().query({
    query: `SELECT actor, action FROM ${DATABASE}.audit_log`,
    format: 'JSONEachRow',
  });
  expect(await rows.json()).toEqual([{ actor: 'sistem', action: 'masuk' }]);
});
