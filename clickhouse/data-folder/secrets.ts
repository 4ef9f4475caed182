import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { dataPath } from './paths';

const hexKey = z.string().regex(/^[0-9a-f]{64}$/);

const Secrets = z.object({
  /** Password of the engine's own user `rk`. */
  enginePassword: hexKey,
  redisPassword: hexKey,
  /** Signs session cookies. */
  cookieSecret: hexKey,
  /** Keys every hash of personal data; losing it makes old and new hashes differ. */
  privacyKey: hexKey,
  /** AES-256-GCM key of the text of rejected records. */
  rejectKey: hexKey,
});
export type Secrets = z.infer<typeof Secrets>;

let cached: { file: string; secrets: Secrets } | undefined;

/** The secrets of this data folder, generated on first use and kept with mode 0600. There are no defaults. */
export function secrets(): Secrets {
  const file = dataPath('rahasia.json');
  if (cached?.file === file) return cached.secrets;
  if (!existsSync(file)) {
    const fresh = Object.fromEntries(Object.keys(Secrets.shape).map((k) => [k, randomBytes(32).toString('hex')]));
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  }
  chmodSync(file, 0o600);
  cached = { file, secrets: Secrets.parse(JSON.parse(readFileSync(file, 'utf8'))) };
  return cached.secrets;
}

/** A key of its own for each purpose, derived from the key of this data folder, so that no use can cross another. */
export const keyFor = (purpose: string): Buffer =>
  createHmac('sha256', Buffer.from(secrets().rejectKey, 'hex')).update(purpose).digest();
