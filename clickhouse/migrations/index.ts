import { facts } from './0001-facts';
import { ledger } from './0002-ledger';
import { house } from './0003-house';
import { sources } from './0004-sources';
import { openingHours } from './0005-opening-hours';
import { participationSubject } from './0006-participation-subject';
import { fasterLogs } from './0007-faster-logs';
import { derived } from './0008-derived';
import { screens } from './0009-screens';
import { alarms } from './0010-alarms';
import { map } from './0011-map';
import { questions } from './0012-questions';
import type { Layout } from './ddl';

export interface Migration {
  id: number;
  name: string;
  statements: (layout: Layout) => string[];
}

/** All migrations in order. Forward only: a landed one never changes (its checksum is kept), a new one is added. */
export const migrations: Migration[] = [
  facts,
  ledger,
  house,
  sources,
  openingHours,
  participationSubject,
  fasterLogs,
  derived,
  screens,
  alarms,
  map,
  questions,
];
