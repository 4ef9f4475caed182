import { randomUUID } from 'node:crypto';
import type { Entry } from '../../../clickhouse/city/edit';
import type { CityProfile } from '../../../clickhouse/city/schema';
import type { MappingChoices, Preview } from '../../../clickhouse/sources/preview';
import type { Sealed } from '../../../clickhouse/sources/sealed';
import { redis } from '../../redis.server';
import type { Connectable } from './kinds';

/**
 * A source while it is being made: kept beside the sessions until it is saved, so that reload, the back button and a refused
 * save lose nothing. Only its maker finds it; its address is its id.
 */
export interface SourceDraft {
  owner: string;
  /** `unggah`: an uploaded or pasted file. */
  way: 'unggah' | Connectable;
  sambungan: Record<string, unknown> | null;
  /** Its password, sealed for the worker. */
  secret?: Sealed;
  upload?: string;
  fileName?: string;
  /** '' = guessed. */
  pemetaan: string;
  /** A mapping chosen on the screen, used instead of `pemetaan`. */
  choices?: MappingChoices;
  skpd: string;
  situs: string;
  zona: string;
  /** What was last given on the page that saves. */
  naming?: Record<string, string>;
  /** The last preview and what it was of. */
  seen?: { of: string; preview: Preview; note: string };
  /** Id of the source it became. */
  saved?: string;
}

/** Uploads that nobody made a source of are thrown away after a day as well. */
const KEPT_SECONDS = 24 * 3600;
const keyOf = (id: string) => `rk:sumber-baru:${id}`;

export async function keepDraft(id: string, draft: SourceDraft): Promise<void> {
  await redis().set(keyOf(id), JSON.stringify(draft), 'EX', KEPT_SECONDS);
}

export async function newDraft(draft: SourceDraft): Promise<string> {
  const id = randomUUID();
  await keepDraft(id, draft);
  return id;
}

/** A draft of this person; undefined when it is somebody else's, was saved long ago or is too old. */
export async function findDraft(id: string | undefined, userId: string): Promise<SourceDraft | undefined> {
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const text = await redis().get(keyOf(id));
  const draft = text ? (JSON.parse(text) as SourceDraft) : undefined;
  return draft?.owner === userId ? draft : undefined;
}

export async function dropDraft(id: string): Promise<void> {
  await redis().del(keyOf(id));
}

/** Where the records of a connection come from, in a few words. */
export function placeOf({ sambungan }: SourceDraft): string {
  const { alamat, basis, tabel, folder, berkas } = (sambungan ?? {}) as Record<string, string | undefined>;
  return (tabel ? [alamat, basis, tabel].join(' / ') : (alamat ?? folder ?? berkas)) ?? '';
}

/** Whose a new source is unless somebody says otherwise: the office that runs the city's systems, else the first. */
export const usualOwner = (profile: CityProfile): string =>
  profile.skpd.find((office) => office.kode === 'diskominfo')?.kode ?? profile.skpd[0]!.kode;

/** The draft as the profile would write it. */
export function entryOf(
  draft: SourceDraft,
  named: { id: string; nama: string; jadwal?: string; harap?: number },
): Entry {
  const { way, sambungan, situs, zona, skpd, choices, seen } = draft;
  const pemetaan = choices?.id ?? (draft.pemetaan || seen?.preview.mapping || 'pratinjau');
  const isLog = way === 'log_akses' || seen?.preview.mapping === 'log-akses';
  const jenis = way === 'unggah' ? (isLog ? 'log_akses' : 'berkas') : way;
  const table = choices?.tabel || seen?.preview.table || (isLog ? 'web_hits' : 'service_events');
  return {
    id: named.id,
    nama: named.nama,
    jenis,
    pemetaan: isLog ? 'log-akses' : pemetaan,
    skpd,
    ...(situs ? { situs } : {}),
    ...(zona ? { zona_waktu: zona } : {}),
    ...(named.jadwal ? { jadwal: named.jadwal } : {}),
    ...(sambungan ? { sambungan } : {}),
    ...(named.harap ? { harap_tiap_menit: named.harap } : {}),
    memberi_makan: [table],
  };
}
