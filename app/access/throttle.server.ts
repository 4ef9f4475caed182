import { countUse, digest, limiter } from './count-use.server';

/**
 * Failed attempts that are allowed. An office stands behind one address, so an address is allowed many more than one
 * account from one address; an account is never locked for everybody, or anybody could lock out the mayor.
 */
const limits = {
  account: { points: 5, duration: 15 * 60, keyPrefix: 'rk:coba:akun' },
  address: { points: 60, duration: 15 * 60, keyPrefix: 'rk:coba:alamat' },
};

interface Attempt {
  email: string;
  address: string;
}

/** Counts an attempt before it is checked (so that a burst cannot slip through) and says how long to wait, if at all. */
export const countAttempt = ({ email, address }: Attempt) =>
  countUse([limits.address, address], [limits.account, `${email} ${address}`]);

/** A right password takes its attempts back. */
export async function forgetAttempts({ email, address }: Attempt): Promise<void> {
  await limiter(limits.account).delete(digest(`${email} ${address}`));
  await limiter(limits.address).reward(digest(address));
}
