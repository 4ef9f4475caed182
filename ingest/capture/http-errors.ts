import { PlainError, TryAgainError } from '../../clickhouse/plain-error';

/** What the codes of a failed TLS handshake mean to whoever can mend it. */
const TLS: Record<string, string> = {
  CERT_HAS_EXPIRED: 'sertifikat HTTPS-nya sudah kedaluwarsa. Minta pengelolanya memperbarui',
  CERT_NOT_YET_VALID: 'sertifikat HTTPS-nya belum berlaku. Periksa jam kedua komputer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'sertifikat HTTPS-nya dibuat sendiri. Minta pengelolanya memasang sertifikat resmi',
  SELF_SIGNED_CERT_IN_CHAIN: 'sertifikat HTTPS-nya dibuat sendiri. Minta pengelolanya memasang sertifikat resmi',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'rantai sertifikat HTTPS-nya tidak lengkap. Minta pengelolanya memasang sertifikat antara',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'penerbit sertifikat HTTPS-nya tidak dikenal',
  UNABLE_TO_GET_ISSUER_CERT: 'penerbit sertifikat HTTPS-nya tidak dikenal',
  CERT_REVOKED: 'sertifikat HTTPS-nya sudah dicabut',
  ERR_TLS_CERT_ALTNAME_INVALID: 'sertifikat HTTPS-nya untuk nama lain. Periksa nama pada alamat sumber',
};

/** A failed connection that nobody mends by waiting, as a sentence; undefined when another try may succeed. */
export function lastingFailure(host: string, error: unknown): PlainError | undefined {
  if (error instanceof PlainError) return error;
  const code = String((error as { code?: string }).code ?? '');
  const known = TLS[code];
  if (known) return new PlainError(`Sambungan aman ke ${host} gagal: ${known}.`);
  if (code.startsWith('ERR_SSL') || code === 'EPROTO')
    return new PlainError(`Sambungan aman ke ${host} gagal. Periksa apakah server itu memakai https pada porta ini.`);
  if (code === 'UND_ERR_INVALID_ARG')
    return new PlainError(
      `Permintaan ke ${host} tidak dapat dibuat. Periksa kepala dan parameter pada sambungan sumber.`,
    );
  return undefined;
}

/** A failed connection as one sentence beside a run that will be tried again. */
export function passingFailure(host: string, error: unknown): TryAgainError {
  if (error instanceof TryAgainError) return error;
  const { code = '', name = '' } = error as { code?: string; name?: string };
  const say = (what: string) => new TryAgainError(what);
  if (/TIMEOUT|ETIMEDOUT/.test(code) || name === 'TimeoutError') return say(`${host} terlalu lama menjawab.`);
  if (code === 'ECONNREFUSED') return say(`${host} menolak sambungan.`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return say(`Nama ${host} tidak dikenal. Periksa alamat sumber.`);
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return say(`${host} tidak terjangkau dari sini.`);
  return say(`Sambungan ke ${host} terputus di tengah jawaban.`);
}
