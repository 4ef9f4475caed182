/**
 * The features that a site scan can find on a page (`site_observations.features`) and that probes ask for.
 * The scan's phrase lists prove each of them with the words it saw.
 */
export const FEATURES = {
  /** informasi-wajib: profile, duties, contacts, list of services, PPID page. */
  required: ['profil', 'tugas_fungsi', 'kontak', 'daftar_layanan', 'ppid'],
  /** ramah-gawai: readable on a phone, search, site map. */
  friendly: ['responsif', 'pencarian', 'peta_situs'],
  serviceStandard: 'standar_pelayanan',
  tracking: 'lacak_berkas',
  ownData: 'data_diri',
} as const;

/**
 * Every feature that a detector looks for, with what counts as found. What an office publishes must stand on the page
 * itself; what it lets people use (an application, tracking, signing in) may also be a link to another host, where the
 * scan of this site does not go.
 */
export const SCAN_FEATURES = {
  /** Text about the office itself: who it is, vision and mission, history. Not about a person. */
  profil: true,
  /** What the office must do by law: its duties and functions, spelt out. */
  tugas_fungsi: true,
  /** Its organisation chart or the list of its units. */
  struktur_organisasi: true,
  /** At least two of street address, telephone and mail address, given as the office's. */
  kontak: true,
  /** An office's address for mail; not a placeholder, not a person's. */
  surel_kontak: true,
  /** A form for a message to the office. */
  formulir_kontak: true,
  /** A guest book: its form or its entries. */
  buku_tamu: true,
  /** A chat widget, or the office's WhatsApp chat. */
  obrolan_langsung: true,
  /** A way to complain: SP4N-LAPOR!, another complaint channel, a form. */
  tautan_aduan: true,
  /** Accounts of the office in social networks; not buttons to share. */
  media_sosial: true,
  /** At least three services named in a list of services. */
  daftar_layanan: true,
  /** One service described: its requirements and at least one other delivery component. */
  halaman_layanan: true,
  /** All six delivery components of UU 25/2009 of a service. */
  standar_pelayanan: true,
  /** A form of a service as a document to take home. */
  unduhan_formulir: true,
  /** Applying online: the form, or a link to the application on another host. */
  permohonan_daring: true,
  /** Following a case by its number: the form, or a link to one on another host. */
  lacak_berkas: true,
  /** Signing in for the public; not for administrators or staff. */
  masuk: true,
  /** Signing in with an account that serves many services of the city or the nation. */
  sso: true,
  /** Seeing or correcting one's own data. */
  data_diri: true,
  /** The office's page of public information (PPID, UU 14/2008): its classes, its list, requests. */
  ppid: true,
  /** A figure of the survey of satisfaction (SKM, IKM). */
  skm_hasil: true,
  /** Statistics or open data on what the office is in charge of. */
  statistik: true,
  /** How often the site is visited. */
  statistik_pengunjung: true,
  /** At least two questions with answers. */
  tanya_jawab: true,
  /** What the site does with personal data: the page or a link to it. */
  kebijakan_privasi: true,
  /** News: an item or a list of at least two. */
  berita: true,
  /** A list of events with their dates. */
  agenda: true,
  /** A search over the site that has somewhere to send the words. */
  pencarian: true,
  /** A site map or a link to it. */
  peta_situs: true,
  /** A feed (RSS, Atom). */
  umpan_rss: true,
  /** Another language to change to. */
  ganti_bahasa: true,
  /** A link to the portal of the city or regency. */
  tautan_portal: true,
  /** The page adapts to a phone's width. */
  responsif: true,
  /** Language declared, a main heading, alternative texts, labelled fields. */
  aksesibilitas_dasar: true,
} as const;
export type ScanFeature = keyof typeof SCAN_FEATURES;

/** A list of features as an SQL array. */
export const featureList = (features: readonly string[]) => `[${features.map((f) => `'${f}'`).join(', ')}]`;
