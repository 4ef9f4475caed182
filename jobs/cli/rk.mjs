// `npm run rk -- <perintah>`: like `npm start`, makes sure that its program can run, then hands over.
import { prepare } from '../start/prepare.mjs';

await prepare({ build: false });
await import('../../build/programs/rk.mjs');
