import type { Severity } from '../../clickhouse/alarms';
import type { Viewer } from '../access/roles';

/** How long a mute may last, in hours. */
export const MUTES = { hour: 1, hours4: 4, day: 24, days3: 72, week: 168, month: 720 } as const;
export type MuteFor = keyof typeof MUTES;

/** What the list may be narrowed to. */
export const STATES = ['berdiri', 'baru', 'dibaca', 'bisu', 'selesai'] as const;
export type AlarmState = (typeof STATES)[number];

/** The gravest first. */
export const SEVERITIES = ['tinggi', 'sedang', 'rendah'] as const satisfies Severity[];

type Who = Pick<Viewer, 'role' | 'skpd'>;

/** Everybody of the city's government may say that an alarm was read; staff of an office of its own alarms only. */
export const mayAcknowledge = (viewer: Who, alarm: { skpd: string | null }): boolean =>
  viewer.role === 'skpd' ? viewer.skpd !== null && alarm.skpd === viewer.skpd : viewer.role !== 'device';

/** Who may silence an alarm for others: not the office that it is about. */
export const mayMute = ({ role }: Who): boolean => role !== 'skpd' && role !== 'device';
