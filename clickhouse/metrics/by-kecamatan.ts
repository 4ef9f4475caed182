import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';
import { remembered } from '../warehouse/remember';
import { newestProfile } from './sql/city';
import { openComplaints, receivedComplaints } from './sql/complaints';
import { instant } from './sql/types';

export interface KecamatanComplaints {
  /** Kemendagri code such as 36.71.04. */
  kode: string;
  nama: string;
  penduduk: number | null;
  /** Open complaints. */
  terbuka: number;
  /** Of those, past their limit. */
  lewatBatas: number;
  /** Open complaints per 10,000 residents; null when the population is not known. */
  per10rb: number | null;
}

/** Open complaints per region code of the kecamatan level; '' = tanpa lokasi, 'luar' = outside the city. */
const openByRegion = remembered(
  ['complaints'],
  defineQuery({
    name: 'complaints_open_by_kecamatan',
    sql: `SELECT kecamatan AS kode,
      count() AS terbuka, countIf(overdue) AS lewat_batas
    FROM (${openComplaints}) GROUP BY kode`,
    params: z.object({ to: instant, timezone: z.string(), skpd: z.string() }),
    row: z.object({ kode: z.string(), terbuka: z.number(), lewat_batas: z.number() }),
  }),
);

const kecamatanOfCity = remembered(
  [],
  defineQuery({
    name: 'city_kecamatan',
    sql: `SELECT wilayah AS kode, name AS nama, population AS penduduk FROM city_wilayah
    WHERE profile_version = ${newestProfile} AND level = 'kecamatan' ORDER BY wilayah`,
    params: z.object({}),
    row: z.object({ kode: z.string(), nama: z.string(), penduduk: z.number().nullable() }),
  }),
);

/** Open complaints of every kecamatan at one moment, and those that the map cannot show. The parts add up to `total`. */
export async function openComplaintsByKecamatan(input: {
  at: Date;
  timezone: string;
  /** Code of one SKPD; absent = the whole city. */
  skpd?: string;
}): Promise<{ rows: KecamatanComplaints[]; tanpaLokasi: number; luarKota: number; total: number }> {
  const [regions, open] = await Promise.all([
    kecamatanOfCity({}),
    openByRegion({ to: input.at, timezone: input.timezone, skpd: input.skpd ?? '' }),
  ]);
  const byCode = new Map(open.map((row) => [row.kode, row]));
  const rows = regions.map(({ kode, nama, penduduk }): KecamatanComplaints => {
    const found = byCode.get(kode);
    const terbuka = found?.terbuka ?? 0;
    const per10rb = penduduk ? (terbuka * 10_000) / penduduk : null;
    return { kode, nama, penduduk, terbuka, lewatBatas: found?.lewat_batas ?? 0, per10rb };
  });
  const total = open.reduce((sum, row) => sum + row.terbuka, 0);
  const tanpaLokasi = byCode.get('')?.terbuka ?? 0;
  const inside = rows.reduce((sum, row) => sum + row.terbuka, 0);
  return { rows, tanpaLokasi, luarKota: total - tanpaLokasi - inside, total };
}

/** Complaints received in a period by what became of them; the parts and the remainder add up to the total. */
export interface ComplaintTotals {
  total: number;
  /** Received, not yet in work. */
  menunggu: number;
  diproses: number;
  /** Closed by the reporter or an admin. */
  selesai: number;
  ditutupSistem: number;
  /** Closed, and the source does not tell by whom. */
  selesaiTanpaPenutup: number;
  diarsipkan: number;
  bukanKewenangan: number;
  tertunda: number;
  /** Total minus the parts: states that none of them names ("belum terklasifikasi"). */
  sisa: number;
}

const totalsQuery = defineQuery({
  name: 'complaint_totals',
  sql: `SELECT count() AS total,
      countIf(state IN ('diterima', 'diverifikasi', 'didisposisikan')) AS menunggu,
      countIf(state IN ('diproses', 'ditindaklanjuti')) AS diproses,
      countIf(state = 'selesai' AND closed_by_whom IN ('pelapor', 'admin')) AS selesai,
      countIf(state = 'selesai' AND closed_by_whom = 'sistem') AS ditutupSistem,
      countIf(state = 'selesai' AND closed_by_whom NOT IN ('pelapor', 'admin', 'sistem')) AS selesaiTanpaPenutup,
      countIf(state = 'diarsipkan') AS diarsipkan,
      countIf(state = 'bukan_kewenangan') AS bukanKewenangan,
      countIf(state = 'tertunda') AS tertunda
    FROM (${receivedComplaints})`,
  params: z.object({ from: instant, to: instant, skpd: z.string() }),
  row: z.object({
    total: z.number(),
    menunggu: z.number(),
    diproses: z.number(),
    selesai: z.number(),
    ditutupSistem: z.number(),
    selesaiTanpaPenutup: z.number(),
    diarsipkan: z.number(),
    bukanKewenangan: z.number(),
    tertunda: z.number(),
  }),
});

export async function complaintTotals(input: { from: Date; to: Date; skpd?: string }): Promise<ComplaintTotals> {
  const [row] = await totalsQuery({ from: input.from, to: input.to, skpd: input.skpd ?? '' });
  const { total, ...parts } = row!;
  return { total, ...parts, sisa: total - Object.values(parts).reduce((sum, n) => sum + n, 0) };
}
