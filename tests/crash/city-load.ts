import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A load whose every record can be recognised in its table, with the truth beside it. */
export interface Load {
  source: string;
  files: string[];
  /** Identity of each record -> how often it must be stored (equal log lines are separate records). */
  truth: Map<string, number>;
  read: number;
  rejected: number;
}

const two = (n: number) => String(n).padStart(2, '0');
const stamp = (second: number) => {
  const at = new Date(Date.UTC(2026, 8, 1) + second * 1000);
  return { iso: at.toISOString().slice(0, 19).replace('T', ' '), at };
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const clf = (at: Date) =>
  `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${at.toISOString().slice(11, 19)} +0000`;

/** An access log in which some lines occur twice in one second, and some are broken. */
export function logLoad(folder: string, part: number, lines: number): Load {
  const truth = new Map<string, number>();
  const text: string[] = [];
  let rejected = 0;
  for (let i = 0; i < lines; i += 1) {
    if (i % 997 === 0) {
      text.push(`baris rusak ${part} ${i}`);
      rejected += 1;
      continue;
    }
    const path = `/berkas-${part}/${i}`;
    const { at } = stamp(part * lines + i);
    const line = `203.0.113.${i % 250} - - [${clf(at)}] "GET ${path} HTTP/1.1" 200 ${i} "-" "Mozilla/5.0 (X11; Linux x86_64) Firefox/1${i % 40}"`;
    const times = i % 211 === 0 ? 2 : 1;
    for (let k = 0; k < times; k += 1) text.push(line);
    truth.set(path, times);
  }
  return write(folder, `log-${part}.log`, 'situs-kota', text, truth, text.length, rejected);
}

/** Service events, a case of three steps after another; some lines name a step that does not exist. */
export function eventLoad(folder: string, part: number, cases: number): Load {
  const truth = new Map<string, number>();
  const text = ['id_kasus,layanan,langkah,waktu,kanal,skpd,pemohon'];
  let rejected = 0;
  for (let i = 0; i < cases; i += 1) {
    const id = `K-${part}-${i}`;
    for (const [k, step] of ['diajukan', 'diproses', 'selesai'].entries()) {
      const wrong = k === 1 && i % 499 === 0;
      text.push(
        `${id},akta-kelahiran,${wrong ? 'melompat' : step},${stamp(part * cases + i * 60 + k * 3600).iso},daring,disdukcapil,367199${two(i % 28)}0190${String(i % 10000).padStart(4, '0')}`,
      );
      if (wrong) rejected += 1;
      else truth.set(`${id}/${step}`, 1);
    }
  }
  return write(folder, `peristiwa-${part}.csv`, 'layanan-csv', text, truth, text.length - 1, rejected);
}

const laporHeader =
  'Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Nama Pelapor,Klasifikasi Laporan,ID Kategori,Kategori,Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Tipe Laporan (Anonim/Rahasia),Sumber Laporan,Instansi Induk,ID Instansi Terdisposisi,Instansi Terdisposisi,Status Laporan,Alasan Tunda/Arsip,Provinsi,Kota/Kabupaten,Kecamatan,Kelurahan,Tanggal Ekspor';

/** Complaints in three versions each, as three exports joined. */
export function complaintLoad(folder: string, part: number, complaints: number): Load {
  const truth = new Map<string, number>();
  const text = [laporHeader];
  for (const [version, status] of ['Terverifikasi', 'Proses', 'Ditutup oleh Pelapor'].entries()) {
    for (let i = 0; i < complaints; i += 1) {
      const id = String(1_000_000 + part * complaints + i);
      const { at } = stamp(part * 9_000 + i);
      text.push(
        `${id},${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()},${at.toISOString().slice(11, 19)},Warga Contoh,Aspirasi,110,Topik Lainnya,Judul ${id},isi,isi,Anonim,Website,Pemerintah Kota Tangerang,1,Dinas Perhubungan,${status},,Banten,Kota Tangerang,BENDA,Pajang,2026-10-0${version + 1} 20:00:00`,
      );
      truth.set(`${id}/${status}`, 1);
    }
  }
  return write(folder, `aduan-${part}.csv`, 'aduan-lapor', text, truth, text.length - 1, 0);
}

function write(
  folder: string,
  name: string,
  source: string,
  text: string[],
  truth: Map<string, number>,
  read: number,
  rejected: number,
): Load {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `${text.join('\n')}\n`);
  return { source, files: [file], truth, read, rejected };
}
