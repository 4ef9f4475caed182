/** What people complain about: LAPOR! category with its number, the offices it goes to, and words for it. */
export interface Theme {
  id: number;
  category: string;
  /** SKPD codes; empty = any office. */
  offices: string[];
  weight: number;
  titles: string[];
  bodies: string[];
}

/** `{tempat}` becomes a street and kelurahan, `{skpd}` the office's short name, `{layanan}` one of its services. */
export const themes: Theme[] = [
  {
    id: 1397,
    category: 'Jalan Berlubang',
    offices: ['dpupr'],
    weight: 34,
    titles: [
      'Jalan berlubang di {tempat}',
      'Lubang besar di tengah jalan {tempat}',
      'Mohon perbaikan jalan rusak {tempat}',
    ],
    bodies: [
      'Jalan di {tempat} berlubang dan sering membuat pengendara motor jatuh, terutama malam hari saat hujan.',
      'Sudah tiga bulan jalan {tempat} rusak, mohon segera ditambal.',
    ],
  },
  {
    id: 928,
    category: 'Infrastruktur Jalan',
    offices: ['dpupr'],
    weight: 16,
    titles: [
      'Trotoar rusak di {tempat}',
      'Bekas galian belum dirapikan di {tempat}',
      'Jembatan kecil di {tempat} retak',
    ],
    bodies: [
      'Bekas galian kabel di {tempat} dibiarkan terbuka, warga kesulitan lewat.',
      'Trotoar di {tempat} amblas, mohon dicek petugas.',
    ],
  },
  {
    id: 2397,
    category: 'Drainase (Gorong-Gorong/Parit)',
    offices: ['dpupr'],
    weight: 18,
    titles: ['Saluran air mampet di {tempat}', 'Gorong-gorong tersumbat {tempat}'],
    bodies: [
      'Got di {tempat} tersumbat sampah dan lumpur, bau dan meluap bila hujan.',
      'Mohon normalisasi saluran di {tempat}, air tidak mengalir.',
    ],
  },
  {
    id: 1398,
    category: 'Penerangan Jalan',
    offices: ['dishub'],
    weight: 34,
    titles: ['Lampu PJU mati di {tempat}', 'Penerangan jalan padam {tempat}', 'Permohonan tambahan PJU di {tempat}'],
    bodies: [
      'Lampu jalan di {tempat} mati sudah dua minggu, gelap dan rawan kejahatan.',
      'Tiga tiang PJU di {tempat} padam, mohon diperbaiki.',
    ],
  },
  {
    id: 1442,
    category: 'Transportasi Darat',
    offices: ['dishub'],
    weight: 12,
    titles: ['Parkir liar di {tempat}', 'Lampu lalu lintas rusak di {tempat}', 'Angkot ngetem membuat macet {tempat}'],
    bodies: [
      'Parkir liar di {tempat} membuat macet tiap sore, mohon ditertibkan.',
      'Lampu merah di {tempat} tidak menyala sejak kemarin.',
    ],
  },
  {
    id: 1480,
    category: 'Pencemaran Lingkungan',
    offices: ['dlh'],
    weight: 10,
    titles: ['Pembakaran sampah di {tempat}', 'Limbah pabrik berbau di {tempat}'],
    bodies: [
      'Asap pembakaran sampah di {tempat} mengganggu pernapasan anak-anak.',
      'Air kali dekat {tempat} berwarna hitam dan berbau, diduga limbah.',
    ],
  },
  {
    id: 1479,
    category: 'Persampahan',
    offices: ['dlh'],
    weight: 24,
    titles: ['Sampah menumpuk di {tempat}', 'Sampah tidak diangkut {tempat}', 'TPS liar di {tempat}'],
    bodies: [
      'Sampah di {tempat} belum diangkut lima hari, bau menyengat.',
      'Ada tempat pembuangan sampah liar di {tempat}, mohon dibersihkan.',
    ],
  },
  {
    id: 1401,
    category: 'Taman',
    offices: ['dlh', 'disperkimtan'],
    weight: 6,
    titles: ['Pohon tumbang di {tempat}', 'Pohon rawan tumbang di {tempat}', 'Taman tidak terawat {tempat}'],
    bodies: ['Pohon besar di {tempat} condong ke jalan, mohon dipangkas sebelum musim hujan.'],
  },
  {
    id: 950,
    category: 'Ketertiban Umum',
    offices: ['satpolpp'],
    weight: 28,
    titles: ['PKL menutup trotoar di {tempat}', 'Kafe bising sampai larut di {tempat}', 'Reklame liar di {tempat}'],
    bodies: [
      'Pedagang menutup trotoar di {tempat} sehingga pejalan kaki turun ke jalan.',
      'Musik keras di {tempat} sampai pukul dua pagi, warga terganggu.',
    ],
  },
  {
    id: 1403,
    category: 'Permukiman',
    offices: ['disperkimtan'],
    weight: 20,
    titles: [
      'Bangunan di bantaran kali {tempat}',
      'Fasilitas umum perumahan belum diserahkan {tempat}',
      'Usulan bedah rumah di {tempat}',
    ],
    bodies: [
      'Fasum perumahan di {tempat} rusak dan pengembang tidak bertanggung jawab.',
      'Rumah lansia di {tempat} hampir roboh, mohon bantuan bedah rumah.',
    ],
  },
  {
    id: 929,
    category: 'Administrasi Kependudukan dan Pencatatan Sipil',
    offices: ['disdukcapil'],
    weight: 30,
    titles: [
      'Antrean KTP terlalu lama',
      'KTP-el belum jadi setelah dua minggu',
      'Data KK tidak sinkron',
      'Blangko KTP habis di {tempat}',
    ],
    bodies: [
      'Saya sudah mengajukan cetak ulang KTP-el tetapi belum ada kabar.',
      'Data anak saya di kartu keluarga salah tulis, bagaimana cara memperbaikinya?',
    ],
  },
  {
    id: 1432,
    category: 'Akta Kelahiran',
    offices: ['disdukcapil'],
    weight: 10,
    titles: ['Akta kelahiran daring belum terbit', 'Salah nama pada akta kelahiran'],
    bodies: ['Pengajuan akta kelahiran lewat aplikasi berhenti di verifikasi, mohon dibantu.'],
  },
  {
    id: 1011,
    category: 'Fasilitas Kesehatan',
    offices: ['dinkes', 'rsud'],
    weight: 24,
    titles: ['Pendaftaran puskesmas antre sejak subuh', 'Antrean poli lama di {skpd}', 'Ruang tunggu penuh dan panas'],
    bodies: [
      'Pendaftaran daring penuh terus sehingga harus datang subuh.',
      'Menunggu dokter lebih dari tiga jam tanpa penjelasan.',
    ],
  },
  {
    id: 1405,
    category: 'Administrasi BPJS Kesehatan',
    offices: ['dinkes', 'dinsos'],
    weight: 12,
    titles: ['BPJS PBI tiba-tiba tidak aktif', 'Permohonan aktivasi BPJS PBI'],
    bodies: ['Kartu BPJS PBI orang tua saya nonaktif padahal harus cuci darah, mohon bantuan.'],
  },
  {
    id: 962,
    category: 'Bantuan Sosial',
    offices: ['dinsos'],
    weight: 28,
    titles: ['Bantuan sosial tidak tepat sasaran di {tempat}', 'Belum terdata DTKS', 'Bansos belum cair'],
    bodies: [
      'Di {tempat} banyak warga mampu mendapat bansos sedangkan tetangga saya yang janda tidak.',
      'Saya sudah mengajukan DTKS sejak tahun lalu, belum ada hasil.',
    ],
  },
  {
    id: 1516,
    category: 'Penerimaan Siswa Baru',
    offices: ['disdik'],
    weight: 14,
    titles: ['Titik koordinat domisili salah', 'Server pendaftaran SPMB lambat', 'Kuota afirmasi tidak jelas'],
    bodies: ['Jarak rumah ke sekolah di aplikasi tidak sesuai, mohon dicek panitia.'],
  },
  {
    id: 1012,
    category: 'Pendidikan Dasar dan Menengah',
    offices: ['disdik'],
    weight: 16,
    titles: ['Pungutan di sekolah negeri', 'Atap kelas bocor di SD dekat {tempat}', 'Buku sekolah dijual'],
    bodies: [
      'Sekolah meminta iuran perpisahan, padahal dilarang.',
      'Ruang kelas bocor dan anak-anak belajar di lorong.',
    ],
  },
  {
    id: 1440,
    category: 'CPNS',
    offices: ['bkpsdm'],
    weight: 14,
    titles: ['Unggah berkas CPNS gagal', 'Pertanyaan formasi CPNS', 'Hasil seleksi administrasi tidak muncul'],
    bodies: [
      'Saya tidak bisa mengunggah ijazah pada pendaftaran CPNS, mohon petunjuk.',
      'Apakah formasi guru kelas dibuka tahun ini?',
    ],
  },
  {
    id: 1441,
    category: 'Tenaga Honorer',
    offices: ['bkpsdm'],
    weight: 10,
    titles: ['Nasib tenaga honorer', 'Pendataan non-ASN belum sesuai'],
    bodies: ['Masa kerja saya tidak tercatat dalam pendataan non-ASN.'],
  },
  {
    id: 1443,
    category: 'Hak Pekerja',
    offices: ['disnaker'],
    weight: 20,
    titles: ['Upah di bawah UMK di pabrik {tempat}', 'THR belum dibayar', 'PHK tanpa pesangon'],
    bodies: [
      'Perusahaan di {tempat} membayar di bawah UMK dan tanpa jaminan sosial.',
      'THR belum dibayar sampai H-2 lebaran.',
    ],
  },
  {
    id: 1450,
    category: 'Lainnya terkait Pajak',
    offices: ['bapenda'],
    weight: 20,
    titles: ['SPPT PBB tidak sampai', 'Tagihan PBB ganda', 'Validasi BPHTB lama'],
    bodies: [
      'Tagihan PBB rumah saya muncul dua kali dengan nomor objek berbeda.',
      'Bagaimana cara mengunduh SPPT tahun ini?',
    ],
  },
  {
    id: 1453,
    category: 'Penanaman Modal/ Investasi',
    offices: ['dpmptsp'],
    weight: 20,
    titles: ['PBG belum terbit', 'Kesulitan mengurus NIB', 'Status izin praktik tidak berubah'],
    bodies: [
      'Pengajuan PBG di {tempat} berhenti di penilaian teknis, mohon kepastian.',
      'NIB saya terbit dengan KBLI salah, bagaimana memperbaikinya?',
    ],
  },
  {
    id: 1618,
    category: 'Gangguan Layanan Penyaluran Air',
    offices: ['perumda-tb'],
    weight: 30,
    titles: ['Air PDAM mati di {tempat}', 'Air keruh di {tempat}', 'Tekanan air kecil {tempat}'],
    bodies: ['Air di {tempat} mati dua hari tanpa pemberitahuan.', 'Air berwarna kuning dan berbau di {tempat}.'],
  },
  {
    id: 934,
    category: 'Lainnya terkait Ketenteraman, Ketertiban Umum, dan Pelindungan Masyarakat',
    offices: ['bpbd', 'kesbangpol'],
    weight: 12,
    titles: ['Sarang tawon di {tempat}', 'Permintaan pelatihan kebakaran RW {tempat}'],
    bodies: ['Ada sarang tawon besar di atap rumah warga {tempat}, mohon bantuan.'],
  },
  {
    id: 1460,
    category: 'Kesetaraan Gender dan Sosial Inklusif',
    offices: ['dp3ap2kb'],
    weight: 12,
    titles: ['Perundungan anak di {tempat}', 'Permohonan pendampingan keluarga'],
    bodies: ['Mohon pendampingan untuk anak korban perundungan di {tempat}.'],
  },
  {
    id: 1470,
    category: 'Koperasi, Usaha Kecil, dan Menengah',
    offices: ['disperindagkopukm'],
    weight: 14,
    titles: ['Pendaftaran bazar UMKM', 'Timbangan pasar tidak akurat {tempat}'],
    bodies: ['Timbangan beberapa pedagang di pasar dekat {tempat} kurang berat.'],
  },
  {
    id: 1475,
    category: 'Kebudayaan',
    offices: ['disbudpar', 'dispora', 'dispusip'],
    weight: 12,
    titles: ['Fasilitas {skpd} rusak', 'Jam buka {skpd} tidak sesuai'],
    bodies: ['Fasilitas umum milik {skpd} banyak yang rusak dan toiletnya kotor.'],
  },
  {
    id: 1520,
    category: 'Pelayanan lambat',
    offices: [],
    weight: 9,
    titles: ['Pelayanan {layanan} lambat', 'Petugas {skpd} tidak di tempat', 'Berkas {layanan} tidak ada kabar'],
    bodies: [
      'Saya mengurus {layanan} di {skpd}, sudah lewat waktu yang dijanjikan.',
      'Loket {skpd} buka terlambat dan petugas kurang ramah.',
    ],
  },
  {
    id: 110,
    category: 'Topik Lainnya',
    offices: [],
    weight: 8,
    titles: ['Saran untuk {skpd}', 'Pertanyaan syarat {layanan}', 'Apresiasi petugas {skpd}'],
    bodies: [
      'Mohon informasi syarat dan biaya {layanan} di {skpd}.',
      'Usul agar {skpd} membuka layanan pada hari Sabtu, karena banyak warga bekerja.',
    ],
  },
  {
    id: 1490,
    category: 'Keresahan Masyarakat',
    offices: [],
    weight: 3,
    titles: ['Warga resah di {tempat}', 'Rapat warga belum ditanggapi {skpd}'],
    bodies: ['Warga {tempat} sudah menulis surat kepada {skpd} dan belum dibalas.'],
  },
];

/** The flood weeks have a theme of their own. */
export const floodTheme: Theme = {
  id: 2410,
  category: 'Banjir',
  offices: ['dpupr', 'bpbd'],
  weight: 0,
  titles: [
    'Banjir di {tempat} belum surut',
    'Rumah terendam banjir {tempat}',
    'Pompa banjir tidak menyala di {tempat}',
    'Mohon perahu karet untuk {tempat}',
  ],
  bodies: [
    'Air setinggi pinggang di {tempat} sejak dini hari, lansia belum dievakuasi.',
    'Banjir di {tempat} akibat tanggul jebol, butuh bantuan makanan dan perahu.',
    'Pompa air di {tempat} tidak berfungsi, banjir masuk ke rumah warga.',
  ],
};

export const streets = [
  'Jl. Melati',
  'Jl. Kenanga',
  'Jl. Anggrek',
  'Jl. Merdeka',
  'Jl. Pembangunan',
  'Jl. Raya',
  'Gang Mawar',
  'Gang Haji Contoh',
  'Perumahan Griya Contoh',
  'Jl. Sungai',
  'Jl. Pasar Lama',
  'Jl. Stasiun',
  'Jl. Kebon',
  'Jl. Pahlawan',
  'Jl. Masjid',
  'Jl. Sekolah',
  'RW 03',
  'RW 07',
  'RT 02 RW 05',
  'Komplek Contoh Indah',
];
