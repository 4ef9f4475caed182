/** Headings over a list of services. What may follow is in LIST_OF. */
export const SERVICES = [
  'layanan', 'pelayanan', 'daftar layanan', 'daftar pelayanan', 'jenis layanan', 'jenis pelayanan', 'jenis-jenis layanan', 'jenis-jenis pelayanan', 'macam layanan',
  'nama layanan', 'katalog layanan', 'gerai layanan', 'produk layanan', 'layanan publik', 'pelayanan publik', 'services', 'our services', 'list of services',
  'public services', 'layanan kami', 'kami melayani', 'paten',
]; // biome-ignore format: a list to read

/** What a heading of a list may add; another word makes it one service ("Layanan Pindah Datang"). */
export const LIST_OF = [
  'kami', 'unggulan', 'publik', 'warga', 'masyarakat', 'perizinan', 'utama', 'online', 'daring', 'administrasi', 'terpadu', 'dinas', 'kelurahan', 'kecamatan',
  'desa', 'kantor', 'puskesmas', 'rumah sakit', 'rsud', 'badan', 'kota', 'kabupaten', 'dan', 'non', 'perizinan', 'nonperizinan', 'yang', 'tersedia', 'paten', 'digital',
  'populer', 'tersedia', 'upt', 'uptd', 'perangkat', 'daerah', 'instansi', 'mpp',
]; // biome-ignore format: a list to read

/** The six delivery components of UU 25/2009, by how pages call them. */
export const COMPONENTS = {
  persyaratan: ['persyaratan', 'syarat', 'syarat-syarat', 'berkas persyaratan', 'dokumen persyaratan', 'requirements', 'required documents', 'kelengkapan berkas'],
  prosedur: [
    'sistem mekanisme', 'sistem, mekanisme', 'prosedur', 'mekanisme', 'alur', 'alur pelayanan', 'tata cara', 'cara mendaftar', 'cara mengurus', 'cara pengajuan',
    'langkah-langkah', 'tahapan', 'procedure', 'procedures', 'how to apply', 'steps',
  ],
  waktu: [
    'jangka waktu', 'waktu', 'waktu penyelesaian', 'waktu pelayanan', 'waktu proses', 'lama proses', 'lama penyelesaian', 'lama pelayanan', 'lama waktu', 'estimasi waktu',
    'processing time', 'duration', 'time',
  ],
  biaya: ['biaya', 'tarif', 'biaya/tarif', 'retribusi', 'besaran biaya', 'fee', 'fees', 'cost', 'costs', 'charge'],
  produk: ['produk', 'produk layanan', 'produk pelayanan', 'hasil layanan', 'hasil pelayanan', 'keluaran', 'output', 'product', 'products', 'result'],
  pengaduan: [
    'penanganan pengaduan', 'pengelolaan pengaduan', 'pengaduan', 'saran dan pengaduan', 'saran, pengaduan', 'saran, masukan', 'layanan pengaduan', 'aduan', 'mekanisme pengaduan',
    'complaints', 'complaint', 'complaint handling', 'kritik, saran dan pengaduan',
  ],
} as const; // biome-ignore format: lists to read

/** A document that a citizen fills in. */
export const FORMS = [
  'formulir', 'form', 'blanko', 'blangko', 'format surat', 'surat permohonan', 'surat pernyataan', 'surat kuasa', 'surat lamaran', 'contoh surat', 'template surat', 'application form',
]; // biome-ignore format: a list to read

/** On forms by which one applies: headings, buttons, titles. */
export const APPLY = [
  'permohonan', 'ajukan', 'ajukan permohonan', 'pengajuan', 'pendaftaran', 'daftar', 'registrasi', 'apply', 'application', 'registration', 'register', 'online registration', 'kirim permohonan',
  'kirim pendaftaran', 'kirim pengajuan', 'ambil antrean', 'ambil antrian', 'booking', 'appointment', 'permintaan informasi',
]; // biome-ignore format: a list to read

/** Links to an application on another host. */
export const APPLY_LINK = [
  'ajukan permohonan', 'ajukan izin', 'ajukan online', 'ajukan sekarang', 'daftar online', 'daftar daring', 'daftar sekarang', 'pendaftaran online', 'pendaftaran daring', 'registrasi online',
  'permohonan online', 'permohonan daring', 'secara online', 'secara daring', 'apply online', 'apply now', 'ambil antrean', 'ambil antrian', 'antrean online', 'antrian online', 'buat janji',
  'book an appointment', 'layanan online', 'pengajuan online', 'izin online',
]; // biome-ignore format: a list to read

/** Following a case. */
export const TRACK = [
  'lacak', 'lacak berkas', 'lacak permohonan', 'pelacakan', 'cek status', 'status permohonan', 'status berkas', 'status layanan', 'cek berkas', 'cek permohonan', 'pantau', 'pantau berkas',
  'pantau permohonan', 'pantau laporan', 'track', 'track your', 'tracking', 'application status', 'check status', 'track status', 'posisi berkas', 'telusuri berkas',
]; // biome-ignore format: a list to read

/** What a case is followed by. */
export const CASE_NUMBER = [
  'nomor', 'no', 'no.', 'number', 'nomer', 'resi', 'kode', 'tiket', 'ticket', 'registrasi', 'noreg', 'nopel', 'permohonan', 'pendaftaran', 'berkas', 'application', 'id',
]; // biome-ignore format: a list to read
