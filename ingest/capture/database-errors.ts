import type { Connection } from '../../clickhouse/city/connections';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';

type Sentence = (at: Connection<'basis_data'>) => string;

const server = (at: Connection<'basis_data'>) =>
  `${at.mesin === 'mysql' ? 'MySQL/MariaDB' : 'PostgreSQL'} di ${at.alamat}`;

/** What the engine and the other server say, and what a clerk has to know of it. Their own words hold rows and addresses. */
const forPeople: [RegExp, Sentence][] = [
  [
    /to database '|database "[^"]*" does not exist|Unknown database/,
    (at) =>
      `Basis data "${at.basis}" tidak ada atau tidak boleh dibuka oleh pengguna "${at.pengguna}" pada ${server(at)}.`,
  ],
  [
    /Access denied for user|authentication failed|no password supplied|no pg_hba\.conf entry|role "[^"]*" does not exist|is not allowed to connect/,
    (at) =>
      `${server(at)} menolak pengguna "${at.pengguna}" atau sandinya. Periksa keduanya; sandi disimpan dengan: rk sumber rahasia`,
  ],
  [
    /Unknown (?:MySQL )?server host|could not translate host name|Host not found|Name or service not known/,
    (at) => `Nama "${at.alamat}" tidak dikenal di jaringan. Periksa alamat peladen basis data itu.`,
  ],
  [
    /\bTABLE\b.*doesn't exist|table .* does(?:n't| not) exist|UNKNOWN_TABLE/i,
    (at) =>
      `Tabel "${at.tabel}" tidak ada, atau pengguna "${at.pengguna}" tidak berizin membacanya, pada ${server(at)}.`,
  ],
  [
    /permission denied|insufficient_privilege|command denied/,
    (at) => `Pengguna "${at.pengguna}" tidak berizin membaca tabel "${at.tabel}" pada ${server(at)}.`,
  ],
  [
    /Unknown column|column .* does not exist|Unknown expression identifier/,
    (at) =>
      `Kolom penanda, kunci atau kolom lain dari tabel "${at.tabel}" tidak ada lagi. Periksa sambungan sumber ini.`,
  ],
  [
    /Cannot parse (?:PostgreSQL|MySQL) value/,
    (at) => `Tabel "${at.tabel}" memuat waktu atau angka yang tidak dapat dibaca, misalnya "infinity".`,
  ],
];

/** The engine's codes for what the other server did, beside errors that have none. */
const theirs = new Set(['279', '614', '1000', '1001', '1002', '60', '47', '36', '6', '41', '38', '32']);

/** An error of reading another server's table as a sentence; errors of our own engine stay what they are. */
export function databaseError(error: unknown, at: Connection<'basis_data'>): unknown {
  if (error instanceof PlainError || error instanceof TryAgainError) return error;
  const { code, message = '', type = '' } = error as { code?: string; message?: string; type?: string };
  const isTheirs = code === undefined ? /std::exception|pqxx|mysqlxx|Poco/.test(message) : theirs.has(String(code));
  if (!isTheirs) return error;
  const known = forPeople.find(([pattern]) => pattern.test(`${message} ${type}`));
  if (known) return new PlainError(known[1](at));
  return new TryAgainError(`${server(at)} tidak menjawab.`);
}
