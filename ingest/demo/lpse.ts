import type { DemoCity } from './city';
import { csvLine } from './csv';
import type { DayStream } from './day-stream';
import { DAY, HOUR, type LocalDay, localDay } from './local-time';
import { Random, runningSums } from './random';

/** The columns of LPSE Bandung's open data: one line a package, written when its tender is over. */
const header =
  'kode_lelang,nama_lelang,kode_rup,tanggal_pembuatan,keterangan,tahapan_lelang,instansi,satuan_kerja,kategori,metode_pengadaan,metode_kualifikasi,metode_dokumen,metode_evaluasi,tahun_anggaran,tahun,pagu,hps,cara_pembayaran,pembebanan_ta,sumber_pendanaan,lokasi,kualifikasi_usaha,peserta_lelang,agency,satker,hasil_negosiasi,harga_penawaran,harga_terkoreksi,gagal_lelang\n';

const packagesPerYear = 700;
/** Packages begun by month: few before the budget is open, most from March to October. */
const monthWeights = [3, 30, 75, 100, 60, 125, 75, 78, 120, 85, 16, 3];

/** Which offices buy what; the others buy supplies now and then. */
const buyers: Record<string, number> = {
  dpupr: 40,
  disperkimtan: 12,
  disdik: 11,
  dinkes: 9,
  dishub: 6,
  rsud: 6,
  dlh: 5,
  setda: 4,
};

const kinds = [
  {
    kategori: 'Pekerjaan Konstruksi',
    weight: 48,
    pagu: 420e6,
    names: [
      'Pembangunan saluran drainase',
      'Peningkatan jalan lingkungan',
      'Rehabilitasi ruang kelas',
      'Pemeliharaan jembatan',
      'Pembangunan PJU',
      'Normalisasi kali',
    ],
  },
  {
    kategori: 'Jasa Konsultansi Badan Usaha',
    weight: 29,
    pagu: 160e6,
    names: [
      'Perencanaan teknis drainase',
      'Pengawasan pembangunan gedung',
      'Penyusunan masterplan',
      'Kajian kelayakan',
    ],
  },
  {
    kategori: 'Pengadaan Barang',
    weight: 15,
    pagu: 600e6,
    names: [
      'Pengadaan alat kesehatan',
      'Pengadaan komputer',
      'Belanja bahan makanan pasien',
      'Pengadaan kendaraan operasional',
    ],
  },
  {
    kategori: 'Jasa Lainnya',
    weight: 8,
    pagu: 450e6,
    names: ['Belanja jasa cleaning service', 'Belanja jasa tenaga pengamanan', 'Cetak blangko'],
  },
];
const kindRunning = runningSums(kinds.map((kind) => kind.weight));

export function procurementStream(city: DemoCity): DayStream {
  const running = runningSums(
    city.offices.map((office) => buyers[office.skpd.kode] ?? (office.skpd.wilayah ? 0.5 : 1)),
  );
  const hours = city.days.hours('dinas');
  const weight = (day: LocalDay) => (hours.isWorking(day.no) ? (monthWeights[day.month - 1] as number) : 0);
  const agency = `UKPBJ ${city.profile.nama}`;
  return {
    header,
    reachDays: 80,
    begin(day, emit) {
      const random = new Random(city.seed, 'lpse', day.no);
      const many = random.count(city.scale * city.days.expected('lpse', packagesPerYear * 2, day, weight));
      for (let i = 0; i < many; i++) {
        const office = city.offices[random.weighted(running)] as (typeof city.offices)[number];
        const kind = kinds[random.weighted(kindRunning)] as (typeof kinds)[number];
        const consulting = kind.kategori.startsWith('Jasa Konsultansi');
        const days = Math.min(78, Math.max(14, Math.round(random.around(consulting ? 48 : 33, 0.3))));
        const over = localDay(hours.workingDayAfter(day.no + days, 0));
        const failed = random.chance(0.06);
        const place = city.place(random);
        const pagu = Math.round(random.around(kind.pagu, 0.8) / 1e5) * 1e5;
        const hps = Math.round((pagu * (0.93 + 0.065 * random.next())) / 100) * 100;
        const offer = failed ? '-' : String(Math.round(hps * (0.78 + 0.2 * random.next())));
        const bidders = failed ? random.int(0, 3) : random.int(3, 45);
        const name = `${random.pick(kind.names)} ${place.kelurahanName || place.kecamatanName}${random.chance(0.1) ? ', tahap II' : ''}`;
        const line = csvLine([
          String(10_000_000 + (day.no - 20_000) * 1_000 + i),
          name,
          random.chance(0.08) ? '-' : String(random.int(40_000_000, 59_999_999)),
          day.iso,
          '-',
          'Lelang Sudah Selesai',
          agency,
          office.skpd.nama,
          kind.kategori,
          consulting ? 'Seleksi' : pagu > 2.5e9 ? 'Tender' : 'Tender Cepat',
          consulting ? 'Prakualifikasi' : 'Pascakualifikasi',
          consulting ? 'Dua File' : 'Satu File',
          consulting ? 'Kualitas dan Biaya' : 'Sistem Gugur',
          `APBD ${day.year}`,
          String(day.year),
          String(pagu),
          String(hps),
          random.chance(0.55) ? 'Harga Satuan' : 'Lump Sum',
          'Tahun Tunggal',
          'Pengadaan Tunggal',
          `${place.kelurahanName || place.kecamatanName} - Tangerang (Kota)`,
          pagu > 15e9 ? 'Perusahaan Non Kecil' : 'Perusahaan Kecil',
          String(bidders),
          agency,
          office.skpd.nama,
          '-',
          offer,
          offer,
          failed ? 'Ya' : 'Tidak',
        ]);
        emit(Math.min(over.start, day.start + 79 * DAY) + 14 * HOUR, line);
      }
    },
  };
}
