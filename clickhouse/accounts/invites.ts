import { randomBytes, randomUUID } from 'node:crypto';
import { now } from '../clock';
import { PlainError } from '../plain-error';
import { tokenDigest } from './token-digest';
import { type AccountRole, findInvited, findUserByEmail, normalEmail, type User, writeUser } from './users';

/** How long an invitation may be used. */
const INVITE_HOURS = 24;

/** Makes an invitation and returns its token, which is nowhere stored: only its digest is. */
export async function createInvite(invite: { role: AccountRole; email?: string; skpd?: string }): Promise<string> {
  if ((invite.role === 'skpd') !== Boolean(invite.skpd)) {
    throw new PlainError('Undangan untuk peran skpd harus menyebut kode SKPD, dan hanya peran itu yang menyebutnya.');
  }
  const token = randomBytes(32).toString('base64url');
  await writeUser({
    user_id: randomUUID(),
    email: normalEmail(invite.email ?? ''),
    name: '',
    role: invite.role,
    skpd: invite.skpd ?? '',
    state: 'diundang',
    password_hash: '',
    invite_sha256: tokenDigest(token),
    invite_expires_at: new Date(now().getTime() + INVITE_HOURS * 3_600_000).toISOString(),
  });
  return token;
}

/** The invitation a token opens, while it can be used. */
export async function findInvite(token: string): Promise<User | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const user = await findInvited(tokenDigest(token));
  if (!user?.invite_expires_at || new Date(user.invite_expires_at) <= now()) return null;
  return user;
}

export type Acceptance = { user: User } | { problem: 'tidak-berlaku' | 'surel-dipakai' };

/**
 * Turns an invitation into an active account and uses it up. Two people with one link: the caller holds the account lock,
 * so the second finds no invitation any more.
 */
export async function acceptInvite(
  token: string,
  person: { name: string; email: string; passwordHash: string },
): Promise<Acceptance> {
  const invited = await findInvite(token);
  if (!invited) return { problem: 'tidak-berlaku' };
  if (await findUserByEmail(person.email)) return { problem: 'surel-dipakai' };
  const user = await writeUser({
    ...invited,
    email: normalEmail(person.email),
    name: person.name.trim(),
    state: 'aktif',
    password_hash: person.passwordHash,
    invite_sha256: '',
    invite_expires_at: null,
  });
  return { user };
}
