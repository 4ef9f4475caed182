import { pathOf } from './address';
import type { Arrived } from './asking';
import type { Finding } from './page';
import type { Site } from './site';

/** One look at one page of a site: what becomes a row of `site_observations`. */
export interface Look {
  at: Date;
  page: string;
  reachable: boolean;
  /** null: nothing answered. */
  httpsValid: boolean | null;
  status: number | null;
  loadMs: number | null;
  /** YYYY-MM-DD */
  newest: string | null;
  findings: Finding[];
}

/** A page behind a sign-in answers as it should. */
const ANSWERS = new Set([401, 403]);

/** Whether a page came over HTTPS with a trusted certificate; null: no answer came. */
export function httpsValidOf({ status, failure, url }: Arrived): boolean | null {
  if (failure === 'sertifikat') return false;
  return status === null ? null : url.protocol === 'https:';
}

/** What an answer shows before anything on it was read. */
export function lookAt(answer: Arrived): Look {
  const { status, failure } = answer;
  return {
    at: answer.at,
    page: pathOf(answer.asked),
    reachable: failure === null && status !== null && (status < 400 || ANSWERS.has(status)),
    httpsValid: httpsValidOf(answer),
    status,
    loadMs: status === null ? null : answer.loadMs,
    newest: null,
    findings: [],
  };
}

/** The separator of lists in the mapping's columns. */
const SEPARATOR = '|';

/** A look in the columns of the mapping `pindai-csv`, as one line of JSON. */
export function recordOf(look: Look, { host, skpd }: Site): string {
  const yes = (value: boolean | null) => (value === null ? '' : value ? 'ya' : 'tidak');
  const proofs = new Map(look.findings.map(({ feature, proof }) => [feature, oneLine(proof)]));
  const record = {
    waktu: `${look.at.toISOString().slice(0, 19)}Z`,
    situs: host,
    halaman: look.page,
    terjangkau: yes(look.reachable),
    skpd,
    https_sah: yes(look.httpsValid),
    status: String(look.status ?? ''),
    muat_ms: String(look.loadMs ?? ''),
    konten_terbaru: look.newest ?? '',
    fitur: [...proofs.keys()].join(SEPARATOR),
    bukti: [...proofs].map(([feature, proof]) => `${feature}=${proof}`).join(SEPARATOR),
  };
  return `${JSON.stringify(record)}\n`;
}

const oneLine = (proof: string) => proof.replaceAll(SEPARATOR, '/').replace(/\s+/g, ' ').trim().slice(0, 200);
