/**
 * Whether the same call may succeed a little later: the engine is restarting, was killed in the middle, or is short of memory
 * or slots. Everything else (a wrong statement, a full disk) would only fail again.
 */
export function isTransient(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    transientCodes.has(code) || /socket hang up|Timeout error|terminated|aborted|not found in response/i.test(message)
  );
}

const transientCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_SOCKET',
  '60', // staging table gone with its session
  '159',
  '160',
  '209',
  '210', // time-outs and network
  '202',
  '216', // too many queries; the orphan of a killed worker still runs
  '236',
  '394', // the engine is stopping
  '241', // memory
  '252', // too many parts: merges must catch up
  '372',
  '373', // session gone, or held by the orphan
  '516', // a starting engine has not read its users yet
]);
