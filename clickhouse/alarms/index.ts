export { type SourceAlarm, sourceAlarms } from './of-sources';
export { SEVERITIES, type Severity } from './rule';
export { type StandingAlarm, standingAlarms } from './standing';
export { type WatchResult, watchAlarms } from './watch';
