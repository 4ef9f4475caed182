/** The house without its web part, for tests that only load. */
import { openHouse } from '../../jobs/start/open-house';

const house = await openHouse({ web: false });
process.on('SIGTERM', () => void house.close().then(() => process.exit(0)));
process.stdout.write('siap\n');
