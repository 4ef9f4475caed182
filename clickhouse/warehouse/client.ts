import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { readRunning } from '../data-folder/running';
import { secrets } from '../data-folder/secrets';
import { PlainError } from '../plain-error';

/** The database that holds every table of the product. */
export const DATABASE = 'ruang_kendali';

/** Where the engine answers and as whom: `CLICKHOUSE_URL`, or the engine that runs on this data folder. */
export function engineAddress(): { url: string; username: string; password: string; external: boolean } {
  const given = process.env.CLICKHOUSE_URL;
  if (given) {
    const url = new URL(given);
    const username = decodeURIComponent(url.username) || 'default';
    const password = decodeURIComponent(url.password);
    url.username = url.password = '';
    return { url: url.origin, username, password, external: true };
  }
  const running = readRunning();
  if (!running) throw new PlainError('Ruang Kendali tidak sedang berjalan pada folder data ini. Jalankan: npm start');
  return {
    url: `http://127.0.0.1:${running.enginePort}`,
    username: 'rk',
    password: secrets().enginePassword,
    external: false,
  };
}

export interface ConnectOptions {
  database?: string;
  /** Names the caller in `system.processes`. */
  application?: string;
  /** All calls of this client share one server session, which holds temporary tables. */
  sessionId?: string;
  requestTimeoutMs?: number;
}

/** A client of the warehouse. All times are UTC; 64-bit integers arrive as numbers where they fit. */
export function connect(options: ConnectOptions = {}): ClickHouseClient {
  const { url, username, password } = engineAddress();
  return createClient({
    url,
    username,
    password,
    database: options.database ?? DATABASE,
    application: options.application ?? 'ruang-kendali',
    session_id: options.sessionId,
    request_timeout: options.requestTimeoutMs ?? 120_000,
    max_open_connections: options.sessionId ? 1 : 10,
    keep_alive: { enabled: !options.sessionId },
    compression: { request: false, response: false },
    log: { level: 127 }, // OFF: the client's own log lines quote queries
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 0,
      date_time_output_format: 'iso',
      date_time_input_format: 'best_effort',
      session_timezone: 'UTC',
      join_use_nulls: 0,
      // Comparisons of conditions with one another: half of the time in which the engine understands a question of a page.
      optimize_redundant_comparisons: 0,
      optimize_and_compare_chain: 0,
      optimize_extract_common_expressions: 0,
    },
  });
}

/** The process-wide client for queries; it follows the engine when its address changes after a restart. */
export const warehouse = following('ruang-kendali');

/** The same for statements that work out what pages need from all facts of a table, which may take minutes. */
export const workshop = following('ruang-kendali-turunan', 30 * 60_000);

/** The same for the small questions that every page begins with: they must not queue behind the figures of another page. */
export const frontDesk = following('ruang-kendali-depan');

function following(application: string, requestTimeoutMs?: number): () => ClickHouseClient {
  let client: ClickHouseClient | undefined;
  let at = '';
  return () => {
    const { url, username } = engineAddress();
    const key = `${username}@${url}`;
    if (!client || at !== key) {
      void client?.close();
      client = connect({ application, requestTimeoutMs });
      at = key;
    }
    return client;
  };
}
