import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { WEB } from '../../ingest/scan/visit';

/** A question that a site was asked. */
export interface SiteQuestion {
  /** The name of the site without `.uji.example`. */
  site: string;
  protocol: 'http' | 'https';
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  /** In ms. */
  at: number;
}

export interface Sites {
  asked: SiteQuestion[];
  /** What asked for an address that only the inside of the building has. */
  inside: string[];
  /** Names that were looked up. */
  names: string[];
  /** Paths asked for at a site, in order, over either protocol. */
  pathsOf: (site: string) => string[];
  stop: () => Promise<void>;
}

type Answer = (question: SiteQuestion, response: ServerResponse) => unknown;

/** Where the inside of the building is: another address, behind the same ports. */
const INSIDE = '127.0.0.2';

/**
 * The web as a crawler under test sees it: every `*.uji.example` is this machine, `*.dalam.uji.example` an address inside the
 * building, every other name unknown. HTTPS is trusted of `dukcapil.uji.example` and `aman.uji.example`; others show the
 * certificate of those.
 */
export async function startSites(answer: Answer): Promise<Sites> {
  const [asked, inside, names]: [SiteQuestion[], string[], string[]] = [[], [], []];
  const listener = (protocol: 'http' | 'https') => (request: IncomingMessage, response: ServerResponse) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const question: SiteQuestion = {
      site: host.replace(/\.uji\.example$/, ''),
      protocol,
      method: request.method ?? '',
      url: new URL(request.url ?? '/', `${protocol}://${host}`),
      headers: request.headers,
      at: performance.now(),
    };
    asked.push(question);
    response.on('error', () => {});
    void answer(question, response);
  };
  const servers = [createServer(listener('http')), createSecureServer(CERTIFICATE, listener('https'))];
  const insideListener = (request: IncomingMessage, response: ServerResponse) => {
    inside.push(`${request.headers.host}${request.url}`);
    response.end('<html>rahasia dalam');
  };
  const ports: number[] = [];
  for (const server of [...servers]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    ports.push(port);
    const secret = createServer(insideListener);
    await new Promise<void>((resolve) => secret.listen(port, INSIDE, resolve));
    servers.push(secret);
  }
  const before = { ...WEB };
  const lookUp: LookupFunction = (host, how, done) => {
    names.push(host);
    const address = host.endsWith('.dalam.uji.example') ? INSIDE : host.endsWith('.uji.example') ? '127.0.0.1' : '';
    const error = address ? null : Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
    // A name of the inside hides it behind an address of the outside.
    const all = address === INSIDE ? ['8.8.8.8', INSIDE] : [address];
    if (how.all)
      done(
        error,
        all.map((one) => ({ address: one, family: 4 })),
      );
    else done(error, address, 4);
  };
  Object.assign(WEB, { lookUp, ports: { http: ports[0], https: ports[1] }, ca: CERTIFICATE.cert });
  return {
    asked,
    inside,
    names,
    pathsOf: (site) => asked.filter((q) => q.site === site).map((q) => `${q.url.pathname}${q.url.search}`),
    stop: async () => {
      delete WEB.ports;
      delete WEB.ca;
      Object.assign(WEB, before);
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** A page of a site. */
export function page(response: ServerResponse, body: string, headers: Record<string, string> = {}, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(`<!doctype html><html lang="id"><head><title>uji</title></head><body>${body}</body></html>`);
}

export const links = (...paths: string[]) => paths.map((path) => `<a href="${path}">${path}</a>`).join('\n');

/** Good from 2020 to 2120, vouched for by itself. */
const CERTIFICATE = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfaEtY5wtvbaXNQg5
IkH98RlZnz71u9m5vVEgv0SDLTahRANCAATnL1Ck8UmTnxuxDgTc3MbKjEtlPAPb
WBoHQ/oKYsZrHb/Hij9J1UubCqnPit3Sgd/pqan6z+X6PK3IfnCagXcA
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBgjCCASigAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAt1amkuZXhh
bXBsZTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UE
AwwLdWppLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATnL1Ck8UmT
nxuxDgTc3MbKjEtlPAPbWBoHQ/oKYsZrHb/Hij9J1UubCqnPit3Sgd/pqan6z+X6
PK3IfnCagXcAo2UwYzAPBgNVHRMBAf8EBTADAQH/MDEGA1UdEQQqMCiCFGR1a2Nh
cGlsLnVqaS5leGFtcGxlghBhbWFuLnVqaS5leGFtcGxlMB0GA1UdDgQWBBQnwGid
ltYOmO3FEQl+9RXo6SFzHTAKBggqhkjOPQQDAgNIADBFAiBAT+055R0faHEG2meO
6nYjfgdnhohodfBiHgoYMyp/mgIhAN6G3zA4p2iWi8ZfRjWmS1H1RhfCBecY9DQR
wCukDDMn
-----END CERTIFICATE-----
`,
};
