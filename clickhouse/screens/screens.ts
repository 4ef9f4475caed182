import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../accounts/audit';
import { now } from '../clock';
import { PlainError } from '../plain-error';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';

const Row = z.object({
  screen_id: z.uuid(),
  version: z.number(),
  name: z.string(),
  token_sha256: z.string(),
  settings: z.string(),
  paired_by: z.string(),
  paired_at: z.string(),
});

const paired = defineQuery({
  name: 'screens',
  sql: `SELECT screen_id, version, name, token_sha256, settings, paired_by, paired_at FROM ${DATABASE}.screens FINAL
    WHERE state = 'aktif' ORDER BY name, paired_at`,
  params: z.object({}),
  row: Row,
});

/** A paired screen. Its token is proven by a digest; the token itself only the screen has. */
export interface StoredScreen {
  id: string;
  name: string;
  tokenDigest: string;
  /** How it shows the city, as JSON of whoever draws it. */
  settings: string;
  pairedAt: Date;
}

/** Who changes a screen. */
interface Actor {
  userId: string;
  role: string;
}

const asScreen = (row: z.infer<typeof Row>): StoredScreen => ({
  id: row.screen_id,
  name: row.name,
  tokenDigest: row.token_sha256,
  settings: row.settings,
  pairedAt: new Date(row.paired_at),
});

/** Every screen whose token is good. */
export const listScreens = async (): Promise<StoredScreen[]> => (await paired({})).map(asScreen);

const write = (row: z.infer<typeof Row>, state: 'aktif' | 'dicabut') =>
  warehouse().insert({
    table: `${DATABASE}.screens`,
    values: [{ ...row, state, written_at: now().toISOString() }],
    format: 'JSONEachRow',
  });

/** Adds a screen. The caller holds the lock of screens, as with the changes below. */
export async function addScreen(
  screen: { name: string; tokenDigest: string; settings: string },
  by: Actor,
): Promise<StoredScreen> {
  const rows = await paired({});
  if (rows.some((row) => row.token_sha256 === screen.tokenDigest)) throw new PlainError('Layar ini sudah terpasang.');
  refuseTaken(rows, screen.name);
  const row = {
    screen_id: randomUUID(),
    version: 1,
    name: screen.name,
    token_sha256: screen.tokenDigest,
    settings: screen.settings,
    paired_by: by.userId,
    paired_at: now().toISOString(),
  };
  // The line of the log goes first: nothing is paired that nobody answers for.
  await audit(by, 'layar-dipasang', row.screen_id, screen.name);
  await write(row, 'aktif');
  return asScreen(row);
}

/** Changes how a screen is called and what it shows; null when it is not paired (any more). */
export async function changeScreen(
  id: string,
  change: { name: string; settings: string },
  by: Actor,
): Promise<StoredScreen | null> {
  const rows = await paired({});
  const row = rows.find((one) => one.screen_id === id);
  if (!row) return null;
  refuseTaken(
    rows.filter((one) => one !== row),
    change.name,
  );
  if (change.name !== row.name) await audit(by, 'layar-dinamai', id, `${row.name} → ${change.name}`);
  if (change.settings !== row.settings) await audit(by, 'layar-diatur', id, change.settings);
  const next = { ...row, ...change, version: row.version + 1 };
  await write(next, 'aktif');
  return asScreen(next);
}

/** Ends a screen's token; null when it was not paired (any more). */
export async function revokeScreen(id: string, by: Actor): Promise<StoredScreen | null> {
  const row = (await paired({})).find((one) => one.screen_id === id);
  if (!row) return null;
  await audit(by, 'layar-dicabut', id, row.name);
  await write({ ...row, version: row.version + 1, token_sha256: '' }, 'dicabut');
  return asScreen(row);
}

function refuseTaken(rows: z.infer<typeof Row>[], name: string): void {
  if (rows.some((row) => row.name === name))
    throw new PlainError(`Layar bernama "${name}" sudah ada. Pilih nama lain, atau cabut layar itu dahulu.`);
}

const audit = (
  by: Actor,
  action: 'layar-dipasang' | 'layar-dinamai' | 'layar-diatur' | 'layar-dicabut',
  subject: string,
  detail: string,
) => writeAudit({ actor: by.userId, role: by.role, action, subject, detail });
