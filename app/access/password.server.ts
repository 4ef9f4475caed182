import { hash, type Options, verify } from '@node-rs/argon2';

/** Argon2id (the library's default algorithm), 19 MiB, two passes: OWASP's first choice. */
const strength: Options = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** One password has one spelling, whatever keyboard composed it. */
const spelled = (password: string) => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(spelled(password), strength);

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits. Without an account the same work is done on a decoy, so that the time of the answer does not
 * tell which accounts exist.
 */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('tidak ada akun dengan sandi ini');
  const fits = await verify(passwordHash || (await decoy), spelled(password)).catch(() => false);
  return Boolean(passwordHash) && fits;
}
