import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { now } from '../clock';
import { PlainError } from '../plain-error';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { tokenDigest } from './token-digest';
import { CLIENT_ROLE } from './users';

/** A system that reads figures. Its account has no person and no password: its token is what proves it, stored as a digest. */
export interface Client {
  id: string;
  name: string;
  /** Code of the only office that it may read; '' = the whole city. */
  skpd: string;
  active: boolean;
  /** When it was made, or revoked. */
  writtenAt: string;
}

const Row = z.object({
  user_id: z.string(),
  version: z.number(),
  name: z.string(),
  skpd: z.string(),
  state: z.enum(['aktif', 'nonaktif']),
  password_hash: z.string(),
  written_at: z.string(),
});

const select = `SELECT user_id, version, name, skpd, state, password_hash, written_at FROM ${DATABASE}.users FINAL
  WHERE role = '${CLIENT_ROLE}'`;

const all = defineQuery({
  name: 'clients',
  sql: `${select} ORDER BY name, written_at`,
  params: z.object({}),
  row: Row,
});

const byDigest = defineQuery({
  name: 'client-by-token',
  sql: `${select} AND state = 'aktif' AND password_hash = {digest:String} LIMIT 1`,
  params: z.object({ digest: z.string().length(64) }),
  row: Row,
});

const asClient = (row: z.infer<typeof Row>): Client => ({
  id: row.user_id,
  name: row.name,
  skpd: row.skpd,
  active: row.state === 'aktif',
  writtenAt: row.written_at,
});

const write = (row: Omit<z.infer<typeof Row>, 'written_at'>) =>
  warehouse().insert({
    table: `${DATABASE}.users`,
    values: [
      {
        ...row,
        email: '',
        role: CLIENT_ROLE,
        invite_sha256: '',
        invite_expires_at: null,
        written_at: now().toISOString(),
      },
    ],
    format: 'JSONEachRow',
  });

/** Makes a client and returns its token, which is nowhere stored: only its digest is. */
export async function createClientToken({ name, skpd = '' }: { name: string; skpd?: string }): Promise<string> {
  const told = name.trim();
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{1,59}$/u.test(told))
    throw new PlainError('Nama token terdiri atas 2 sampai 60 huruf, angka, spasi, titik, atau garis.');
  if ((await all({})).some((row) => row.state === 'aktif' && row.name === told))
    throw new PlainError(`Token bernama "${told}" sudah ada dan masih berlaku. Pilih nama lain, atau cabut dahulu.`);
  const token = `rk_${randomBytes(32).toString('base64url')}`;
  await write({
    user_id: randomUUID(),
    version: 1,
    name: told,
    skpd,
    state: 'aktif',
    password_hash: tokenDigest(token),
  });
  return token;
}

export const listClients = async (): Promise<Client[]> => (await all({})).map(asClient);

/** Ends a client's token at once; returns it, or null when no active one is called so. */
export async function revokeClientToken(name: string): Promise<Client | null> {
  const row = (await all({})).find((one) => one.state === 'aktif' && one.name === name.trim());
  if (!row) return null;
  await write({ ...row, version: row.version + 1, state: 'nonaktif', password_hash: '' });
  return asClient({ ...row, state: 'nonaktif' });
}

/** The client that a token belongs to, while it is not revoked. */
export async function findClient(token: string): Promise<Client | null> {
  if (!/^rk_[\w-]{43}$/.test(token)) return null;
  const [row] = await byDigest({ digest: tokenDigest(token) });
  return row ? asClient(row) : null;
}
