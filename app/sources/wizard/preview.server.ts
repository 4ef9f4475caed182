import { PlainError } from '../../../clickhouse/plain-error';
import type { Preview } from '../../../clickhouse/sources/preview';
import { ask } from '../../../jobs/queue/queues';
import { entryOf, keepDraft, type SourceDraft } from './draft.server';

/** A far server may take its time, and a large file is read to its end. */
const PATIENCE_MS = 120_000;

type Seen = { preview: Preview; note: string };

/** What the draft would become. The same draft is read once: a reload asks no far server again. */
export async function seeDraft(id: string, draft: SourceDraft): Promise<Seen | { problem: string }> {
  const asked = askedOf(draft);
  if (draft.seen?.of === JSON.stringify(asked)) return draft.seen;
  try {
    const { preview, note, rows } = await ask('preview-source', asked, PATIENCE_MS);
    if (rows && draft.sambungan) draft.sambungan = { ...draft.sambungan, baris: rows };
    draft.seen = { of: JSON.stringify(askedOf(draft)), preview, note };
    await keepDraft(id, draft);
    return draft.seen;
  } catch (error) {
    // A failed job's reason is one safe sentence already.
    if (!(error instanceof PlainError)) throw error;
    return { problem: error.message };
  }
}

function askedOf(draft: SourceDraft) {
  const { upload, secret, choices, skpd, situs, zona } = draft;
  return {
    ...(upload
      ? { upload }
      : { source: entryOf({ ...draft, seen: undefined }, { id: 'sumber-baru', nama: 'Sumber baru' }) }),
    ...(secret && !upload ? { secret } : {}),
    ...(choices ? { choices: { ...choices } } : draft.pemetaan ? { pemetaan: draft.pemetaan } : {}),
    ...(draft.way === 'log_akses' ? { pemetaan: 'log-akses' } : {}),
    skpd,
    ...(situs ? { situs } : {}),
    ...(zona ? { zona_waktu: zona } : {}),
  };
}
