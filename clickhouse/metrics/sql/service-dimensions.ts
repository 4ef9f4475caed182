import { cityList } from '../../warehouse/city-constants';
import { optional } from '../../warehouse/trim';
import type { DimensionId } from '../dimensions';
import { newestProfile } from './city';

/** What figures about services are split by. */
export const SERVICE_DIMENSIONS = [
  'skpd',
  'layanan',
  'kanal',
  'kecamatan',
  'jam',
  'pengguna',
  'hubungan',
] as const satisfies DimensionId[];

const catalogued = (column: string) =>
  cityList(`SELECT arrayConcat([''], groupArray(toString(${column}))) FROM (
    SELECT service, audience FROM city_services WHERE profile_version = ${newestProfile} ORDER BY service)`);

/** G2C, G2B or G2G as the catalogue says of a service; '' where it has none. A look-up in two small constant lists. */
export const relationOf = (service: string) =>
  `transform(toString(${service}), ${catalogued('service')}, ${catalogued('audience')}, '')`;

/**
 * The kind of user. Where a source does not tell it, a service for business or government tells it; among citizens nobody knows who
 * is an official or a foreigner.
 */
export const userKindOf = (told: string, relation: string) =>
  `multiIf(${told} != '', ${told}, ${relation} = 'G2B', 'bisnis', ${relation} = 'G2G', 'pemerintah', '')`;

/** The dimension columns of rows with `skpd, service, channel, kecamatan, relation, user_kind`. `hour` is the moment whose local hour counts. */
export const serviceDimensions = (hour: string) => `${optional('d_layanan', 'service')}
    ${optional('d_kanal', 'channel')}
    ${optional('d_kecamatan', 'kecamatan')}
    ${optional('d_jam', `toString(toHour(toTimeZone(${hour}, {timezone:String})))`)}
    ${optional('d_hubungan', 'relation')}
    ${optional('d_pengguna', 'user_kind')}
    skpd AS d_skpd`;
