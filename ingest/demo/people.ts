import type { Random } from './random';

/**
 * People of the demo do not exist. Their NIK carry the region 36.71.99, which no kecamatan has, so that a synthetic
 * number can be told from a real one wherever it turns up.
 */
export function syntheticNik(random: Random): string {
  const day = random.int(1, 28) + (random.chance(0.5) ? 40 : 0);
  const two = (value: number) => String(value).padStart(2, '0');
  return `367199${two(day)}${two(random.int(1, 12))}${two(random.int(60, 99))}${String(random.int(1, 9999)).padStart(4, '0')}`;
}

/** A mobile number under 0811-0000, a block used for examples here. */
export function syntheticPhone(random: Random): string {
  return `08110000${random.int(1000, 9999)}`;
}

/** Domains under .example never resolve (RFC 2606). */
export function syntheticEmail(random: Random): string {
  return `${random.pick(givenNames).toLowerCase()}.${random.int(10, 999)}@warga.example`;
}

export function syntheticName(random: Random): string {
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
}

const givenNames = [
  'Agus',
  'Ahmad',
  'Andi',
  'Ani',
  'Ayu',
  'Bambang',
  'Budi',
  'Citra',
  'Dedi',
  'Dewi',
  'Dian',
  'Eka',
  'Endang',
  'Fajar',
  'Fitri',
  'Hadi',
  'Hendra',
  'Indah',
  'Joko',
  'Kartika',
  'Lestari',
  'Maya',
  'Nur',
  'Putri',
  'Rahmat',
  'Ratna',
  'Rina',
  'Rizki',
  'Siti',
  'Sri',
  'Tono',
  'Umar',
  'Wahyu',
  'Wati',
  'Yanti',
  'Yusuf',
];

const familyNames = [
  'Contoh',
  'Contohwati',
  'Contohadi',
  'Misalnya',
  'Misalan',
  'Umpama',
  'Andaian',
  'Teladan',
  'Peraga',
  'Simulasi',
];
