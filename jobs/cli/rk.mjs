// `npm run rk -- <perintah>`: like `npm start`, makes sure that TypeScript can run, then hands over.
import { prepare } from '../start/prepare.mjs';

await prepare({ build: false });
const { register } = await import('tsx/esm/api');
register();
await import('./rk.ts');
