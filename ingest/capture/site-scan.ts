import { z } from 'zod';
import type { Connection } from '../../clickhouse/city/connections';
import { type CityProfile, scanContact } from '../../clickhouse/city/schema';
import type { SpoolPart } from '../../clickhouse/data-folder/spool';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';
import { recordOf } from '../scan/look';
import { PageReader } from '../scan/reading';
import { ROBOT_NAME } from '../scan/robots';
import { scanSite } from '../scan/scan-site';
import type { Ending, Manners, Site } from '../scan/site';
import type { Capture } from './capture';

/*
 * Looks at the sites of the offices. A scan is as many pulls as it takes: each takes up sites for some minutes, and the next one
 * goes on with those that are left, until all were looked at or the budget of the scan is spent.
 */

const Spent = z.object({ pages: z.number(), bytes: z.number(), ms: z.number(), answering: z.number() });
const Cursor = z.object({
  /** Hosts that the scan under way has still to look at; empty: the next pull begins a new scan. */
  left: z.array(z.string()),
  /** What the scan under way has used up, and how many sites answered. */
  spent: Spent,
  /** Hosts that the last scan did not come to: the next one begins with them. */
  late: z.array(z.string()),
});

/** Offices often share one server: more at once would be one guest with many mouths. */
const SITES_AT_ONCE = 3;
/** After so long a pull takes up no further site, so that little is asked for again when it dies. */
const PULL_MS = 5 * 60_000;
const SAMPLE_PAGES = 5;
const MB = 1 << 20;

export const siteScan: Capture<'pindai'> = async (pull) => {
  const { connection, profile, spool, isSample } = pull;
  const sites = sitesOf(profile, connection);
  const given = Cursor.safeParse(pull.cursor).data;
  const isGoingOn = given !== undefined && given.left.length > 0;
  const queue = sites
    .filter(({ host }) => !isGoingOn || given.left.includes(host))
    .sort((a, b) => Number(given?.late.includes(b.host)) - Number(given?.late.includes(a.host)));
  if (isSample) queue.splice(1);
  const spent = isGoingOn ? { ...given.spent } : { pages: 0, bytes: 0, ms: 0, answering: 0 };
  const isSpent = () =>
    spent.pages >= connection.halaman || spent.bytes >= connection.mb * MB || msOf() >= connection.menit * 60_000;

  const begun = performance.now();
  const msBefore = spent.ms;
  const msOf = () => msBefore + performance.now() - begun;
  const endings: Partial<Record<Ending, string[]>> = {};
  const reader = new PageReader();
  const lines = new Lines(() => spool.part('pindai.jsonl'));
  const lookAtSites = async () => {
    while (queue.length > 0 && !isSpent() && performance.now() - begun < PULL_MS) {
      const site = queue.shift()!;
      const manners = mannersOf(connection, profile, {
        pages: isSample ? SAMPLE_PAGES : connection.halaman - spent.pages,
        bytes: connection.mb * MB - spent.bytes,
        ms: connection.menit * 60_000 - msOf(),
      });
      const scanned = await scanSite(site, manners, {
        reader,
        timezone: profile.zona_waktu,
        signal: pull.signal,
        keep: (look) => lines.add(recordOf(look, site)),
      });
      spent.pages += scanned.pages;
      spent.bytes += scanned.bytes;
      if (scanned.isThere) spent.answering += 1;
      endings[scanned.ending] = [...(endings[scanned.ending] ?? []), site.host];
    }
  };
  // A site that fails by an error of ours ends the pull, but only when the others no longer write.
  const ended = await Promise.allSettled(Array.from({ length: SITES_AT_ONCE }, lookAtSites));
  await reader.close();
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  await lines.end();
  // One dead site is a finding; when all are dead, it is the line of this machine that is.
  if (spent.answering === 0 && (endings.tak_menjawab?.length ?? 0) > 1)
    throw new TryAgainError(
      'Tidak satu pun situs menjawab; mungkin jaringan mesin ini sendiri terputus. Dicoba lagi nanti.',
    );

  const rest = queue.map(({ host }) => host);
  spent.ms = Math.round(msOf());
  const isOut = isSpent();
  return {
    cursor: { left: isOut ? [] : rest, spent, late: isOut ? rest : [] } satisfies z.output<typeof Cursor>,
    more: !isOut && rest.length > 0,
    note: noteOf(endings, isOut ? rest : []),
  };
};

/** Every host of every office once, or those that the connection names. */
function sitesOf(profile: CityProfile, { situs }: Connection<'pindai'>): Site[] {
  const sites = profile.skpd.flatMap((office) =>
    office.hosts.map((host) => ({
      host,
      skpd: office.kode,
      family: office.hosts,
      ...(host === profile.portal ? { services: profile.layanan } : {}),
    })),
  );
  const wanted = situs.length === 0 ? sites : sites.filter(({ host }) => situs.includes(host));
  if (wanted.length === 0) throw new PlainError('Tidak ada situs untuk dipindai. Isi hosts pada SKPD di profil kota.');
  return wanted;
}

/** How a site is asked, within what the whole scan has left. */
function mannersOf(
  connection: Connection<'pindai'>,
  profile: CityProfile,
  left: { pages: number; bytes: number; ms: number },
): Manners {
  const ascii = (text: string) => text.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
  return {
    userAgent: `${ROBOT_NAME}/1.0 (pemindai situs ${ascii(profile.nama)}; ${scanContact(profile)})`,
    insideAllowed: connection.jaringan_dalam,
    timeoutSeconds: connection.batas_waktu_detik,
    pauseMs: connection.jeda_ms,
    pages: Math.max(1, Math.min(connection.halaman_per_situs, left.pages)),
    bytes: Math.max(1, Math.min(connection.mb_per_situs * MB, left.bytes)),
    ms: Math.max(1, Math.min(connection.menit_per_situs * 60_000, left.ms)),
  };
}

/** Lines of several sites, one after the other into one part, which is begun by the first. */
class Lines {
  private part: SpoolPart | undefined;
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly open: () => Promise<SpoolPart>) {}

  add(line: string): Promise<void> {
    this.turn = this.turn.then(async () => {
      this.part ??= await this.open();
      await this.part.write(line);
    });
    return this.turn;
  }

  async end(): Promise<void> {
    await this.turn;
    await this.part?.close();
  }
}

const TOLD: [Ending, string][] = [
  ['tak_menjawab', 'Tidak menjawab'],
  ['dilarang', 'Tidak dilihat karena dilarang robots.txt'],
  ['alamat_dalam', 'Tidak dilihat karena beralamat di jaringan dalam'],
];
const MOST_NAMED = 5;

/** What is worth knowing of a pull: sites that could not be looked at, and those that have to wait. */
function noteOf(endings: Partial<Record<Ending, string[]>>, late: string[]): string {
  const named = (hosts: string[]) =>
    `${hosts.slice(0, MOST_NAMED).join(', ')}${hosts.length > MOST_NAMED ? ` dan ${hosts.length - MOST_NAMED} lainnya` : ''}`;
  const sentences = TOLD.flatMap(([ending, words]) =>
    endings[ending] ? [`${words}: ${named([...endings[ending]].sort())}.`] : [],
  );
  if (late.length > 0) sentences.push(`Anggaran pemindaian habis; berikutnya didahulukan: ${named(late)}.`);
  return sentences.join(' ');
}
