import { createHash } from 'node:crypto';
import { z } from 'zod';
import { now } from '../clock';
import { PlainError } from '../plain-error';
import { connect, DATABASE } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { type Migration, migrations } from '.';
import { currentLayout, type Layout, table } from './ddl';

const appliedMigrations = defineQuery({
  name: 'applied-migrations',
  sql: `SELECT id, name, sha256 FROM ruang_kendali.schema_migrations ORDER BY id`,
  params: z.object({}),
  row: z.object({ id: z.number(), name: z.string(), sha256: z.string() }),
});

/** Fingerprint of what a migration says, the same for every layout. */
function checksum(migration: Migration): string {
  const text = migration.statements({ kind: 'single' }).join(';\n');
  return createHash('sha256').update(text).digest('hex');
}

function history(layout: Layout): string[] {
  const on = layout.kind === 'cluster' ? ` ON CLUSTER '${layout.cluster}'` : '';
  return [
    `CREATE DATABASE IF NOT EXISTS ${DATABASE}${on}`,
    ...table(layout, {
      name: 'schema_migrations',
      columns: "id UInt32, name String, sha256 String, applied_at DateTime64(3, 'UTC')",
      orderBy: 'id',
      shardBy: '1',
    }),
  ];
}

/**
 * Brings the warehouse up to the newest schema and returns how many migrations were applied.
 * Safe to interrupt: every statement can run again, and a migration is recorded after its last one.
 * Refuses a warehouse written by a newer release or by a migration that was changed afterwards.
 */
export async function migrate(layout: Layout = currentLayout(), wanted: Migration[] = migrations): Promise<number> {
  const client = connect({ database: 'default', application: 'ruang-kendali-migrate' });
  try {
    for (const sql of history(layout)) await client.command({ query: sql });
    const applied = new Map((await appliedMigrations({}, client)).map((m) => [m.id, m]));
    const newest = Math.max(0, ...applied.keys());
    const known = Math.max(0, ...wanted.map((m) => m.id));
    if (newest > known) {
      throw new PlainError(
        `Folder data ini ditulis oleh versi yang lebih baru (skema ${newest}; versi ini mengenal ${known}). Pasang versi yang lebih baru, atau pilih folder data lain lewat RK_DATA.`,
      );
    }
    let count = 0;
    for (const migration of wanted) {
      const before = applied.get(migration.id);
      if (before && before.sha256 !== checksum(migration)) {
        throw new PlainError(
          `Skema ${migration.id} (${before.name}) pada folder data berbeda dari versi ini. Pilih folder data lain lewat RK_DATA, atau pulihkan cadangan.`,
        );
      }
      if (before) continue;
      for (const sql of migration.statements(layout)) await client.command({ query: sql });
      await client.insert({
        table: `${DATABASE}.schema_migrations`,
        values: [
          { id: migration.id, name: migration.name, sha256: checksum(migration), applied_at: now().toISOString() },
        ],
        format: 'JSONEachRow',
      });
      count += 1;
    }
    return count;
  } finally {
    await client.close();
  }
}
