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
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdTOc6e42BNiMbw08
LOqCBoNKo5gABdWc41IEy/W5LruhRANCAAQiZgEgZswEJC3ZBVLYvvYkWDpjvUHv
pqEPyWCh7oucO1iXDX10C8Jxn5bEDCxW/U+Ikhg7nmDzCroAxAdmbj/z
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUZ84/Cb4cfVIe0Dnq3tDHevaQbEYwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLdWppLmV4YW1wbGUwIBcNMjYxMTIyMDcwNDI1WhgPMjEyNjEw
MjkwNzA0MjVaMBYxFDASBgNVBAMMC3VqaS5leGFtcGxlMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEImYBIGbMBCQt2QVS2L72JFg6Y71B76ahD8lgoe6LnDtYlw19
dAvCcZ+WxAwsVv1PiJIYO55g8wq6AMQHZm4/86NrMGkwHQYDVR0OBBYEFM/0atBR
4PYGyLob5G2RoQB/g1W0MB8GA1UdIwQYMBaAFM/0atBR4PYGyLob5G2RoQB/g1W0
MA8GA1UdEwEB/wQFMAMBAf8wFgYDVR0RBA8wDYILdWppLmV4YW1wbGUwCgYIKoZI
zj0EAwIDRwAwRAIgOhpOoBDmDnCBDmmhFvXnvzZS/c25xDVxaLmsS9B8Wm4CIFTd
PxmHUjBgQgQgYR2aq9QFYwWwtlcr3zKIWVSMrJvX
-----END CERTIFICATE-----
`,
};
