/*
 * The rooms of the house and the arrows between them (README, "How it is built"):
 *   app -> clickhouse, app -> jobs/queue, jobs -> ingest -> clickhouse
 * Type-only imports count as arrows too, unless a rule says otherwise.
 */
const atRunTime = { dependencyTypesNot: ['type-only'] };

/** Modules of app/ that only ever run on the server. Routes and the root hold both sides; Remix takes their loaders out. */
const serverSide = String.raw`\.server\.tsx?$|^app/(http/|server\.ts$|routes/|root\.tsx$|test-)|\.test\.tsx?$`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular-imports',
      comment: 'Two files that need each other are one file, or a third file wants to be born. Types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'clickhouse-knows-no-other-room',
      severity: 'error',
      from: { path: '^clickhouse/' },
      to: { path: '^(app|jobs|ingest|tests)/' },
    },
    {
      name: 'ingest-knows-only-clickhouse',
      severity: 'error',
      from: { path: '^ingest/' },
      to: { path: '^(app|jobs|tests)/' },
    },
    {
      name: 'jobs-know-no-pages',
      severity: 'error',
      from: { path: '^jobs/' },
      to: { path: '^(app|tests)/' },
    },
    {
      name: 'app-reaches-jobs-by-the-queue-only',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^jobs/', pathNot: '^jobs/queue/' },
    },
    {
      name: 'app-never-ingests',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(ingest|tests)/' },
    },
    {
      name: 'browser-never-reaches-the-server',
      comment: 'What is named for the browser must not lead to the server by any number of steps.',
      severity: 'error',
      from: { path: String.raw`\.client\.tsx?$` },
      to: { path: String.raw`\.server\.tsx?$|^(clickhouse|ingest|jobs)/`, reachable: true },
    },
    {
      name: 'components-take-only-types-from-the-server',
      comment:
        'Every other module of app/ may end up in the browser: from the server side it may take types, and of clickhouse ' +
        "the pure rules of freshness, of the city's own time, the words of dimensions and the order of tiles.",
      severity: 'error',
      from: { path: '^app/', pathNot: serverSide },
      to: {
        path: String.raw`\.server\.tsx?$|^(clickhouse|jobs)/`,
        pathNot: String.raw`^clickhouse/(ledger/freshness|local-time|metrics/dimensions|snapshot/tiles)\.ts$`,
        ...atRunTime,
      },
    },
    {
      name: 'components-use-no-server-packages',
      severity: 'error',
      from: { path: '^app/', pathNot: serverSide },
      to: {
        path: 'node_modules/(@clickhouse|@hono|@node-rs|bullmq|hono|ioredis|pino|rate-limiter-flexible)/',
        ...atRunTime,
      },
    },
    {
      name: 'components-use-no-node',
      severity: 'error',
      from: { path: '^app/', pathNot: serverSide },
      to: { dependencyTypes: ['core'], ...atRunTime },
    },
    {
      name: 'one-door-to-the-engine',
      comment: 'Only clickhouse/warehouse makes clients; types of the client library may be used anywhere.',
      severity: 'error',
      from: { pathNot: '^clickhouse/warehouse/' },
      to: { path: 'node_modules/@clickhouse/client', ...atRunTime },
    },
    {
      name: 'nobody-imports-remix',
      comment: 'The package "remix" throws when it is loaded; its parts are @remix-run/*.',
      severity: 'error',
      from: {},
      to: { path: 'node_modules/remix/' },
    },
    {
      name: 'no-unresolvable-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: String.raw`^\.\./build/` },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { pathNot: String.raw`\.test\.tsx?$|^tests/|/test-[^/]+\.ts$|/fixture\.ts$` },
      to: { path: String.raw`\.test\.tsx?$|/test-[^/]+\.ts$|/fixture\.ts$` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
