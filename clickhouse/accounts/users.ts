import { z } from 'zod';
import { now } from '../clock';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';

/** Roles of people; a wall screen (`device`) has no account. */
export const accountRoles = ['pimpinan', 'perencana', 'analis', 'skpd', 'admin'] as const;
export type AccountRole = (typeof accountRoles)[number];

/** Accounts of systems that read by token (tokens.ts): they sign in nowhere and are no users. */
export const CLIENT_ROLE = 'klien';

const User = z.object({
  user_id: z.uuid(),
  version: z.number(),
  email: z.string(),
  name: z.string(),
  role: z.enum(accountRoles),
  skpd: z.string(),
  state: z.enum(['diundang', 'aktif', 'nonaktif']),
  password_hash: z.string(),
  invite_sha256: z.string(),
  invite_expires_at: z.string().nullable(),
  written_at: z.string(),
});
export type User = z.infer<typeof User>;

/** FINAL: the newest version of each account is the account. */
const select = `SELECT user_id, version, email, name, role, skpd, state, password_hash, invite_sha256, invite_expires_at,
  written_at FROM ${DATABASE}.users FINAL WHERE role != '${CLIENT_ROLE}'`;

const byId = defineQuery({
  name: 'user-by-id',
  sql: `${select} AND user_id = {id:UUID}`,
  params: z.object({ id: z.uuid() }),
  row: User,
});

const byEmail = defineQuery({
  name: 'user-by-email',
  sql: `${select} AND email = {email:String} AND state = 'aktif' ORDER BY written_at LIMIT 1`,
  params: z.object({ email: z.string() }),
  row: User,
});

const byInvite = defineQuery({
  name: 'user-by-invite',
  sql: `${select} AND invite_sha256 = {sha256:String} AND state = 'diundang' LIMIT 1`,
  params: z.object({ sha256: z.string().length(64) }),
  row: User,
});

const all = defineQuery({
  name: 'users',
  sql: `${select} ORDER BY state, name, email`,
  params: z.object({}),
  row: User,
});

/** E-mail addresses are compared as written in lower case. */
export const normalEmail = (email: string) => email.trim().toLowerCase();

export const findUser = async (id: string): Promise<User | null> => (await byId({ id }))[0] ?? null;

/** The active account of an e-mail address. */
export const findUserByEmail = async (email: string): Promise<User | null> =>
  (await byEmail({ email: normalEmail(email) }))[0] ?? null;

export const findInvited = async (inviteSha256: string): Promise<User | null> =>
  (await byInvite({ sha256: inviteSha256 }))[0] ?? null;

export const listUsers = (): Promise<User[]> => all({});

/** Writes the next version of an account (or its first). The caller holds the account lock where two could race. */
export async function writeUser(user: Omit<User, 'version' | 'written_at'> & { version?: number }): Promise<User> {
  const next: User = { ...user, version: (user.version ?? 0) + 1, written_at: now().toISOString() };
  await warehouse().insert({ table: `${DATABASE}.users`, values: [next], format: 'JSONEachRow' });
  return next;
}

export async function setPassword(userId: string, passwordHash: string): Promise<User | null> {
  const user = await findUser(userId);
  return user && writeUser({ ...user, password_hash: passwordHash });
}

/** Closes an account or withdraws an invitation. Its lines in the audit log stay. */
export async function deactivate(userId: string): Promise<User | null> {
  const user = await findUser(userId);
  if (!user || user.state === 'nonaktif') return user;
  return writeUser({ ...user, state: 'nonaktif', password_hash: '', invite_sha256: '', invite_expires_at: null });
}
