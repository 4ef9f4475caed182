import { DAY, type LocalDay, localDay } from './local-time';

/** What a source's day puts down: a line and the local second at which it happened. */
export type Emit = (at: number, line: string) => void;

/** A source as the generator sees it: for every date, what begins on that date and everything that follows from it. */
export interface DayStream {
  /** The header line of the layout, '' for logs. */
  header: string;
  /** How many days a beginning can reach past its own date; 0 when it ends the same day. */
  reachDays: number;
  begin(day: LocalDay, emit: Emit): void;
}

interface Entry {
  at: number;
  line: string;
}

/**
 * Walks a stream date by date and hands out the entries of each date in order of time. To know a date it must have
 * begun every date that reaches it, so it starts `reachDays` early and drops what fell before. It is kept between the
 * files of a source: the next file goes on where the last one ended, any other order starts over.
 */
export class DayWalk {
  private pending = new Map<number, Entry[]>();
  private nextDay: number | undefined;

  constructor(private readonly stream: DayStream) {}

  get header(): string {
    return this.stream.header;
  }

  entriesOf(dayNo: number): readonly Entry[] {
    if (this.nextDay !== dayNo) {
      this.pending.clear();
      for (let no = dayNo - this.stream.reachDays; no < dayNo; no++) this.beginDay(no, dayNo);
    }
    this.beginDay(dayNo, dayNo);
    this.nextDay = dayNo + 1;
    const entries = this.pending.get(dayNo) ?? [];
    this.pending.delete(dayNo);
    return entries.sort((one, other) => one.at - other.at);
  }

  private beginDay(no: number, earliest: number): void {
    const latest = no + this.stream.reachDays;
    this.stream.begin(localDay(no), (at, line) => {
      const target = Math.floor(at / DAY);
      if (target < earliest || target > latest) return;
      const entries = this.pending.get(target);
      if (entries) entries.push({ at, line });
      else this.pending.set(target, [{ at, line }]);
    });
  }
}

const blockLength = 256 * 1024;

/** The text of a stretch of time in blocks of about 256 kB, the header first. `from` included, `to` not, local seconds. */
export function* textBlocks(walk: DayWalk, from: number, to: number): Iterable<string> {
  let block = walk.header;
  const lastDay = Math.floor((to - 1) / DAY);
  for (let no = Math.floor(from / DAY); no <= lastDay; no++) {
    for (const entry of walk.entriesOf(no)) {
      if (entry.at < from || entry.at >= to) continue;
      block += entry.line;
    }
    if (block.length >= blockLength) {
      yield block;
      block = '';
    }
  }
  if (block !== '') yield block;
}
