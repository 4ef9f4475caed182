import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
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
export async function startSmallServer(answer: Answer): Promise<SmallServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
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
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
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
