import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface SmallServer {
  url: string;
  /** What was asked so far. */
  asked: Asked[];
  stop: () => Promise<void>;
}

type Answer = (asked: Asked, response: ServerResponse, count: number) => unknown;

/** A server on this machine that answers as a test says; `count` is the number of the question, from 1. */
export async function startSmallServer(answer: Answer, tls = false): Promise<SmallServer> {
  const asked: Asked[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const piece of request) body += piece;
    const one = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', 'http://uji.example'),
      headers: request.headers,
      body,
    };
    asked.push(one);
    answer(one, response, asked.length);
  };
  const server = tls ? createSecureServer(SELF_SIGNED, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(
  response: ServerResponse,
  value: unknown,
  headers: Record<string, string> = {},
  status = 200,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** A certificate that nobody vouches for, made for these tests and good for a hundred years. */
const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgEC1dq4KPZg+8kKES
1pMsFEGj9Hlk8/2ATto4KLr8wfChRANCAAQq50Z7+C9f0sRQtnF0NJmTT8XEWC07
EtSfyekjijnHjjtxGrVb0+MwPpsnoa2oSQB6T8oD5/sC9YTsaE2F0Ccd
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBFTCBvAIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAt1amkuZXhhbXBsZTAg
Fw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UEAwwLdWpp
LmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQq50Z7+C9f0sRQtnF0
NJmTT8XEWC07EtSfyekjijnHjjtxGrVb0+MwPpsnoa2oSQB6T8oD5/sC9YTsaE2F
0CcdMAoGCCqGSM49BAMCA0gAMEUCIQDL+bX6zzls+vCHkKvzj+OfF69W0JXKbZER
wXi4BEMDnwIgdKVbE7qifx05tiJspKbazHABEawdFkyKjShi/ANZn7M=
-----END CERTIFICATE-----
`,
};
