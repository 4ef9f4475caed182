import { createInvite } from './invites';
import { deactivate, listUsers } from './users';

/**
 * The path of a one-time link for the first administrator while no administrator is active, otherwise null.
 * Each call makes a fresh link and closes the older ones: without an active administrator every open invitation for one
 * comes from an earlier start (or from an administrator who is gone), and only the newest printed link may work.
 */
export async function firstAdminInvite(): Promise<string | null> {
  const admins = (await listUsers()).filter((user) => user.role === 'admin');
  if (admins.some((user) => user.state === 'aktif')) return null;
  for (const user of admins) if (user.state === 'diundang') await deactivate(user.user_id);
  return `/undangan/${await createInvite({ role: 'admin' })}`;
}
