import type { CityProfile, CityService, CitySkpd } from '../../clickhouse/city/schema';
import { CityDays, type OfficeHours } from './city-days';
import type { Theme } from './complaint-themes';
import { offsetSeconds } from './local-time';
import { type Conduct, conductOf } from './offices';
import { type Random, runningSums } from './random';

export interface Office {
  skpd: CitySkpd;
  conduct: Conduct;
  hours: OfficeHours;
  services: CityService[];
  /** number before its first officer, set when first asked for */
  firstOfficer?: number;
  /** its number in SP4N-LAPOR!, set when first asked for */
  number?: string;
  /** what people complain about there, set when first asked for */
  themes?: { theme: Theme; weight: number }[];
  themesRunning?: number[];
}

/** A place where somebody lives. */
export interface Place {
  kecamatan: string;
  kecamatanName: string;
  /** '' when the profile names no kelurahan */
  kelurahan: string;
  kelurahanName: string;
}

/** The profile as the generator uses it: offices with their ways, places by where people live, the calendar. */
export class DemoCity {
  readonly days: CityDays;
  readonly offices: Office[];
  readonly officeByCode: Map<string, Office>;
  /** Host of the city portal. */
  readonly portal: string;
  /** Local time minus UTC, in seconds. */
  readonly offset: number;
  private readonly placesOf = new Map<string, Place[]>();
  private readonly kecamatanRunning: number[];

  constructor(
    readonly profile: CityProfile,
    readonly seed: number,
    readonly scale: number,
  ) {
    this.days = new CityDays(profile);
    this.offset = offsetSeconds(profile.zona_waktu);
    this.offices = profile.skpd.map((skpd) => ({
      skpd,
      conduct: conductOf(skpd, seed),
      hours: this.days.hours(skpd.kalender),
      services: profile.layanan.filter((service) => service.skpd === skpd.kode),
    }));
    this.officeByCode = new Map(this.offices.map((office) => [office.skpd.kode, office]));
    const log = profile.sumber.find((source) => source.id === 'situs-kota');
    const anyHost = profile.skpd.find((skpd) => skpd.hosts.length > 0)?.hosts[0];
    this.portal = log?.situs ?? profile.kop_surat.laman ?? anyHost ?? 'kota.example';
    for (const kecamatan of profile.kecamatan) {
      const whole = { kecamatan: kecamatan.kode, kecamatanName: kecamatan.nama, kelurahan: '', kelurahanName: '' };
      const places = kecamatan.kelurahan.map((k) => ({ ...whole, kelurahan: k.kode, kelurahanName: k.nama }));
      this.placesOf.set(kecamatan.kode, places.length > 0 ? places : [whole]);
    }
    this.kecamatanRunning = runningSums(profile.kecamatan.map((kecamatan) => kecamatan.penduduk_jiwa ?? 100_000));
  }

  /** Where somebody lives: anywhere by population, or within one kecamatan. */
  place(random: Random, kecamatan?: string | null): Place {
    const code = kecamatan ?? this.profile.kecamatan[random.weighted(this.kecamatanRunning)]?.kode ?? '';
    return random.pick(this.placesOf.get(code) as Place[]);
  }

  /** The region code of a row, or '' where the office did not write it down. */
  regionOf(random: Random, office: Office): string {
    const place = this.place(random, office.skpd.wilayah);
    if (!random.chance(office.conduct.regionKnown)) return '';
    return random.chance(0.85) && place.kelurahan ? place.kelurahan : place.kecamatan;
  }
}
