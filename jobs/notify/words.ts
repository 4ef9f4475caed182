import type { Alarm } from '../../clickhouse/alarms';
import { localStamp } from '../../clickhouse/metrics/status';
import type { PlannedMessage } from './plan';

/** What a message says. Sentences of alarms hold codes, names of offices and numbers, never anything of a person. */
export interface Wording {
  subject: string;
  text: string;
  /** For machines. */
  json: object;
}

interface City {
  name: string;
  timezone: string;
  /** How recipients reach the product; null = links are left out. */
  address: string | null;
  officeNames: ReadonlyMap<string, string>;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

const linkTo = ({ address }: City, path: string) => (address ? new URL(path, address).href : '');
const pathOf = ({ id }: Alarm) => `/alarm/${encodeURIComponent(id)}`;

const forMachines = (alarm: Alarm, city: City) => ({
  id: alarm.id,
  aturan: alarm.rule,
  subjek: alarm.subject,
  tingkat: alarm.severity,
  skpd: alarm.skpd,
  kalimat: oneLine(alarm.textId),
  sentence: oneLine(alarm.textEn),
  mulai: alarm.startedAt.toISOString(),
  selesai: alarm.endedAt?.toISOString() ?? null,
  nilai: alarm.value,
  batas: alarm.against,
  tautan: linkTo(city, pathOf(alarm)) || null,
});

/** Words about one alarm. */
export function wordsOfAlarm(message: PlannedMessage, alarm: Alarm, city: City): Wording {
  const sentence = oneLine(alarm.textId);
  const owner = alarm.skpd === null ? 'seluruh kota' : (city.officeNames.get(alarm.skpd) ?? alarm.skpd);
  const ended = message.kind === 'selesai';
  const lines = [
    ended ? `Alarm ini sudah selesai: ${sentence}` : sentence,
    '',
    `Tingkat: ${alarm.severity}`,
    `Pemilik: ${owner}`,
    `Sejak: ${localStamp(alarm.startedAt, city.timezone)}`,
    ...(ended && alarm.endedAt ? [`Selesai: ${localStamp(alarm.endedAt, city.timezone)}`] : []),
    ...(city.address ? ['', linkTo(city, pathOf(alarm))] : []),
  ];
  return {
    subject: `[${ended ? 'Selesai' : `Alarm ${alarm.severity}`}] ${sentence}`,
    text: `${lines.join('\n')}\n\n-- \nRuang Kendali ${city.name}\n`,
    json: { kiriman: message.messageId, jenis: message.kind, alarm: [forMachines(alarm, city)] },
  };
}

/** Words of a digest. */
export function wordsOfDigest(message: PlannedMessage, alarms: readonly Alarm[], city: City): Wording {
  const lines = alarms.map((alarm) => `- ${oneLine(alarm.textId)}`);
  const link = linkTo(city, '/alarm?tingkat=rendah');
  return {
    subject: `[Ringkasan] ${alarms.length} alarm bertingkat rendah masih berdiri`,
    text: `${[...lines, ...(link ? ['', link] : [])].join('\n')}\n\n-- \nRuang Kendali ${city.name}\n`,
    json: { kiriman: message.messageId, jenis: 'ringkasan', alarm: alarms.map((alarm) => forMachines(alarm, city)) },
  };
}
