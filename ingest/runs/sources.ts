import { currentCity } from '../../clickhouse/city/apply';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { now } from '../../clickhouse/clock';
import { PlainError } from '../../clickhouse/plain-error';
import { findMapping, mappings } from '../mappings';
import { normalName } from '../mappings/expressions';
import type { Mapping } from '../mappings/mapping';

/** The mapping id of access logs; every other id names a mapping, shipped or of the profile. */
export const ACCESS_LOG = 'log-akses';

/** A source of the current profile with its mapping (access logs have none), or one sentence that says which there are. */
export async function findSource(
  sourceId: string,
): Promise<{ source: CitySource; profile: CityProfile; mapping: Mapping | undefined }> {
  const { profile } = await currentCity();
  const source = profile.sumber.find((s) => s.id === sourceId);
  if (!source) {
    throw new PlainError(
      `Sumber "${sourceId}" tidak ada pada profil kota. Yang ada: ${profile.sumber.map((s) => s.id).join(', ')}`,
    );
  }
  const mapping = source.pemetaan === ACCESS_LOG ? undefined : findMapping(source.pemetaan, profile);
  if (source.pemetaan !== ACCESS_LOG && !mapping) {
    const known = [ACCESS_LOG, ...Object.keys(mappings), ...profile.pemetaan.map((m) => m.id)];
    throw new PlainError(
      `Pemetaan "${source.pemetaan}" dari sumber ${sourceId} tidak dikenal. Yang ada: ${known.join(', ')}`,
    );
  }
  return { source, profile, mapping: mapping && withRowsAt(source.sambungan?.baris, mapping) };
}

/** The mapping with the place of the records as the source's own answers have it. */
export function withRowsAt(baris: unknown, mapping: Mapping): Mapping {
  if (typeof baris !== 'string') return mapping;
  const { spec } = mapping;
  return { ...mapping, spec: { ...spec, berkas: { ...spec.berkas, baris } } };
}

/** What parsing needs to know of the city, as bound parameters. */
export function cityParams(profile: CityProfile, source: CitySource): Record<string, unknown> {
  const skpd = profile.skpd.flatMap((s) =>
    [s.nama, s.singkatan, s.kode, ...s.aliases].map((name) => [normalName(name), s.kode] as const),
  );
  const wilayah = profile.kecamatan.flatMap((k) => {
    const bare = normalName(k.nama);
    const spellings = [bare, `kecamatan ${bare}`, `kec ${bare}`];
    return [
      ...spellings.map((name) => [name, k.kode] as const),
      ...k.kelurahan.flatMap((v) =>
        spellings.flatMap((name) => [
          [`${name}/${normalName(v.nama)}`, v.kode] as const,
          [`${name}/kelurahan ${normalName(v.nama)}`, v.kode] as const,
        ]),
      ),
    ];
  });
  return {
    now: new Date(Math.floor(now().getTime() / 1000) * 1000),
    tz: source.zona_waktu ?? profile.zona_waktu,
    skpd: source.skpd,
    skpd_codes: profile.skpd.map((s) => s.kode),
    skpd_names: skpd.map(([name]) => name),
    skpd_of_name: skpd.map(([, code]) => code),
    wilayah_names: wilayah.map(([name]) => name),
    wilayah_of_name: wilayah.map(([, code]) => code),
  };
}
