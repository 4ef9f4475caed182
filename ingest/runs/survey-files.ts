import { stat } from 'node:fs/promises';
import type { Cursor } from '../../clickhouse/ledger/runs';
import { PlainError } from '../../clickhouse/plain-error';
import type { OutsideFile } from '../capture/capture';
import type { Mapping } from '../mappings/mapping';
import { type SurveyedFile, surveyFile } from './survey-file';

/** What a pull leaves behind; `outside` when it left files where they lie. */
export type PulledCursor = Cursor & { outside?: OutsideFile[] };

/** Not the file's fault: it is to be tried again. */
const PASSES_BY = /^(?:Ruang disk|Tidak ada izin|Berkas tidak ditemukan)/;

/**
 * Surveys all files of a run, by their number, before any is stored. One refused file refuses the run, as whoever gave them is
 * there to mend it; of a folder the others go on, and the sentences about those refused are returned.
 */
export async function surveyFiles(
  paths: string[],
  mapping: Mapping | undefined,
  outside: OutsideFile[] | undefined,
): Promise<{ surveyed: (SurveyedFile | undefined)[]; refused: string[] }> {
  const surveyed: (SurveyedFile | undefined)[] = [];
  const refused: string[] = [];
  for (const [i, path] of paths.entries()) {
    if (outside) await refuseTouched(outside[i]!);
    try {
      surveyed.push(await surveyFile(path, mapping));
    } catch (error) {
      if (!outside || !(error instanceof PlainError) || PASSES_BY.test(error.message)) throw error;
      refused.push(error.message);
      surveyed.push(undefined);
    }
  }
  return { surveyed, refused };
}

/** The sentence about refused files that stands beside a run whose other files are stored; '' when none was. */
export function refusedSentence(refused: string[], files: number): string {
  if (refused.length === 0) return '';
  const shown = refused.slice(0, 3).join(' ');
  return `${refused.length} dari ${files} berkas ditolak dan tidak dimuat. ${shown}`;
}

/** A file that is written to again may be half of itself: the next pull takes it when it rests. */
async function refuseTouched({ path, size, changed }: OutsideFile): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      throw new PlainError(
        `Berkas dipindahkan atau dihapus sebelum dimuat: ${path}. Yang lain dimuat pada tarikan berikutnya.`,
      );
    throw error;
  });
  if (found.size !== size || found.mtimeMs !== changed) {
    throw new PlainError(`Berkas masih ditulis saat akan dimuat: ${path}. Dimuat pada tarikan berikutnya.`);
  }
}
