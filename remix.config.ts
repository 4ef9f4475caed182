import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vitest/config';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

// Vitest 5 prints failures with Map.groupBy, which Node 20 lacks: without this a red run would hide its reasons.
if (!('groupBy' in Map)) {
  Object.assign(Map, {
    groupBy<T, K>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
      const groups = new Map<K, T[]>();
      let index = 0;
      for (const item of items) {
        const key = keyOf(item, index++);
        const group = groups.get(key);
        if (group) group.push(item);
        else groups.set(key, [item]);
      }
      return groups;
    },
  });
}

// Loaded for tests only: a build needs no test runner.
const sequence = process.env.VITEST ? { sequencer: (await import('./tests/longest-first')).LongestFirst } : {};

/** The one configuration of Remix, Vite and Vitest; every command names it with `--config remix.config.ts`. */
export default defineConfig({
  plugins: [
    !process.env.VITEST &&
      remix({
        ignoredRouteFiles: ['**/*.test.{ts,tsx}'],
        future: {
          v3_fetcherPersist: true,
          v3_relativeSplatPath: true,
          v3_throwAbortReason: true,
          v3_lazyRouteDiscovery: true,
          v3_singleFetch: true,
        },
      }),
  ],
  // Tests start the bundled programs (tests/bundle.ts), as the product does.
  define: process.env.VITEST ? { IS_BUNDLED: 'true' } : {},
  build: {
    target: 'es2022',
    // Offices still run the last Chrome of Windows 7 (109).
    cssTarget: ['chrome109', 'firefox115', 'safari15.6'],
    // Fonts and pictures stay files of our own origin: the content policy does not allow data: fonts.
    assetsInlineLimit: 0,
    // The server bundle is never sent to a browser; its size says nothing.
    reportCompressedSize: false,
  },
  test: {
    include: ['{app,clickhouse,ingest,jobs,tests}/**/*.test.{ts,tsx}'],
    // Two minutes in a browser on two cores, each kind of connection being tested without one too: `npm run test:connections`.
    exclude: process.env.SAMBUNGAN ? [] : ['tests/browser/new-source-connections.test.ts'],
    environment: 'node',
    globalSetup: 'tests/bundle.ts',
    sequence,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Many files start an engine of their own, about 300 MB each.
    maxWorkers: 2,
  },
});
