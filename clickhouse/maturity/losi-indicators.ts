import type { ScanFeature } from './features';
import type { Bilingual } from './types';

/** The six criteria of the Local Online Service Index. */
export const LOSI_CRITERIA = ['IF', 'CP', 'SP', 'PE', 'EGL', 'TECH'] as const;
export type LosiCriterion = (typeof LOSI_CRITERIA)[number];

interface LosiIndicator {
  criterion: LosiCriterion;
  /** As the index numbers it; unique within its criterion only. */
  code: string;
  name: Bilingual;
  /** What of a scanned page answers it; null = a person must judge it. */
  feature: ScanFeature | 'domain_resmi' | null;
}

type Row = [code: string, id: string, en: string, feature?: LosiIndicator['feature']];

/**
 * The 95 indicators of LOSI 2024, paraphrased. An indicator has a feature only where the feature says all that the indicator
 * asks: a form to apply is not yet a driver's licence, basic accessibility is not WCAG 2.1 AA.
 */
const rows: Record<LosiCriterion, Row[]> = {
  IF: [
    ['281', 'Portal di domain resmi pemerintah', 'Portal on an official government domain', 'domain_resmi'],
    ['215', 'Bagan organisasi', 'Organisation chart', 'struktur_organisasi'],
    ['216', 'Nama dan kontak para kepala', 'Names and contacts of heads'],
    ['224', 'Hak atas informasi publik', 'Right to information', 'ppid'],
    ['236', 'Kebijakan data terbuka', 'Open data policy'],
    ['242', 'Tautan ke portal pemerintah kota', 'Links to government portals', 'tautan_portal'],
  ],
  CP: [
    ['212', 'Isi dalam bahasa lain', 'Content in another language', 'ganti_bahasa'],
    ['217', 'Tentang kota dan kantornya', 'About the municipality and its office', 'profil'],
    ['218', 'Peringatan darurat', 'Emergency alerts'],
    ['220', 'Pengumuman pengadaan', 'Procurement announcements'],
    ['221', 'Hasil pengadaan', 'Procurement results'],
    [
      '222',
      'Layanan dengan proses, syarat, waktu, biaya',
      'Services with process, documents, time, cost',
      'standar_pelayanan',
    ],
    ['223', 'Layanan bersama pihak ketiga', 'Services with third parties'],
    ['226', 'Informasi kesehatan', 'Health information'],
    ['227', 'Informasi lingkungan', 'Environmental information'],
    ['228', 'Informasi pendidikan', 'Education information'],
    ['229', 'Informasi kesejahteraan sosial', 'Social welfare information'],
    ['230', 'Informasi budaya dan olahraga', 'Culture and sport information'],
    ['231', 'Informasi bagi kelompok rentan', 'Information for vulnerable groups'],
    ['232', 'Informasi hukum', 'Justice information'],
    ['233', 'Informasi ketenagakerjaan', 'Labour information'],
    ['238', 'Prakarsa kota cerdas', 'Smart city initiatives'],
    ['239', 'Teknologi baru', 'Emerging technologies'],
    ['243', 'Data tujuan pembangunan berkelanjutan', 'SDG data'],
    ['282', 'Angkutan umum', 'Public transport'],
    ['283', 'Aplikasi gawai', 'Mobile apps'],
    ['284', 'Sampah dan daur ulang', 'Waste and recycling'],
    ['285', 'Keselamatan jalan', 'Road safety'],
    ['289', 'Statistik pemakaian portal diterbitkan', 'Portal usage statistics published', 'statistik_pengunjung'],
    ['290', 'Bagian kebencanaan', 'Disaster section'],
    ['291', 'Kebijakan pencemaran udara', 'Air pollution policy'],
    ['292', 'Ukuran mutu udara', 'Air quality measurements'],
    ['293', 'Cara kepuasan diukur', 'How satisfaction is measured'],
    ['294', 'Hasil kepuasan diterbitkan', 'Satisfaction results published', 'skm_hasil'],
    ['295', 'Agenda kegiatan', 'Events', 'agenda'],
    ['296', 'Berita', 'News', 'berita'],
  ],
  SP: [
    ['253', 'Laporan kepolisian', 'Declaration to the police'],
    ['254', 'Surat izin mengemudi', 'Driver’s licence'],
    ['255', 'Izin bangunan', 'Building permit'],
    ['256', 'Izin lingkungan', 'Environmental permit'],
    ['257', 'Izin usaha', 'Business licence'],
    ['258', 'Izin tinggal', 'Residence permit'],
    ['259', 'Akta kelahiran', 'Birth certificate'],
    ['260', 'Akta kematian', 'Death certificate'],
    ['261', 'Akta perkawinan', 'Marriage certificate'],
    ['262', 'Perubahan alamat', 'Change of address'],
    ['263', 'Hak atas tanah', 'Land title'],
    ['264', 'Pendaftaran kendaraan', 'Vehicle registration'],
    ['265', 'Pengadaan elektronik', 'E-procurement'],
    ['266', 'Lamaran kerja', 'Job application'],
    ['268', 'Pelaporan pajak', 'Tax filing'],
    ['269a', 'Pembayaran biaya', 'Payment of fees'],
    ['269b', 'Pembayaran denda', 'Payment of fines'],
    ['286', 'Pembayaran air', 'Payment of water'],
    ['287', 'Pembayaran listrik atau gas', 'Payment of power or gas'],
    ['297', 'Layanan bagi tunawisma', 'Services for the homeless'],
    ['298', 'Barang hilang dan ditemukan', 'Lost and found'],
    ['299', 'Hunian terjangkau', 'Affordable housing'],
  ],
  PE: [
    ['250', 'Surel atau formulir dijawab dalam 3 hari kerja', 'Mail or form answered within 3 business days'],
    ['252', 'Jawabannya berguna', 'The answer is useful'],
    ['219', 'Informasi anggaran', 'Budget information'],
    ['236', 'Data dalam format terbuka', 'Data in open formats'],
    ['267', 'Laporan diskriminasi', 'Reporting discrimination'],
    ['270b', 'Obrolan dengan mesin', 'AI chatbot'],
    ['271', 'Pengaduan dan masukan', 'Complaints and feedback', 'tautan_aduan'],
    ['272', 'Sarana pendapat: forum, jajak pendapat, petisi', 'Opinion tools: forum, poll, petition'],
    ['274', 'Laporan masalah ruang publik', 'Reporting problems in public space'],
    ['275', 'Penganggaran partisipatif', 'Participatory budgeting'],
    ['276', 'Partisipasi tata ruang', 'Participation in land-use plans'],
    ['277', 'Kalender partisipasi', 'Calendar of participation'],
    ['278', 'Hasil konsultasi', 'Consultation outcomes'],
    ['279', 'Pemungutan suara elektronik', 'E-voting'],
    ['280', 'Rapat dan risalah dewan', 'Council meetings and minutes'],
  ],
  EGL: [
    ['206', 'Pencarian', 'Search', 'pencarian'],
    ['225a', 'Wifi gratis', 'Free wifi'],
    ['225b', 'Tempat akses dengan bantuan', 'Access points with help'],
    ['234', 'Kebijakan privasi', 'Privacy policy', 'kebijakan_privasi'],
    ['237', 'Metadata data terbuka', 'Open data metadata'],
    ['240', 'Bantuan dan tanya jawab', 'Help and FAQ', 'tanya_jawab'],
    ['241', 'Panduan langkah demi langkah', 'Tutorials'],
    ['245', 'Identitas digital', 'Digital identity', 'sso'],
    ['270a', 'Obrolan langsung dengan petugas', 'Live chat with a person', 'obrolan_langsung'],
    ['273', 'Media sosial', 'Social networks', 'media_sosial'],
  ],
  TECH: [
    ['214', 'Kontak', 'Contact', 'kontak'],
    ['201', 'Berfungsi di tiga peramban utama', 'Works in the top three browsers'],
    ['202', 'Muncul di halaman pertama mesin pencari', 'On the first page of search engines'],
    ['204', 'Menyesuaikan lebar layar', 'Responsive', 'responsif'],
    ['205', 'Peta situs', 'Site map', 'peta_situs'],
    ['207', 'Pencarian lanjutan', 'Advanced search'],
    ['208', 'Markah sesuai standar W3C', 'W3C markup'],
    ['209', 'CSS sah', 'Valid CSS'],
    ['210', 'WCAG 2.1 AA', 'WCAG 2.1 AA'],
    ['246', 'Warga melihat datanya sendiri', 'Citizens see their own data', 'data_diri'],
    ['247', 'Warga mengubah datanya sendiri', 'Citizens edit their own data'],
    ['288', 'Nomor bantuan', 'Helpdesk number'],
  ],
};

export const LOSI: LosiIndicator[] = LOSI_CRITERIA.flatMap((criterion) =>
  rows[criterion].map(([code, id, en, feature = null]) => ({ criterion, code, name: { id, en }, feature })),
);
