import { writeAudit } from '../../clickhouse/accounts/audit';
import { findUserByEmail, normalEmail, type User } from '../../clickhouse/accounts/users';
import { log } from '../http/log';
import { passwordFits } from './password.server';
import { passwordMark } from './password-mark.server';
import type { Viewer } from './roles';
import { clearSessionId, readSessionId, writeSessionId } from './session-cookie.server';
import { endAllSessions, endSession, readSession, startSession } from './sessions.server';
import { countAttempt, forgetAttempts } from './throttle.server';

export type SignIn = { cookie: string } | { problem: 'salah' } | { problem: 'tunggu'; waitSeconds: number };

/** Checks a password and begins a session; the answer to a wrong one does not tell whether the account exists. */
export async function signIn(
  request: Request,
  given: { email: string; password: string; address: string },
): Promise<SignIn> {
  const attempt = { email: normalEmail(given.email), address: given.address };
  const wait = await countAttempt(attempt);
  if (wait) return { problem: 'tunggu', waitSeconds: wait.waitSeconds };
  const user = await findUserByEmail(attempt.email);
  if (!(await passwordFits(user?.password_hash ?? null, given.password)) || !user) {
    if (user) await audit({ actor: user.user_id, role: user.role, action: 'masuk-gagal' });
    return { problem: 'salah' };
  }
  await forgetAttempts(attempt);
  const cookie = await beginSession(request, user);
  await audit({ actor: user.user_id, role: user.role, action: 'masuk' });
  return { cookie };
}

/** A new session for an account; one that the browser already held ends, so that nobody can plant one. */
export async function beginSession(request: Request, user: User): Promise<string> {
  const before = await readSessionId(request);
  const old = before ? await readSession(before) : null;
  if (before && old) await endSession(before, old.userId);
  const id = await startSession({
    userId: user.user_id,
    name: user.name,
    email: user.email,
    role: user.role,
    skpd: user.skpd || null,
    passwordMark: passwordMark(user.password_hash),
  });
  return writeSessionId(request, id);
}

/** Ends this browser's session and returns the cookie that forgets it. */
export async function signOut(request: Request): Promise<string> {
  const id = await readSessionId(request);
  const session = id ? await readSession(id) : null;
  if (id && session) {
    await endSession(id, session.userId);
    await audit({ actor: session.userId, role: session.role, action: 'keluar' });
  }
  return clearSessionId(request);
}

/** Ends every session of a person. */
export async function signOutEverywhere(viewer: Viewer): Promise<number> {
  const ended = await endAllSessions(viewer.userId);
  await audit({ actor: viewer.userId, role: viewer.role, action: 'keluar-semua', detail: `${ended} sesi` });
  return ended;
}

/** The door must open and close while the warehouse rests: a line that could not be written is reported, not fatal. */
async function audit(entry: Parameters<typeof writeAudit>[0]): Promise<void> {
  await writeAudit(entry).catch(() => log.error({ action: entry.action }, 'audit line not written'));
}
