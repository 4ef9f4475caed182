/**
 * The whole house with a small demo city, for tests that look at pages. Prints `siap <link for the first administrator>` when
 * every record is loaded and the last months are judged.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { firstAdminInvite } from '../../clickhouse/accounts/first-admin';
import { now } from '../../clickhouse/clock';
import { monthOf } from '../../clickhouse/local-time';
import { runLedger } from '../../ingest/runs/store';
import { firstWindow, handOverDemo } from '../../jobs/demo/load-demo';
import { openHouse } from '../../jobs/start/open-house';
import { assessMonth } from '../../jobs/work/assess-month.job';

const SCALE = 0.05;
const TIMEZONE = 'Asia/Jakarta';

const house = await openHouse({ web: true });
process.on('SIGTERM', () => void house.close().then(() => process.exit(0)));
const { runs } = await handOverDemo(firstWindow(now(), TIMEZONE), { scale: SCALE });
while (!(await Promise.all(runs.map((run) => runLedger(run)))).every((l) => l.state === 'selesai')) await sleep(300);
for (const back of [2, 1]) await assessMonth({ month: monthOf(now(), TIMEZONE, back) });
process.stdout.write(`siap ${await firstAdminInvite()}\n`);
