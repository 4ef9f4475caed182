export { acknowledgeAlarm, muteAlarm, unmuteAlarm } from './act';
export { type AlarmStep, alarmHistory } from './events';
export { type SourceAlarm, sourceAlarms } from './of-sources';
export { type RuleInForce, rulesOf } from './profile';
export type { Severity } from './rule';
export { type Alarm, endedAlarms, findAlarm, type StandingAlarm, standingAlarms } from './standing';
export { watchAlarms } from './watch';
