// `npm start`: brings a fresh clone to the point where its programs can run, then hands over to the house.
// Plain JavaScript without imports from packages, because there may be none yet.
import { prepare } from './prepare.mjs';

await prepare({ build: true });
await import('../../build/programs/house.mjs');
