import { randomUUID } from 'node:crypto';
import { privacyParams } from '../privacy/mask';
import type { LogSettings } from './access-log';

/** A source of access logs, for tests. */
export const settings: LogSettings = {
  sourceId: 'uji',
  timezone: 'Asia/Jakarta',
  site: 'kota.example',
  skpd: 'diskominfo',
  hosts: [],
};

/** What its lines are parsed with. */
export const params = {
  ...privacyParams({ privacyKey: '11'.repeat(16), rejectKey: '22'.repeat(32) }),
  run: randomUUID(),
  file: 0,
};
