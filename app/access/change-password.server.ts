import { writeAudit } from '../../clickhouse/accounts/audit';
import { findUser, setPassword } from '../../clickhouse/accounts/users';
import { withAccountLock } from './account-lock.server';
import { hashPassword, passwordFits } from './password.server';
import type { Viewer } from './roles';
import { endAllSessions } from './sessions.server';
import { beginSession } from './sign-in.server';
import { countAttempt, forgetAttempts } from './throttle.server';

export type PasswordChange = { cookie: string } | { problem: 'salah' } | { problem: 'tunggu'; waitSeconds: number };

/** Changes one's own password: every other session ends, and this browser gets a new one. */
export async function changePassword(
  request: Request,
  viewer: Viewer,
  given: { present: string; next: string; address: string },
): Promise<PasswordChange> {
  // Throttled like signing in: an unattended screen is not a place to guess the password at leisure.
  const attempt = { email: `sandi ${viewer.userId}`, address: given.address };
  const wait = await countAttempt(attempt);
  if (wait) return { problem: 'tunggu', ...wait };
  const user = await findUser(viewer.userId);
  if (!(await passwordFits(user?.password_hash ?? null, given.present))) return { problem: 'salah' };
  await forgetAttempts(attempt);
  const passwordHash = await hashPassword(given.next);
  const changed = await withAccountLock(() => setPassword(viewer.userId, passwordHash));
  if (!changed) return { problem: 'tunggu', waitSeconds: 5 };
  await writeAudit({ actor: viewer.userId, role: viewer.role, action: 'sandi-diganti' });
  await endAllSessions(viewer.userId);
  return { cookie: await beginSession(request, changed) };
}
