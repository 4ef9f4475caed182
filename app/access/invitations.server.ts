import { writeAudit } from '../../clickhouse/accounts/audit';
import { type Acceptance, acceptInvite } from '../../clickhouse/accounts/invites';
import { withAccountLock } from './account-lock.server';
import { hashPassword } from './password.server';

/** Accepts an invitation once, even when two people race with the same link. */
export async function acceptInvitation(
  token: string,
  person: { name: string; email: string; password: string },
): Promise<Acceptance | { problem: 'sibuk' }> {
  // Hashed before the lock is taken: it is the slow part.
  const passwordHash = await hashPassword(person.password);
  const result = await withAccountLock(() => acceptInvite(token, { ...person, passwordHash }));
  if (!result) return { problem: 'sibuk' };
  if ('user' in result) {
    const { user } = result;
    await writeAudit({ actor: user.user_id, role: user.role, action: 'undangan-diterima' });
  }
  return result;
}
