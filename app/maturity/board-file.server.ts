import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { maturityBoard, newestBoard } from '../../clickhouse/maturity';
import { declaredBoard } from '../../clickhouse/maturity/declared';
import type { ExportTable } from '../metrics/export-table';
import { shellCity } from '../shell/city.server';
import { formatsFor } from '../text/format';
import { askedMonth, askedVersion } from './asked.server';
import { boardText } from './board.text';
import { arrangedRows, clusterName, readBoardView } from './board-view';
import { maturityText } from './maturity.text';
import { middleOf } from './month-picker';

/** Files are of Indonesian offices, whatever the language of the screen. */
const t = maturityText.id;
const own = boardText.id;

/** The board as its page shows it: the month, version, order and narrowing of the address. */
export async function boardFile(request: Request): Promise<ExportTable> {
  const { profile } = await currentCity();
  const timezone = profile.zona_waktu;
  const month = askedMonth(request) ?? (await newestBoard(now(), timezone)).month;
  const [board, declared, city] = await Promise.all([
    maturityBoard({ month, timezone, version: askedVersion(request) }),
    declaredBoard(Number(month.slice(0, 4))),
    shellCity(),
  ]);
  const f = formatsFor('id', timezone);
  const rows = board.rows.map((row) => ({ ...row, declaredIndex: declared[row.skpd]?.index ?? null }));
  const percent = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10);
  const changes = board.changes.map(
    ({ probe, what, standard, own: now, isLooser }) =>
      `${probe} ${what === 'ambang' ? '' : 'bukti minimal '}${f.number(standard, 2)} menjadi ${f.number(now, 2)} (${isLooser ? own.looser : own.tighter})`,
  );
  return {
    file: `papan-kematangan-${month}`,
    title: `Papan kematangan SKPD, ${f.month(middleOf(month))}`,
    stamps: [
      ['Kota', `${city.name}${city.demo ? ' (DATA CONTOH: angka buatan, bukan catatan kota)' : ''}`],
      ['Tahap kota', board.city.sentence.id],
      ['Instrumen', board.instrument],
      ...changes.map((change): [string, string] => ['Ambang kota', change]),
      ['Dibuat', f.dateTime(now())],
    ],
    columns: [
      'Kode',
      t.skpd,
      'Rumpun',
      t.reached,
      'Tahap bulan ini',
      'Tahap terkonfirmasi',
      'Tahap bila bukti lengkap',
      own.movement,
      'Tahap bulan sebelumnya',
      'Catatan',
      'Menuju tahap berikutnya (%)',
      'Cakupan bukti (%)',
      'Indeks dinyatakan',
      'Data sampai',
      'Sidik SHA-256',
    ],
    rows: arrangedRows(rows, readBoardView(new URL(request.url).searchParams)).map((row) => [
      row.skpd,
      row.name,
      clusterName(row.cluster),
      row.reached,
      row.observed,
      row.confirmed,
      row.possible,
      row.movement ?? own.first,
      row.before,
      [row.baru && t.baru, row.terancam && t.terancam, row.provisional && t.provisional].filter(Boolean).join(', '),
      row.reached === 4 ? null : percent(row.progress),
      percent(row.coverage),
      row.declaredIndex,
      row.watermark,
      row.sha256,
    ]),
  };
}
