import type { DayStream } from './day-stream';
import { Random } from './random';

/** Where a layout without quoted fields keeps its time, and the word that only has some values. */
export interface Layout {
  time: number;
  word?: number;
}

/** Of the lines of an export, how many somebody spoilt on the way: opened in a spreadsheet, or written by an older program. */
const spoiltShare = 0.0002;

/** A stream some of whose lines the importer must refuse. */
export function withSpoiltLines(stream: DayStream, layout: Layout, seed: number, sourceId: string): DayStream {
  return {
    ...stream,
    begin(day, emit) {
      const random = new Random(seed, 'rusak', sourceId, day.no);
      stream.begin(day, (at, line) => emit(at, random.chance(spoiltShare) ? spoilt(line, layout, random) : line));
    },
  };
}

/** A column too narrow for its date, a step that nobody has defined. */
function spoilt(line: string, layout: Layout, random: Random): string {
  const fields = line.split(',');
  if (layout.word !== undefined && random.chance(0.45)) fields[layout.word] = 'menunggu_berkas';
  else fields[layout.time] = '########';
  return fields.join(',');
}
