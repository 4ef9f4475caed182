/** Real tiles and a real archive of them, small enough to be made by a test. */
import { crc32, deflateSync } from 'node:zlib';
import { Compression, TileType, zxyToTileId } from 'pmtiles';

export interface Tile {
  z: number;
  x: number;
  y: number;
}

const SIZE = 256;
/** The two greens of the tiles. */
export const TILE_COLOURS = ['#8fd19e', '#5fb37a'] as const;
const INK_COLOUR = '#103020';
/** Digits and the slash, three pixels wide and five high, a row in three bits. */
const GLYPHS: Record<string, readonly number[]> = {
  '0': [7, 5, 5, 5, 7],
  '1': [2, 6, 2, 2, 7],
  '2': [7, 1, 7, 4, 7],
  '3': [7, 1, 7, 1, 7],
  '4': [5, 5, 7, 1, 1],
  '5': [7, 4, 7, 1, 7],
  '6': [7, 4, 7, 5, 7],
  '7': [7, 1, 2, 2, 2],
  '8': [7, 5, 7, 5, 7],
  '9': [7, 5, 7, 1, 7],
  '/': [1, 1, 2, 4, 4],
};
const SCALE = 5;

/** A tile of one of two greens like a chess board, with its edge and `z/x/y` drawn in dark. */
export function pngTile({ z, x, y }: Tile): Buffer {
  const pixels = Buffer.alloc(SIZE * SIZE);
  pixels.fill((x + y) % 2);
  const ink = 2;
  for (let i = 0; i < SIZE; i++) pixels[i] = pixels[i * SIZE] = ink;
  for (const [i, letter] of [...`${z}/${x}/${y}`].entries())
    for (const [row, bits] of (GLYPHS[letter] ?? []).entries())
      for (let column = 0; column < 3; column++) {
        if (!(bits & (4 >> column))) continue;
        for (let dy = 0; dy < SCALE; dy++) {
          const from = (20 + row * SCALE + dy) * SIZE + 12 + (i * 4 + column) * SCALE;
          pixels.fill(ink, from, from + SCALE);
        }
      }
  const rows = Buffer.concat(
    Array.from({ length: SIZE }, (_, row) =>
      Buffer.concat([Buffer.of(0), pixels.subarray(row * SIZE, (row + 1) * SIZE)]),
    ),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE, 0);
  head.writeUInt32BE(SIZE, 4);
  head.set([8, 3], 8);
  const palette = Buffer.from([...TILE_COLOURS, INK_COLOUR].map((hex) => hex.slice(1)).join(''), 'hex');
  const chunks = [
    ['IHDR', head],
    ['PLTE', palette],
    ['IDAT', deflateSync(rows)],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    ...chunks.map(([type, data]) => pngChunk(type, data)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A vector tile with water in its north-western quarter and a road from corner to corner. */
function vectorTile(): Buffer {
  const extent = 4096;
  const zigzag = (n: number) => (n << 1) ^ (n >> 31);
  const move = (x: number, y: number) => [(1 << 3) | 1, zigzag(x), zigzag(y)];
  const lines = (...steps: number[]) => [((steps.length / 2) << 3) | 2, ...steps.map(zigzag)];
  const layer = (name: string, type: number, geometry: number[]) =>
    field(
      3,
      Buffer.concat([
        field(1, Buffer.from(name)),
        field(2, Buffer.concat([varint((3 << 3) | 0), varint(type), field(4, Buffer.concat(geometry.map(varint)))])),
        varint((5 << 3) | 0),
        varint(extent),
        varint((15 << 3) | 0),
        varint(2),
      ]),
    );
  const half = extent / 2;
  const closed = (1 << 3) | 7;
  return Buffer.concat([
    layer('water', 3, [...move(0, 0), ...lines(half, 0, 0, half, -half, 0), closed]),
    layer('roads', 2, [...move(0, 0), ...lines(extent, extent)]),
  ]);
}

/** A field of protobuf that holds bytes. */
const field = (number: number, data: Buffer) => Buffer.concat([varint((number << 3) | 2), varint(data.length), data]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.of(...bytes, rest);
}

/** The tiles of these zooms that hold a box of west, south, east, north. */
export function tilesOf([west, south, east, north]: readonly number[], [from, to]: readonly [number, number]): Tile[] {
  const row = (lat: number, across: number) =>
    Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * across);
  const tiles: Tile[] = [];
  for (let z = from; z <= to; z++) {
    const across = 2 ** z;
    for (let x = Math.floor(((west! + 180) / 360) * across); x <= Math.floor(((east! + 180) / 360) * across); x++)
      for (let y = row(north!, across); y <= row(south!, across); y++) tiles.push({ z, x, y });
  }
  return tiles;
}

const HEADER_BYTES = 127;

/** A PMTiles archive (version 3, one directory, nothing compressed) of these tiles. */
export function pmtilesArchive(tiles: readonly Tile[], kind: 'png' | 'vector'): Buffer {
  const entries = tiles
    .map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), data: kind === 'png' ? pngTile(tile) : vectorTile() }))
    .sort((a, b) => a.id - b.id);
  const directory = Buffer.concat(
    [
      entries.length,
      ...entries.map(({ id }, i) => id - (entries[i - 1]?.id ?? 0)),
      ...entries.map(() => 1),
      ...entries.map(({ data }) => data.length),
      // Each begins where the one before ends; the first at 0, which is written as 1.
      ...entries.map((_, i) => (i === 0 ? 1 : 0)),
    ].map(varint),
  );
  const metadata = Buffer.from(
    JSON.stringify(kind === 'png' ? {} : { vector_layers: ['water', 'roads'].map((id) => ({ id, fields: {} })) }),
  );
  const data = Buffer.concat(entries.map((entry) => entry.data));
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 'latin1');
  header[7] = 3;
  const afterDirectory = HEADER_BYTES + directory.length;
  const afterMetadata = afterDirectory + metadata.length;
  const numbers = [
    HEADER_BYTES,
    directory.length,
    afterDirectory,
    metadata.length,
    afterMetadata,
    0,
    afterMetadata,
    data.length,
    entries.length,
    entries.length,
    entries.length,
  ];
  for (const [i, number] of numbers.entries()) header.writeBigUInt64LE(BigInt(number), 8 + 8 * i);
  const zooms = tiles.map(({ z }) => z);
  header.set(
    [
      1,
      Compression.None,
      Compression.None,
      kind === 'png' ? TileType.Png : TileType.Mvt,
      Math.min(...zooms),
      Math.max(...zooms),
    ],
    96,
  );
  for (const [i, degrees] of [-180, -85, 180, 85].entries()) header.writeInt32LE(degrees * 1e7, 102 + 4 * i);
  return Buffer.concat([header, directory, metadata, data]);
}
