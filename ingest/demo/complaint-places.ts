import type { DemoCity, Place } from './city';
import type { LocalDay } from './local-time';
import { type Random, runningSums, trait } from './random';

/**
 * How readily people of a kecamatan report, per head. Where water comes and roads are broken people write more, and
 * some neighbourhoods have never got into the habit. A kecamatan that is not here gets a seeded readiness.
 */
const readiness: Record<string, number> = {
  Benda: 2.5,
  Periuk: 1.9,
  Karawaci: 1.9,
  Tangerang: 1.05,
  Cipondoh: 1.2,
  Ciledug: 0.95,
  Cibodas: 1.15,
  Neglasari: 1.1,
  Pinang: 0.8,
  Batuceper: 1.15,
  'Karang Tengah': 0.85,
  Jatiuwung: 0.8,
  Larangan: 0.65,
};

/** Kecamatan that the water reaches, with their share of its complaints. In the rainy months they report more of everything. */
const waterShares: [name: string, share: number][] = [
  ['Benda', 0.4],
  ['Periuk', 0.36],
  ['Cipondoh', 0.24],
];
const rainFactor: Record<string, number> = { Benda: 1.35, Periuk: 1.35 };

/** Where commuters and people beyond the border write from, by the city they write to. */
const neighbours: Record<string, { kecamatan: string; city: string; province: string }[]> = {
  '36.71': [
    { kecamatan: 'Pondok Aren', city: 'Kota Tangerang Selatan', province: 'Banten' },
    { kecamatan: 'Serpong Utara', city: 'Kota Tangerang Selatan', province: 'Banten' },
    { kecamatan: 'Pasar Kemis', city: 'Kabupaten Tangerang', province: 'Banten' },
    { kecamatan: 'Kosambi', city: 'Kabupaten Tangerang', province: 'Banten' },
    { kecamatan: 'Kelapa Dua', city: 'Kabupaten Tangerang', province: 'Banten' },
    { kecamatan: 'Kalideres', city: 'Kota Adm. Jakarta Barat', province: 'DKI Jakarta' },
  ],
};
/** Share of the reports that come from there. */
const outsideShare = 0.024;

/** October to April. */
export function isRainy(day: LocalDay): boolean {
  return day.month >= 10 || day.month <= 4;
}

/** The place that a report names. */
export interface ReportPlace extends Place {
  city: string;
  province: string;
  outside: boolean;
}

/** Where the complaints of the city come from. */
export class ComplaintPlaces {
  readonly hasWater: boolean;
  private readonly dry: number[];
  private readonly rainy: number[];
  private readonly water: { code: string; share: number }[];
  private readonly waterRunning: number[];
  private readonly neighbours: (typeof neighbours)[string];

  constructor(private readonly city: DemoCity) {
    const { kecamatan, kode } = city.profile;
    const weights = kecamatan.map(
      (each) =>
        (each.penduduk_jiwa ?? 100_000) *
        (readiness[each.nama] ?? 0.4 + 1.6 * trait(city.seed, 'melapor', each.kode) ** 2),
    );
    this.dry = runningSums(weights);
    this.rainy = runningSums(weights.map((weight, i) => weight * (rainFactor[kecamatan[i]?.nama ?? ''] ?? 1)));
    this.water = waterShares.flatMap(([name, share]) => {
      const found = kecamatan.find((each) => each.nama === name);
      return found ? [{ code: found.kode, share }] : [];
    });
    this.waterRunning = runningSums(this.water.map((each) => each.share));
    this.hasWater = this.water.length > 0;
    this.neighbours = neighbours[kode] ?? [];
  }

  /** A kecamatan by how many report there. */
  reporting(random: Random, day: LocalDay): string {
    const at = random.weighted(isRainy(day) ? this.rainy : this.dry);
    return this.city.profile.kecamatan[at]?.kode ?? '';
  }

  /** A kecamatan that the water reaches. */
  flooded(random: Random): string | undefined {
    return this.water[random.weighted(this.waterRunning)]?.code;
  }

  /** A place within a kecamatan of the city. */
  within(random: Random, code: string): ReportPlace {
    return { ...this.city.place(random, code), city: this.city.profile.nama, province: 'Banten', outside: false };
  }

  /** A place of a usual report: by readiness, and now and then beyond the border. */
  anywhere(random: Random, day: LocalDay): ReportPlace {
    const inside = this.within(random, this.reporting(random, day));
    if (this.neighbours.length === 0 || !random.chance(outsideShare)) return inside;
    const { kecamatan, city, province } = random.pick(this.neighbours);
    return {
      kecamatan: '',
      kecamatanName: kecamatan,
      kelurahan: '',
      kelurahanName: '',
      city,
      province,
      outside: true,
    };
  }
}
