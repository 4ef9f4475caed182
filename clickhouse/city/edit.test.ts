import { expect, test } from 'vitest';
import { withSource } from './edit';
import { SMALL_CITY } from './fixture';
import { parseCityProfile } from './load';

const source = {
  id: 'antrian-rsud',
  nama: 'Antrian "RSUD": lantai 1',
  jenis: 'http',
  pemetaan: 'layanan-csv',
  skpd: 'diskominfo',
  sambungan: { alamat: 'https://rsud.uji.example/api' },
  jadwal: '*/10 * * * *',
  memberi_makan: ['service_events'],
};

test('a source is added, and everything else stays as it was written', () => {
  const commented = `# dijaga Bu Rina\n${SMALL_CITY.replace('target:', '# dari RPJMD\ntarget:')}`;
  const { profile } = parseCityProfile(withSource(commented, source, { id: 'antrian-rsud', nama: 'Antrian' }));
  const before = parseCityProfile(SMALL_CITY).profile;
  expect(profile.sumber).toHaveLength(2);
  expect(profile.sumber[1]).toMatchObject(source);
  expect(profile.pemetaan).toEqual([{ id: 'antrian-rsud', nama: 'Antrian' }]);
  expect({ ...profile, sumber: [], pemetaan: [] }).toEqual({ ...before, sumber: [], pemetaan: [] });
  const text = withSource(commented, source);
  for (const line of ['# dijaga Bu Rina', '# dari RPJMD', 'libur: *libur']) expect(text).toContain(line);
});

test('a source of the same id is replaced, not doubled', () => {
  const twice = withSource(withSource(SMALL_CITY, source), { ...source, nama: 'Antrian baru' });
  const { sumber } = parseCityProfile(twice).profile;
  expect(sumber.map((s) => s.nama)).toEqual(['Aduan', 'Antrian baru']);
});

test('a profile that had no sources gets its first', () => {
  const bare = SMALL_CITY.replace(/sumber:\n(?: .*\n)+/, 'sumber: []\n');
  expect(parseCityProfile(bare).profile.sumber).toEqual([]);
  expect(parseCityProfile(withSource(bare, source)).profile.sumber.map((s) => s.id)).toEqual(['antrian-rsud']);
});
