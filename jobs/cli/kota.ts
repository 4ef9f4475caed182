import { resolve } from 'node:path';
import { Command } from 'commander';
import { applyCityProfile, importBoundaries } from '../../clickhouse/city/apply';
import { loadCityProfile } from '../../clickhouse/city/load';
import { withHouse } from './with-house';

const path = (file: string) => resolve(process.env.INIT_CWD ?? '.', file);

const terapkan = new Command('terapkan')
  .description('Periksa dan terapkan profil kota (YAML). Versi lama tetap tersimpan.')
  .argument('<profil>', 'berkas YAML')
  .action(async (file: string) => {
    const profile = loadCityProfile(path(file));
    const { version, changed } = await withHouse(() => applyCityProfile(profile, { by: 'perintah' }));
    process.stdout.write(
      changed
        ? `Profil ${profile.profile.nama} diterapkan sebagai versi ${version}.\n`
        : `Tidak ada perubahan; versi ${version} tetap berlaku.\n`,
    );
  });

export const kota = new Command('kota').description('Profil kota.').addCommand(terapkan);

const impor = new Command('impor')
  .description('Pasang batas kecamatan resmi dari GeoJSON.')
  .argument('<berkas>', 'GeoJSON tingkat kecamatan')
  .action(async (file: string) => {
    const { version, changed } = await withHouse(() => importBoundaries(path(file), { by: 'perintah' }));
    process.stdout.write(
      changed ? `Batas wilayah dipasang; profil versi ${version}.\n` : 'Batas ini sudah terpasang.\n',
    );
  });

export const wilayah = new Command('wilayah').description('Batas wilayah.').addCommand(impor);
