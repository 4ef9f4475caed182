/** Parts of an address for mail that name an office rather than a person. */
export const OFFICE_WORDS_OF_MAIL =
  /^(?:info|humas|kontak|contact|admin|sekretariat|layanan|pelayanan|pengaduan|ppid|helpdesk|cs|kantor|official)|dinas|^dis[a-z]{3}|^din(?:sos|kes|dik|kop|as)|^kec|^kel(?!ik)|kecamatan|kelurahan|badan|^b[a-z]?kp|bappeda|bapenda|bpbd|satpol|inspektorat|setda|setwan|rsud|puskesmas|^pkm|uptd|upt|kominfo|dukcapil|pemkot|pemkab|pemda|kab$|kota$|desa|labkes|perpus|museum|tourism|library|official|jdih|lpse|bkpsdm|bkd|dprd|damkar|perizinan|dpmptsp/;

/** Addresses that come with a theme or stand in a field as an example. */
export const SAMPLE_MAIL =
  /@(?:example|domain|yourdomain|yoursite|email|mail|company|website|test|sample|contoh)\.|^(?:nama|name|email|user|you|your)@/;

/** Addresses that come with a theme. */
export const SAMPLE_ADDRESS = [
  'new york',
  'adam street',
  'main street',
  'your address',
  'alamat anda',
  'usa',
  'london',
  'melbourne',
];

/** Words of a form for messages. */
export const MESSAGE = [
  'kirim pesan', 'pesan anda', 'hubungi', 'hubungi kami', 'kontak', 'kontak kami', 'contact', 'contact us', 'send message', 'send us a message', 'get in touch',
  'kritik dan saran', 'saran dan kritik', 'kotak saran', 'kirim saran', 'saran', 'pertanyaan', 'kirim pertanyaan', 'tanya petugas', 'ada pertanyaan', 'kirim email', 'pesan',
  'message', 'feedback', 'umpan balik', 'masukan',
]; // biome-ignore format: a list to read

/** Words of forms with a field for text that are no message to the office. */
export const COMMENT = [
  'komentar',
  'balasan',
  'tinggalkan balasan',
  'kirim komentar',
  'comment',
  'leave a reply',
  'post comment',
  'tanggapan',
];
export const GUEST_BOOK = [
  'buku tamu',
  'isi buku tamu',
  'guest book',
  'guestbook',
  'form buku tamu',
  'formulir buku tamu',
  'tulis di buku tamu',
  'sign our guest book',
];

/** Headings, links and buttons of a complaint channel. */
export const COMPLAINT = [
  'pengaduan', 'aduan', 'layanan pengaduan', 'pengaduan masyarakat', 'pengaduan online', 'form pengaduan', 'formulir pengaduan', 'kirim aduan', 'kirim pengaduan',
  'sampaikan aduan', 'sampaikan pengaduan', 'buat laporan', 'lapor', 'lapor masalah', 'lapor dugaan pelanggaran', 'laporkan', 'sp4n', 'sp4n-lapor', 'sp4n lapor', 'layanan aspirasi dan pengaduan',
  'complaint', 'complaints', 'make a complaint', 'file a complaint', 'report a problem', 'kanal pengaduan', 'whistleblowing', 'wbs', 'keluhan', 'laksa',
]; // biome-ignore format: a list to read

/** What runs a chat on a page, by the address of its script. */
export const CHAT_WIDGETS =
  /tawk\.to|crisp\.chat|tidio\.co|zdassets\.com|zopim\.com|livechatinc\.com|chatwoot|smartsuppchat|wchat\.freshchat|freshchat\.com|qiscus\.com|intercom\.io|intercomcdn|jivosite|kommunicate\.io|botika\.online|olark\.com|userlike|chaport\.com/;
