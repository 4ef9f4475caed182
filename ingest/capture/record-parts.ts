import type { Spool, SpoolPart } from '../../clickhouse/data-folder/spool';
import type { RecordLayout } from '../files/record-layout';

/** Long enough that a run is no crowd of tiny files, short enough that a killed load repeats little. */
const PART_BYTES = 16 << 20;

/**
 * Gathers records that came in many small pieces (pages, deliveries) into few parts of the spool. Each part is one JSON document
 * with the list where the reader looks for it, a form that holds one record as well as many; the records stay as they came.
 */
export class RecordParts {
  private part: SpoolPart | undefined;
  private written = 0;
  private readonly before: string;
  private readonly after: string;

  constructor(
    private readonly spool: Spool,
    layout: RecordLayout,
  ) {
    const steps = (layout.rows ?? '').split('.').filter(Boolean);
    this.before = `${steps.map((step) => `{${JSON.stringify(step)}:`).join('')}[\n`;
    this.after = `\n]${'}'.repeat(steps.length)}\n`;
  }

  /** Adds the texts of records; `label` names the part when they are its first. */
  async add(texts: string[], label: string): Promise<void> {
    for (const text of texts) {
      const isFirst = this.part === undefined;
      this.part ??= await this.spool.part(`${label}.json`);
      const piece = (isFirst ? this.before : ',\n') + text;
      await this.part.write(piece);
      this.written += piece.length;
      if (this.written >= PART_BYTES) await this.end();
    }
  }

  async end(): Promise<void> {
    const { part } = this;
    this.part = undefined;
    this.written = 0;
    await part?.write(this.after);
    await part?.close();
  }
}
