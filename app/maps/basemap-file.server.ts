import { open, stat } from 'node:fs/promises';
import { currentCity } from '../../clickhouse/city/apply';
import { dataPath } from '../../clickhouse/data-folder/paths';

/** The longest piece that is sent at once; readers of PMTiles ask for some ten thousand bytes. */
const LONGEST_PIECE = 8 * 1024 * 1024;

/** A piece of the background file that the profile names (`Range: bytes=0-16383`); 404 where it names none. */
export async function basemapPiece(request: Request): Promise<Response> {
  const { profile } = await currentCity();
  const name = profile.peta_dasar?.pmtiles;
  const path = name ? dataPath('peta', name) : null;
  const size = path ? (await stat(path).catch(() => null))?.size : undefined;
  if (!path || !size) return new Response('Berkas peta dasar tidak ada.', { status: 404 });
  const found = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('Range') ?? '');
  const from = Number(found?.[1] ?? 0);
  const to = Math.min(size - 1, found?.[2] ? Number(found[2]) : size - 1, from + LONGEST_PIECE - 1);
  if (!found || from > to) return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } });
  const file = await open(path);
  try {
    const piece = Buffer.alloc(to - from + 1);
    await file.read(piece, 0, piece.length, from);
    return new Response(piece, {
      status: 206,
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes ${from}-${to}/${size}`,
        'Cache-Control': 'private, max-age=3600, no-transform',
      },
    });
  } finally {
    await file.close();
  }
}
