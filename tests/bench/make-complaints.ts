import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Random } from '../../ingest/demo/random';

const header =
  'Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Nama Pelapor,Klasifikasi Laporan,ID Kategori,Kategori,Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Tipe Laporan (Anonim/Rahasia),Sumber Laporan,Instansi Induk,ID Instansi Terdisposisi,Instansi Terdisposisi,Status Laporan,Alasan Tunda/Arsip,Provinsi,Kota/Kabupaten,Kecamatan,Kelurahan';
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];
const names = 'Budi Santoso,Siti Aminah,Agus Wijaya,Dewi Lestari,Rina Marlina,Joko Susilo,Anonim,Warga Peduli'.split(
  ',',
);
const offices =
  'Dinas Perhubungan,Dinas Kesehatan,Dinas Pendidikan,Dinas Lingkungan Hidup,Dinas Pekerjaan Umum dan Penataan Ruang,Satuan Polisi Pamong Praja'.split(
    ',',
  );
const states = ['Proses', 'Ditutup oleh Pelapor', 'Ditutup oleh Sistem', 'Terverifikasi', 'Belum Ditindaklanjuti'];
const kinds = ['Pengaduan Tidak Berkadar Pengawasan', 'Aspirasi', 'Permintaan Informasi'];
const subjects = 'Jalan berlubang,Lampu jalan mati,Sampah menumpuk,Antrean puskesmas,Pungutan liar,Parkir liar'.split(
  ',',
);
const places = 'dekat sekolah,di depan pasar,samping kantor kelurahan,di gang sempit,sejak minggu lalu'.split(',');
const districts = ['Cipondoh', 'Karawaci', 'Ciledug', 'Batuceper', 'Neglasari', ''];
const two = (n: number) => String(n).padStart(2, '0');

/** Writes an export of SP4N-LAPOR! with its 21 columns, about 350 bytes a row. The same seed and count give the same bytes. */
export async function makeComplaints(path: string, rows: number, seed = 20261122): Promise<void> {
  const random = new Random(seed, 'aduan');
  const out = createWriteStream(path);
  let piece = [header];
  for (let i = 0; i < rows; i += 1) {
    const subject = `${random.pick(subjects)} ${random.pick(places)}`;
    const office = random.pick(offices);
    piece.push(
      `${5_000_000 + i},${random.int(1, 28)} ${random.pick(months)} ${random.int(2023, 2025)},${two(random.int(0, 23))}:${two(random.int(0, 59))}:${two(random.int(0, 59))},${random.pick(names)},${random.pick(kinds)},${random.int(100, 180)},Topik Lainnya,"${subject}, RT ${random.int(1, 12)}","${subject}. Mohon segera ditindaklanjuti, sudah beberapa kali dilaporkan.",,,Website,Pemerintah Kota,${random.int(1, 60)},${office},${random.pick(states)},,Banten,Kota Tangerang,${random.pick(districts)},`,
    );
    if (piece.length >= 5_000) {
      if (!out.write(`${piece.join('\n')}\n`)) await once(out, 'drain');
      piece = [];
    }
  }
  out.end(piece.length ? `${piece.join('\n')}\n` : '');
  await once(out, 'finish');
}
