/**
 * Words that tell names of persons from other words, as alternatives of regular expressions. Written from general knowledge of
 * common Indonesian names; no list of real persons stands behind it.
 */
const words = (text: string) => text.trim().split(/\s+/).join('|');

/** Given names that are hardly ever another word. */
export const GIVEN_NAMES = words(`
  siti budi agus joko eko bambang slamet sri endang suparno sutrisno supardi suparman sugiono sugiarto suharto sukarno
  sumarno sumiati suyatno suwarno suroso sujono sunarti suminah sulastri sulistyo supriyadi supriadi suryadi suryani
  sutini sutinah tukiman tukijan tukiyem wagiman wagiyo wagiyem poniman poniyem ponirah paijo paijem parman parmin
  parno sarno sarmin sarinah sardi ngadiman ngatini ngatinem mulyono mulyadi mulyati marsudi mardi hardi hartini
  hartono haryanto haryono haryati heru hendro handoyo hendra hendri herman hermawan heri hery yanto yanti yono yuni
  yuliana yulia yuliani yudi yudha yusuf yusup yunus yayan yayuk yati wati wahyuni wahyudi wawan wiwin wiwik widodo
  widya winarti winarno tuti tutik titik titin tini tono tomi tatang tarmini tarno taufik taufiq supri subagyo
  sudirman sudarman sudarmo sudarto sudarsono rina rini rita ririn riyanto rizal rizki rizky rudi rudy rohmat rohman
  rohmah rohimah ruslan rusdi rusli rosmiati rosdiana rosita romlah rokayah ratna ratih retno ridwan riduan ripin riki
  ricky rangga purwanto purnomo prasetyo prasetya pramono prayitno priyanto puspita pujiati nurul nurhayati nurjanah
  nurdin nurhasanah nuraini nurlaela nurmala nunung nuning nining neneng nanang nana nasrul nasir naufal nadia nabila
  novi novita novianti nita nina ningsih muhammad mohammad mochammad muhamad mohamad ahmad achmad akhmad abdul
  abdullah abdurrahman abdurahman abubakar adit aditya afandi afrizal agustina agustinus ahyar aisyah aisah ajat alif
  alfian ali alfi amat aminah aminudin amir amirudin anang andi andika andri andre andreas anggi anggraini ani anita
  anis anisa annisa anton antonius ari arif arief aris arifin aripin armawati arya asep asmawati asnawi astuti ayu
  azis aziz azizah basuki bayu beni benny boby cahyono cecep christina dadan dadang dani daniel darmawan darmanto
  darto darsono daryono dede deden dedi dedy deni denny desi desy devi dewi dian diana diah dicky didi dika dimas dini
  dodi dodo dony doni dwi edi edy eddy efendi effendi elis ella elly eli eman encep engkos eni enny entin erna erni
  ernawati eri erwin eti euis evi fadli fadil fahmi fahri fahrul faisal faizal fajri farhan farid farida faridah
  fatimah fatma fauzi fauziah febri febrian ferdi ferry feri fikri firman firmansyah fitri fitria fitriani fransiska
  galih gatot gilang gunawan guntur habibah hadi hafiz halimah hamdan hamid hamidah hamzah hanafi handayani hani hanif
  harun hasan hasanah hasanudin hasyim hasim helmi heni henny hidayat hidayati husein husen husna husni ibrahim idris
  iis ijah ikhsan ihsan ilham ilyas imas imron indra indri inah ipah iqbal irfan irma irwan irawan irawati ismail
  ismawati iswanto iwan jaelani jaenal zaenal zainal jamal jamaludin jamilah januar jefri jono jumadi juminten juwita
  juariah juju jujun kadir karim karman karmila karsih kartika kasim kasiman kasno khairul khadijah khoirul khotimah
  komar komarudin komariah krisna kurniawan kurniasih kurniati kusnadi laila lasmi latifah leni lestari lia lilis lina
  linda lisa listiani lukman lulu mahmud maimunah malik maman mamat manto mansur mardiana mardiyah maria marlina marni
  marsih maryam maryani maryati maryono marzuki masitoh megawati meilani melani meri misbah misnah mugiono muhidin
  mukhlis mulyana munir munawar murni mursid murti mustafa mustofa musa musliha mutia mutiara nasution oktavia oki
  omay otong paulus petrus pipit poltak pratama pratiwi rahayu rahma rahmad rachmat rahman rahmawati rahmi raihan
  ramadhani ramli rasyid reni reza rendi rian riana rifai rio risma riska rizka robby robi rosa rosyid rusmini saiful
  saepul syaiful safitri sahrul syahrul saifudin salamah salim samsul syamsul samsudin santi santoso sapto sarah
  sarifudin saripah sarwono saprudin septian setiawan setiawati setyo shinta sinta sigit sobari sofyan sopian solihin
  sonny sugandi suhendar suhendi sulaeman sulaiman sumarni suryana susanti susanto susi susilawati susilo sutisna
  sutarno syafii syarif syarifudin tanti tarsih taryono tedi teddy tika tina tugiman tuminah ujang udin umar usman
  usep utami uun vina vera veronika wijaya wijayanti wulandari yogi yohanes yosef yoseph yopi yudhi yulianti yulianto
  yusman yusnita zahra zaki zainudin zulkarnain zulfikar zulkifli wayan nyoman ketut putu komang kadek luh ngurah ucok
  hotman tiur sahat binsar mangatas baso daeng besse ahmadi hasnah syafrizal zulfahmi yusnidar erizal teuku samuel
  yosua stefanus markus matius lukas yakobus dominggus martha kristina natalia swie liong siong liem tjoa tjia kwee`);

/** Given names that are words as well (beautiful, dawn, daughter): names only beside another name. */
export const DOUBTFUL_NAMES = words(`
  putri putra indah fajar surya cahaya bunga melati mega wahyu nur bintang bulan sakti adil setia damai kasih mawar
  tulus jujur perdana utama kusuma permata kencana puspa sekar ratu raja angga rara raka eka tia salsabila cinta citra
  dewa guruh hari mahesa maulana nova panji rama satrio sukma tegar untung waluyo laksana lestari april juni juli
  agustin haji bagus teguh subur sugeng iman imam muslim agung sari maya puji kurnia jaya makmur latif gede made cut
  intan satria adi ade raden amin didik soleh sholeh rohani kartini sandi hakim halim tanjung purba rahmat ramadhan
  ramadani ramdan isa said habib tri cahyo karta siska nani uni asih wulan umi ummi dina toni ika ina tan lim`);

/** Names of families and clans. */
export const FAMILY_NAMES = words(`
  siregar nasution lubis harahap hasibuan daulay batubara pohan ritonga rangkuti simanjuntak simatupang sihombing
  sinaga situmorang sitorus silalahi saragih sipayung damanik manurung marpaung panjaitan pardede pangaribuan hutapea
  hutabarat hutagalung hutasoit napitupulu nainggolan nababan siahaan siagian sianturi simbolon simamora simorangkir
  sitanggang sitompul siallagan tampubolon tambunan lumbantobing lumbanraja gultom gurning butarbutar aritonang
  ginting sembiring tarigan karo-karo sebayang barus surbakti sinulingga chaniago caniago piliang sikumbang jambak
  pattinasarany pattiasina latuconsina tuasikal rumengan mandagi lumenta wowor sondakh rumagit kawilarang waworuntu
  mamahit wenda kogoya tabuni wanggai alatas assegaf alhabsyi shihab baswedan basalamah alaydrus salim tanuwijaya
  gunadi hartanto kusumo hadiningrat wicaksono nugroho nugraha saputra saputri prabowo prakoso sasongko wibowo
  wibisono widjaja wiranata firdaus maharani puspitasari pangestu anggoro ariyadi`);

/** Endings that make a word a name, whatever stands before them. */
export const NAME_ENDINGS = words(`
  wati ningsih ningrum ningtyas yanti ianti yanto ianto santo santoso wanto tono yono giono antoro udin uddin ullah
  ansyah yansyah rrahman urrahman diningrat atmaja atmojo atmodjo wijaya kusuma sutrisno sudibyo wardani wardhani
  wardana wardhana`);

/** Words that are no name where one could stand: "ibu hamil", "pak lurah", "oleh dinas", "pak budi tidak". */
export const NO_NAMES = words(`
  yang yg dan atau serta dengan dgn di ke dari dr oleh untuk utk untk pada kepada kpd agar supaya karena krn sebab jika kalau klo
  kalo bila saat ketika setelah stlh sebelum sblm sejak sampai hingga sudah sdh udah udh telah belum blm masih msh sedang lagi
  akan mau ingin minta mohon tolong tlg harap bisa dapat dpt boleh harus perlu tidak tdk tak gak ga nggak enggak bukan jangan jgn
  kurang lebih sangat sekali banget terlalu juga jg saja aja pun lah kok sih dong ya iya kan ini itu tersebut tsb begitu begini
  sana sini situ mana apa apakah siapa kapan dimana bagaimana gimana kenapa mengapa berapa saya sy aku kami kita anda kamu dia
  ia mereka beliau nya semua setiap tiap para banyak beberapa satu dua tiga empat lima seluruh ada adalah ialah yaitu hanya
  hamil menyusui bersalin lansia anak bayi balita ibu bapak pak bu mas mbak pertiwi rumah tangga kandung mertua tiri
  camat lurah rt rw wali walikota bupati gubernur presiden menteri sekda sekretaris kepala kadis kabid kasi kasubag ketua wakil
  guru dosen dokter dr drg bidan perawat suster polisi tentara kapolres kapolsek kapolri danramil babinsa bhabinkamtibmas hakim
  jaksa petugas pegawai staf staff satpam sopir supir pengemudi kader pimpinan pejabat admin min operator cs penjaga tukang
  pedagang warga masyarakat penduduk orang pelanggan pengguna pemohon pelapor pemilik penghuni pengurus panitia pengelola
  peserta anggota pembina direktur manajer bos ustadz ustaz ustad kyai imam pendeta pastor pns asn honorer tni polri dpr
  dprd dpd mpr pkk posyandu karang taruna dinas badan kantor kabupaten provinsi negara pemerintah
  pemkot pemda pemkab pemprov bagian bidang seksi unit upt uptd instansi lembaga satpol dishub dinkes dinsos disdik disdukcapil
  dukcapil dlh dpupr pupr bpn bpjs bpbd bkpsdm bapenda bappeda dpmptsp diskominfo kominfo disnaker disperindag perkim inspektorat
  kejaksaan pengadilan samsat polres polsek polda koramil kodim kua pln pdam perumda perumdam telkom indihome koperasi 
  ud partai
  tokopedia shopee gojek grab facebook instagram whatsapp google yth terhormat terkait pihak loket antrian antrean nomor no
  nama alamat data berkas surat lampu air listrik sampah banjir parkir pajak ktp kk akta nik npwp sim kartu
  pelayanan layanan program aplikasi situs sistem online daring hari tanggal tgl bulan tahun jam pukul pagi siang sore malam
  kemarin besok senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober
  november desember baru lama besar kecil baik buruk rusak mati hidup hilang hadir hormat terima terimakasih makasih trims
  selaku sebagai bahwa tentang soal mengenai terhadap antara dalam luar atas bawah depan belakang samping dekat datang pergi
  pulang masuk keluar kerja bekerja sakit dirawat meninggal lahir tinggal usia umur selalu sering jarang pernah tetap malah
  justru tetapi tapi namun meski walau lalu kemudian maka jadi menjadi agak cukup tanpa seperti spt sama secara per
  parkir parkirnya jualan bilang kata katanya disuruh diminta dimintai dipersulit ditolak dilayani ngapain gimana nih tuh gitu
  lapor melapor melaporkan bertanya tanya mengeluh mengadu menyampaikan memohon meminta memberi memberikan menolak menerima
  menunggu mengurus membayar bayar beli jual buka tutup cek periksa perbaiki tindak lanjut tanggap tanggapi hubungi kirim
  lewati melewati dilewati karyawati laporan keluhan permohonan usulan undangan rapat perbaikan pengaduan aduan aspirasi
  permintaan saran kritik informasi pertanyaan kuasa fotokopi foto dokumen ijazah sertifikat keluarga daftar notulen balasan
  terlampir lampiran perihal hal re fwd fw ukur kepala gigi umum agama olahraga matematika pengganti honor tetap harian ditunggu
  segera semoga sehat sukses sejahtera`);
