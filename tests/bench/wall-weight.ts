import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ASSETS = 'build/client/assets';

interface Piece {
  /** Scripts that are loaded with it. */
  now: string[];
  /** Scripts that it may load later. */
  later: string[];
}

/** What the scripts of the built wall weigh, gzipped: everything its page loads at once or later, without the map and with it. */
export function wallWeight(): { withoutMap: number; withMap: number; files: { name: string; bytes: number }[] } {
  const names = new Set(readdirSync(ASSETS).filter((name) => /\.m?js$/.test(name)));
  const manifest = [...names].find((name) => name.startsWith('manifest-'))!;
  const told = JSON.parse(
    read(manifest)
      .replace(/^window\.__remixManifest=/, '')
      .replace(/;$/, ''),
  ) as {
    entry: { module: string; imports: string[] };
    routes: Record<string, { module: string; imports?: string[] }>;
  };
  const nameOf = (path: string) => path.split('/').at(-1)!;
  const begin = [told.entry, told.routes.root!, told.routes['routes/dinding']!]
    .flatMap(({ module, imports = [] }) => [module, ...imports])
    .map(nameOf);

  const pieces = new Map<string, Piece>();
  const pieceOf = (name: string): Piece => {
    const known = pieces.get(name);
    if (known) return known;
    const text = name === manifest ? '' : read(name);
    const found = (pattern: RegExp) =>
      [...text.matchAll(pattern)]
        .map((match) => nameOf(match[1]!))
        .filter((other) => names.has(other) && other !== name);
    const now = found(/(?:from|import)\s*"(\.\/[^"]+)"/g);
    const piece = { now, later: found(/"((?:\.\/|\/?assets\/)[^"]+\.m?js)"/g).filter((other) => !now.includes(other)) };
    pieces.set(name, piece);
    return piece;
  };
  const reach = (from: string[], enter: (name: string) => boolean) => {
    const seen = new Set<string>(from);
    for (const name of seen) {
      const { now, later } = pieceOf(name);
      for (const other of now) seen.add(other);
      for (const other of later) if (enter(other)) seen.add(other);
    }
    return seen;
  };
  const leadsToMap = (name: string) => [...reach([name], () => false)].some((other) => /maplibregl/.test(read(other)));
  const sum = (set: Set<string>) => [...set].reduce((total, name) => total + weigh(name), 0);
  const all = reach(begin, () => true);
  return {
    withoutMap: sum(reach(begin, (name) => !leadsToMap(name))),
    withMap: sum(all),
    files: [...all].map((name) => ({ name, bytes: weigh(name) })).sort((a, b) => b.bytes - a.bytes),
  };
}

const read = (name: string) => readFileSync(join(ASSETS, name), 'utf8');
const weigh = (name: string) => gzipSync(readFileSync(join(ASSETS, name))).length;
