// `npm start`: brings a fresh clone to the point where TypeScript can run, then hands over to the house.
// Plain JavaScript without imports from packages, because there may be none yet.
import { prepare } from './prepare.mjs';

await prepare({ build: true });
const { register } = await import('tsx/esm/api');
register();
await import('./house.ts');
