import { dropSpool } from '../../../clickhouse/data-folder/spool';
import { PlainError } from '../../../clickhouse/plain-error';
import { runNow } from '../../../clickhouse/sources/commands';
import { ask, enqueueRun } from '../../../jobs/queue/queues';
import type { Viewer } from '../../access/roles';
import type { Language } from '../../text/define';
import { dropDraft, entryOf, keepDraft, type SourceDraft } from './draft.server';
import { cronOf, EXPECTATIONS, isFreeId, problemsByField } from './naming';
import { wizardText } from './wizard.text';

/** A new version of the profile is checked whole and written. */
const PATIENCE_MS = 60_000;
const NAMED = ['nama', 'id', 'jadwal', 'pukul', 'cron', 'harap'];

export type SaveProblem = { problem?: string; problems?: Record<string, string> };

/** Makes a source of the draft; the address of what follows, or what is wrong. A refused save keeps what was typed. */
export async function saveDraft(
  id: string,
  draft: SourceDraft,
  form: FormData,
  viewer: Viewer,
  lang: Language,
): Promise<string | SaveProblem> {
  const t = wizardText[lang];
  const naming = Object.fromEntries(NAMED.map((name) => [name, String(form.get(name) ?? '').trim()]));
  draft.naming = naming;
  await keepDraft(id, draft);
  const { nama = '', id: sourceId = '', jadwal = '', pukul = '', cron = '', harap = '' } = naming;
  const problems: Record<string, string> = {
    ...(nama ? {} : { nama: t.needed }),
    ...(sourceId === '' ? { id: t.needed } : isFreeId(sourceId) ? {} : { id: t.idReserved }),
  };
  if (Object.keys(problems).length) return { problems };
  if (!draft.seen?.preview.mapping) return { problem: t.notYetMapped };

  const isPushed = draft.way === 'dorong';
  const named = {
    id: sourceId,
    nama,
    jadwal: draft.way === 'unggah' ? '' : cronOf(jadwal, pukul, cron),
    harap: EXPECTATIONS.find((minutes) => String(minutes) === harap) ?? 0,
  };
  const { choices } = draft;
  const taken = draft.seen.preview.mappings.some((mapping) => mapping.id === sourceId);
  const own = choices && { ...choices, id: taken ? `${sourceId}-sendiri` : sourceId, nama };
  try {
    await ask(
      'add-source',
      {
        source: entryOf({ ...draft, ...(own ? { choices: own } : {}) }, named),
        ...(own ? { choices: { ...own } } : {}),
        ...(draft.secret ? { secret: draft.secret } : {}),
        ...(draft.upload && !isPushed ? { upload: draft.upload } : {}),
        by: { actor: viewer.userId, role: viewer.role },
      },
      PATIENCE_MS,
    );
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    const { '': whole, ...byField } = problemsByField(error.message);
    const known = Object.keys(byField).every((name) => NAMED.includes(name));
    return known ? { ...(whole ? { problem: whole } : {}), problems: byField } : { problem: error.message };
  }
  if (isPushed) {
    await keepDraft(id, { ...draft, saved: sourceId });
    if (draft.upload) await dropSpool(draft.upload);
    return `/sumber/baru/${id}/kirim`;
  }
  await dropDraft(id);
  if (draft.way !== 'unggah') {
    // Saved is saved: a pull that cannot be asked for now comes by its schedule or by hand.
    const by = { actor: viewer.userId, role: viewer.role, trigger: 'tombol' } as const;
    await runNow(sourceId, by)
      .then(enqueueRun)
      .catch(() => {});
  }
  return `/sumber/${sourceId}`;
}
