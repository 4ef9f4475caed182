import { defineProbe, EVIDENCE_LIMIT } from '../probe';
import { inPeriod, office } from '../sql/period';
import { count, words } from '../sql/say';
import { LIMITS } from '../thresholds';

/** Messages and complaints that reached the office, by channel. */
const inbound = `SELECT skpd, toString(channel) AS channel, count() AS messages, max(time) AS newest
  FROM interactions WHERE ${inPeriod} AND ${office} AND direction = 'masuk' GROUP BY skpd, channel
  UNION ALL
  SELECT skpd, 'aduan' AS channel, uniqExact(source_id, tracking_id) AS messages, max(time) AS newest
  FROM complaints WHERE ${inPeriod} AND ${office} GROUP BY skpd`;

export const kanalDuaArah = defineProbe({
  id: 'kanal-dua-arah',
  tahap: 2,
  mandatory: true,
  question: {
    id: 'Adakah kanal tempat pesan warga benar-benar masuk?',
    en: 'Is there a channel on which citizens’ messages arrive?',
  },
  origin: 'Teks 1; LOSI 214, 271',
  effort: 'ringan',
  remedy: {
    id: 'Buka satu kanal (buku tamu, surel, atau obrolan) dan cantumkan di beranda. Sambungkan kotaknya ke Ruang Kendali supaya pesan tercatat.',
    en: 'Open one channel (guest book, e-mail or chat) and show it on the home page. Connect its box to Ruang Kendali so that messages are counted.',
  },
  unit: 'kanal',
  higherIsBetter: true,
  tables: ['interactions', 'complaints'],
  query: `SELECT skpd, toFloat64(countIf(messages >= ${LIMITS.inboundPerChannel})) AS value, toUInt64(sum(messages)) AS n,
    concat(arrayStringConcat(arrayMap(x -> concat(${words('x.2')}, ' ', ${count('x.1')}), arrayReverseSort(groupArray((messages, channel)))), ', '), ' pesan masuk.') AS detail
  FROM (${inbound}) GROUP BY skpd`,
  evidence: {
    table: 'interactions',
    sql: `SELECT channel AS kanal, messages AS pesan_masuk, toString(newest) AS terakhir FROM (${inbound}) ORDER BY pesan_masuk DESC, kanal LIMIT ${EVIDENCE_LIMIT}`,
  },
});
