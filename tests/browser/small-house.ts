/**
 * The whole house with the smallest city and no data, for tests of pages that bring their own. Prints `siap <link for the first
 * administrator>` once it serves.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstAdminInvite } from '../../clickhouse/accounts/first-admin';
import { SMALL_CITY } from '../../clickhouse/city/fixture';
import { dataFolder } from '../../clickhouse/data-folder/paths';
import { openHouse } from '../../jobs/start/open-house';

const profile = join(dataFolder(), 'kota-uji.yaml');
mkdirSync(dataFolder(), { recursive: true });
writeFileSync(profile, SMALL_CITY);
process.env.RK_CITY = profile;
const house = await openHouse({ web: true });
process.on('SIGTERM', () => void house.close().then(() => process.exit(0)));
process.stdout.write(`siap ${await firstAdminInvite()}\n`);
