/** The smallest city that passes, for tests: two kecamatan, two offices, one of everything else. */
export const SMALL_CITY = `kode: "36.99"
nama: Kota Uji
jenis: kota
zona_waktu: Asia/Jakarta
penduduk: { jumlah_jiwa: 1000, sumber: uji, tahun: 2024 }
data_contoh: true
kecamatan:
  - { kode: "36.99.01", nama: Timur, lat: -6.1, lng: 106.7 }
  - kode: "36.99.02"
    nama: Barat
    lat: -6.1
    lng: 106.6
    kelurahan:
      - { kode: "36.99.02.1001", nama: Hilir }
skpd:
  - { kode: disdukcapil, nama: Dinas Kependudukan, singkatan: Disdukcapil, rumpun: dasar, hosts: [dukcapil.uji.example] }
  - { kode: diskominfo, nama: Dinas Kominfo, singkatan: Diskominfo, rumpun: pemerintahan }
layanan:
  - kode: akta
    nama: Akta kelahiran
    skpd: disdukcapil
    sasaran: G2C
    kanal: [daring]
    sla: { nilai: 24, satuan: jam }
kalender:
  - id: dinas
    nama: Hari kerja
    hari_kerja: [senin, selasa, rabu, kamis, jumat]
    buka: "08:00"
    tutup: "16:00"
    libur: &libur
      - { tanggal: 2026-08-17, nama: Kemerdekaan, jenis: libur_nasional, dasar: SKB }
  - { id: loket, nama: Loket, hari_kerja: [sabtu], buka: "08:00", tutup: "12:00", libur: *libur }
aturan_aduan:
  - { kode: verifikasi, nilai: 3, satuan: hari_kerja, dasar: uji }
  - { kode: permintaan_informasi, nilai: 5, satuan: hari_kerja, dasar: uji }
  - { kode: pengaduan_tidak_berkadar_pengawasan, nilai: 14, satuan: hari_kerja, dasar: uji }
  - { kode: pengaduan_berkadar_pengawasan, nilai: 60, satuan: hari_kerja, dasar: uji }
  - { kode: aspirasi, nilai: 14, satuan: hari_kerja, dasar: uji }
target:
  ikm: 82
sumber:
  - id: aduan-lapor
    nama: Aduan
    jenis: berkas
    pemetaan: sp4n-lapor
    skpd: diskominfo
    jadwal: "15 * * * *"
    memberi_makan: [complaints]
kop_surat: { pemerintah: KOTA UJI, unit: DISKOMINFO, alamat: Jalan Uji, tempat: Uji, jabatan_penandatangan: Kepala }
`;
