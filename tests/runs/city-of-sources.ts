import { applyCityProfile } from '../../clickhouse/city/apply';
import { SMALL_CITY } from '../../clickhouse/city/fixture';
import { parseCityProfile } from '../../clickhouse/city/load';

/** Applies the small city with these sources (YAML, two blanks in) and, if wanted, one more office. */
export async function applyCity(sources: string, office = ''): Promise<void> {
  const [head, rest] = SMALL_CITY.split(/(?<=^sumber:\n)/m) as [string, string];
  const [first, letterhead] = rest.split(/(?=^kop_surat:)/m) as [string, string];
  const text = `${head}${first}${sources}${letterhead}`;
  await applyCityProfile(
    parseCityProfile(office ? text.replace('\nlayanan:\n', `\n  - ${office}\nlayanan:\n`) : text),
    {
      by: 'uji',
    },
  );
}
