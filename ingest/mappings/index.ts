import { layananCsv } from './layanan-csv';
import type { Mapping } from './mapping';
import { partisipasiCsv } from './partisipasi-csv';
import { pesanCsv } from './pesan-csv';
import { pindaiCsv } from './pindai-csv';
import { skmCsv } from './skm-csv';
import { sp4nLapor } from './sp4n-lapor';
import { spsePaket } from './spse-paket';

/** Every mapping shipped. A source names one of them, or `log-akses` for access logs. */
export const mappings: Record<string, Mapping> = Object.fromEntries(
  [sp4nLapor, layananCsv, spsePaket, pesanCsv, partisipasiCsv, skmCsv, pindaiCsv].map((m) => [m.id, m]),
);
