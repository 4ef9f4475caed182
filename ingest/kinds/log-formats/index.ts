import { caddyJson } from './caddy-json';
import { cloudfront } from './cloudfront';
import { combined } from './combined';
import { combinedPlus } from './combined-plus';
import { elb } from './elb';
import { gandi } from './gandi';
import { haproxy } from './haproxy';
import { jsonObject, mostLines } from './line-sql';
import type { LogFormat } from './log-format';
import { nginxJson } from './nginx-json';
import { nginxProxyManager } from './nginx-proxy-manager';
import { s3 } from './s3';
import { traefikJson } from './traefik-json';
import { w3c } from './w3c';
import { zoraxy } from './zoraxy';

/** Every format that is read, those that are told by more first. */
export const logFormats: LogFormat[] = [
  caddyJson,
  traefikJson,
  nginxJson,
  cloudfront,
  w3c,
  elb,
  s3,
  haproxy,
  zoraxy,
  nginxProxyManager,
  gandi,
  combinedPlus,
  combined,
];

const LINES_LOOKED_AT = 100;

/** The first lines of a file, without line ends and byte order mark. */
function headLines(head: Buffer | string[]): string[] {
  const lines = Array.isArray(head) ? head : head.toString('latin1').split('\n');
  return lines
    .slice(0, LINES_LOOKED_AT)
    .map((line, i) => (i === 0 ? line.replace(/^(?:\u{feff}|\u{ef}\u{bb}\u{bf})/u, '') : line).replace(/\r$/, ''));
}

/*
 * A line is what strangers sent: expressions over it look at each character a few times at most, however it is made.
 * These begin with all that stands before the first quote.
 */
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
/** Common or combined, but for the time. */
const commonShape = new RegExp(String.raw`^[^"]*\] ${QUOTED} \d{3} (?:\d+|-)(?: |$)`);
/** Listeners of a radio stream: combined, with a number behind it that says how long each listened. */
const icecast = new RegExp(String.raw`^[^"]*\] ${QUOTED} \d{3} (?:\d+|-) ${QUOTED} ${QUOTED} \d+$`);

/** The format of an access log by its first lines, of which some may be damaged; undefined for what is none. */
export function recogniseLog(head: Buffer | string[]): LogFormat | undefined {
  const lines = headLines(head);
  if (mostLines(lines, (line) => icecast.test(line))) return undefined;
  return logFormats.find((format) => format.recognises(lines));
}

/** What is sometimes handed in for an access log, and what to ask for instead. First what is known by most. */
const otherFiles: { looksLike: (line: string) => boolean; sentence: string }[] = [
  {
    looksLike: (line) => line.startsWith('#Fields:') && /\s(?:x-event|x-duration|avgbandwidth)\b/.test(line),
    sentence: 'Ini log siaran (streaming), bukan log akses situs web.',
  },
  {
    looksLike: (line) => line.startsWith('#Fields:'),
    sentence:
      'Log W3C ini tidak mencatat semua kolom yang diperlukan: date, time, c-ip, cs-method, cs-uri-stem dan sc-status. Aktifkan kolom itu pada server web.',
  },
  {
    looksLike: (line) => line.startsWith('<Event '),
    sentence: 'Ini log IIS dari Event Viewer (XML). Minta berkas log W3C dari IIS, biasanya u_ex*.log.',
  },
  {
    looksLike: (line) => /^\s*<(?:!doctype|html)/i.test(line),
    sentence: 'Ini halaman web (HTML), bukan log akses. Mungkin sumbernya meminta masuk lebih dulu.',
  },
  {
    looksLike: (line) =>
      /^(?:\d{4}\/\d\d\/\d\d [\d:]{8} \[[a-z]+\] \d+#|\[[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d [\d:.]+ \d{4}\] \[)/.test(
        line,
      ),
    sentence: 'Ini log kesalahan (error log), bukan log akses. Minta access.log.',
  },
  {
    looksLike: (line) => /^\S+, \S+, \d\d?\/\d\d?\/\d{2,4}, [\d:]+, W3SVC\d+,/.test(line),
    sentence: 'Ini log IIS format lama (native). Ubah format log IIS menjadi W3C, lalu minta berkas yang baru.',
  },
  {
    looksLike: (line) => icecast.test(line),
    sentence:
      'Setiap barisnya diakhiri satu angka tanpa keterangan, seperti log siaran Icecast. Minta log akses format combined tanpa tambahan.',
  },
  {
    looksLike: (line) => commonShape.test(line),
    sentence:
      'Waktunya tidak ditulis seperti pada log common atau combined: [10/Feb/2026:16:42:07 +0700]. Kembalikan format waktu bawaan server web.',
  },
  {
    looksLike: (line) => jsonObject(line) !== undefined,
    sentence:
      'Log JSON ini tidak mencatat semua yang diperlukan: alamat pengunjung, waktu, permintaan dan status. Lengkapi kolomnya pada server web.',
  },
];

/** Why these first lines are not read as an access log, for the clerk who handed them in. */
export function logRefusal(head: Buffer | string[]): string {
  const lines = headLines(head);
  const known = otherFiles.find(({ looksLike }) => lines.some(looksLike));
  return known?.sentence ?? `Yang dikenal: ${logFormats.map((format) => format.name).join(', ')}.`;
}
