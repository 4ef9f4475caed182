import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Role, roles } from './roles';
import { accessOf, maySee, type RouteId, routes } from './routes';
import type { Session } from './sessions.server';

// A session is whatever the test says; nothing else is pretended.
vi.mock('./session-cookie.server', async (original) => ({
  ...(await original<typeof import('./session-cookie.server')>()),
  readSessionId: async (request: Request) => request.headers.get('X-Uji-Peran'),
}));
vi.mock('./sessions.server', async (original) => ({
  ...(await original<typeof import('./sessions.server')>()),
  readSession: async (role: Role): Promise<Session> => ({
    userId: '00000000-0000-4000-8000-000000000000',
    name: 'Uji',
    email: 'uji@contoh.go.id',
    role,
    skpd: role === 'skpd' ? 'uji' : null,
    passwordMark: '',
    startedAt: Date.now(),
    checkedAt: Date.now(),
  }),
}));

const folder = new URL('../routes/', import.meta.url).pathname;
const files = readdirSync(folder).filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));
const idOf = (file: string) => file.replace(/\.tsx?$/, '');
const declared = Object.keys(routes) as RouteId[];

describe('declarations', () => {
  it('holds every route file to app/routes itself, where this test sees it', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name)).toEqual([]);
  });

  it('says for every route file who may see it', () => {
    expect(files.map(idOf).filter((id) => !(id in routes))).toEqual([]);
  });

  it('has a file for every declaration', () => {
    expect(declared.filter((id) => !files.map(idOf).includes(id))).toEqual([]);
  });

  it('gives every route a guarded loader, and guards every action under its own name', () => {
    const unguarded: string[] = [];
    for (const file of files) {
      const source = readFileSync(join(folder, file), 'utf8');
      const starts = [...source.matchAll(/^export (?:async function|function|const|let|\{)/gm)].map((m) => m.index);
      const parts = starts.map((start, i) => source.slice(start, starts[i + 1]));
      const entrances = parts.filter((part) =>
        /^export (?:async function|function|const|let) (?:loader|action)\b/.test(part),
      );
      // A page without a loader would be drawn for anybody.
      if (!entrances.some((part) => /^export (?:async )?(?:function|const|let) loader\b/.test(part)))
        unguarded.push(`${file}: loader`);
      if (/^export \{[^}]*\b(?:loader|action)\b/m.test(source)) unguarded.push(`${file}: re-export`);
      for (const part of entrances) {
        if (!part.includes(`guard(request, '${idOf(file)}')`)) unguarded.push(`${file}: ${part.slice(0, 40)}`);
      }
    }
    expect(unguarded).toEqual([]);
  });
});

type Handler = (args: { request: Request; params: Record<string, string>; context: object }) => unknown;

/** The status a handler answers or throws with; a failure behind the guard counts as let in. */
async function outcome(
  handler: Handler,
  method: string,
  role: Role | null,
): Promise<{ refused: boolean; how: string }> {
  const stop = new AbortController();
  const request = new Request('http://uji.local/halaman?x=1', {
    method,
    headers: role ? { 'X-Uji-Peran': role } : {},
    ...(method === 'POST' ? { body: new URLSearchParams() } : {}),
    signal: stop.signal,
  });
  let result: unknown;
  try {
    result = await handler({ request, params: { token: 'x', skpd: 'uji', kode: 'uji', id: 'uji' }, context: {} });
  } catch (thrown) {
    result = thrown;
  } finally {
    stop.abort();
  }
  if (!(result instanceof Response)) return { refused: false, how: String((result as Error)?.name ?? typeof result) };
  const location = result.headers.get('Location') ?? '';
  const type = result.headers.get('Content-Type') ?? '';
  void result.body?.cancel().catch(() => {});
  const toSignIn = location === '/masuk' || location.startsWith('/masuk?lanjut=');
  return {
    refused: toSignIn || result.status === 401 || result.status === 403,
    how: `${result.status} ${location} ${type}`,
  };
}

describe('every route as every role', () => {
  let data: string;
  beforeAll(() => {
    // Nothing runs on this data folder: whoever is let in finds the warehouse closed, at once.
    data = mkdtempSync(join(tmpdir(), 'rk-uji-'));
    process.env.RK_DATA = data;
    delete process.env.CLICKHOUSE_URL;
    delete process.env.REDIS_URL;
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  for (const file of files.filter((name) => idOf(name) in routes)) {
    const id = idOf(file) as RouteId;
    it(id, async () => {
      const module = (await import(join(folder, file))) as { loader?: Handler; action?: Handler };
      const { see, kind } = accessOf(id);
      for (const [method, handler] of [
        ['GET', module.loader],
        ['POST', module.action],
      ] as const) {
        if (!handler) continue;
        for (const role of [...roles, null]) {
          const { refused, how } = await outcome(handler, method, role);
          const expected = role ? !maySee(id, role) : see !== 'public';
          expect(refused, `${method} ${id} as ${role ?? 'a stranger'}: ${how}`).toBe(expected);
          if (!refused) continue;
          if (kind === 'resource') expect(how).toMatch(/^40[13] .*application\/json/);
          else if (role) expect(how).toMatch(/^403/);
          else expect(how).toMatch(/^302 \/masuk/);
        }
      }
    });
  }
});
