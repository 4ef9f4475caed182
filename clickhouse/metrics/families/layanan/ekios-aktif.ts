import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { remembered } from '../../../warehouse/remember';
import type { MetricSource } from '../../definition';
import { parameters, period } from '../../narrow';
import { kecamatanOf, newestProfile, ofOffice } from '../../sql/city';
import { percentOf } from '../../sql/percent';
import { time } from '../../sql/types';
import type { MetricInput } from '../../types';

/** The source ids of the kiosks: named so, or mapped so in the profile. */
const ekiosSources = `(SELECT source_id FROM city_sources
  WHERE profile_version = (SELECT max(version) FROM city_profiles) AND (mapping LIKE '%kios%' OR source_id LIKE '%kios%'))`;

/** One kiosk: the machine that the record names, else the officer key it writes, else the office where it stands. */
const KIOSK = `multiIf(attributes['kios'] != '', attributes['kios'], officer != 0, toString(officer), toString(skpd))`;

/** Kiosks alive in the 24 hours before each of the moments {at}. */
const kiosksAtMoments = `SELECT at, uniqExact(kiosk) AS value, count() AS n
  FROM (
    SELECT arrayJoin({at:Array(DateTime('UTC'))}) AS at, ${KIOSK} AS kiosk, e.time AS beat
    FROM service_events AS e
    WHERE source_id IN ${ekiosSources} AND time < {to:DateTime('UTC')} AND time >= toDateTime({from:DateTime('UTC')}, 'UTC') - INTERVAL 1 DAY
  )
  WHERE beat < at AND beat >= at - INTERVAL 1 DAY
  GROUP BY at`;

const feeders = {
  sql: `SELECT DISTINCT source_id AS source FROM (${ekiosSources}) ORDER BY source`,
  name: 'e-Kios',
};

export const ekiosAktif: MetricSource = {
  definition: {
    name: { id: 'e-Kios aktif', en: 'Active e-Kios' },
    formula: {
      id: 'Banyaknya e-Kios yang mengirim detak atau transaksi dalam 24 jam sebelum akhir periode. Bila catatan tidak menyebut mesinnya, tiap SKPD tempatnya berdiri dihitung satu.',
      en: 'Kiosks that sent a heartbeat or a transaction within the 24 hours before the end of the period. Where records name no machine, each office counts as one.',
    },
    unit: 'kios',
    direction: 'naik_baik',
    minimumN: 0,
    counts: 'detak',
    sources: ['service_events'],
    parts: { pernah_aktif: { id: 'e-Kios yang pernah aktif dalam 90 hari', en: 'kiosks seen in 90 days' } },
  },
  atMoments: kiosksAtMoments,
  feeders,
  parts: `SELECT toFloat64(uniqExact(${KIOSK})) AS pernah_aktif FROM service_events
    WHERE source_id IN ${ekiosSources} AND time < {to:DateTime('UTC')} AND time >= toDateTime({to:DateTime('UTC')}, 'UTC') - INTERVAL 90 DAY`,
};

/** Kiosks heard of in the 90 days before the end of the period, with their transactions in it. */
const knownKiosks = `SELECT ${KIOSK} AS kiosk, anyLast(e.skpd) AS office, anyLast(e.wilayah) AS region,
    max(e.time) AS heard_at, countIf(step = 'diajukan' AND e.time >= {from:DateTime('UTC')}) AS transactions,
    transactions = 0 AS idle
  FROM service_events AS e
  WHERE source_id IN ${ekiosSources} AND e.time < {to:DateTime('UTC')}
    AND e.time >= toDateTime({to:DateTime('UTC')}, 'UTC') - INTERVAL 90 DAY AND ${ofOffice('e.skpd')}
  GROUP BY kiosk`;

export const ekiosMenganggur: MetricSource = {
  definition: {
    name: { id: 'e-Kios menganggur', en: 'Idle e-Kios' },
    formula: {
      id: 'Bagian e-Kios yang tidak melayani satu transaksi pun dalam periode, dari yang pernah terdengar dalam 90 hari sebelum akhir periode. Bila catatan tidak menyebut mesinnya, tiap SKPD tempatnya berdiri dihitung satu. Selama tidak satu pun berdetak, angkanya tidak diketahui.',
      en: 'Share of the kiosks heard of in the 90 days before the end of the period that served no transaction in the period. Where records name no machine, each office counts as one. While none is heard of it is unknown.',
    },
    unit: 'persen',
    direction: 'turun_baik',
    minimumN: 1,
    counts: 'e-Kios',
    sources: ['service_events'],
    parts: {},
  },
  rows: `SELECT *, toDateTime({to:DateTime('UTC')}, 'UTC') - 1 AS moment, toString(office) AS d_skpd, ${kecamatanOf('region')} AS d_kecamatan FROM (${knownKiosks})`,
  value: percentOf('idle'),
  n: 'count()',
  feeders,
  dimensions: ['skpd', 'kecamatan'],
  detail: [
    { column: 'kiosk', label: { id: 'e-Kios', en: 'Kiosk' }, kind: 'teks' },
    { column: 'heard_at', label: { id: 'Terakhir terdengar', en: 'Last heard' }, kind: 'waktu' },
    { column: 'transactions', label: { id: 'Transaksi', en: 'Transactions' }, kind: 'angka' },
    { column: 'idle', label: { id: 'Menganggur', en: 'Idle' }, kind: 'ya_tidak' },
  ],
};

const statesQuery = remembered(
  ['service_events'],
  defineQuery({
    name: 'kiosk_states',
    sql: `SELECT k.kiosk AS kiosk, if(o.short_name = '', toString(k.office), o.short_name) AS office, k.heard_at AS heardAt,
        k.heard_at < toDateTime({to:DateTime('UTC')}, 'UTC') - INTERVAL 1 DAY AS isSilent
      FROM (${knownKiosks}) AS k
      LEFT JOIN (SELECT skpd AS code, short_name FROM city_skpd WHERE profile_version = ${newestProfile}) AS o ON o.code = k.office
      ORDER BY heardAt, kiosk`,
    params: period,
    row: z.object({ kiosk: z.string(), office: z.string(), heardAt: time, isSilent: z.coerce.boolean() }),
  }),
);

/** Kiosks known of the 90 days before the end of the period, the longest silent first; silent = not heard of in its last 24 hours. */
export const kioskStates = (input: MetricInput) => statesQuery(parameters(input));
