import { defineText } from './define';

/** Words of the pages that stand where a page could not. */
export const troubleText = defineText({
  id: {
    notFound: 'Halaman ini tidak ada',
    notFoundWhy: 'Alamatnya mungkin salah ketik, atau halamannya sudah dipindahkan.',
    forbidden: 'Halaman ini di luar peran Anda',
    forbiddenWhy: (role: string) =>
      `Anda masuk sebagai ${role}. Bila pekerjaan Anda memerlukan halaman ini, mintalah administrator mengubah peran Anda.`,
    down: 'Data tidak dapat dibaca sekarang',
    downEngine: 'Mesin data (ClickHouse) tidak menjawab. Data yang sudah tersimpan tidak hilang.',
    downRedis: 'Layanan sesi (Redis) tidak menjawab, sehingga Anda belum dapat dikenali. Data tidak hilang.',
    downNext:
      'Bagian itu dijalankan kembali secara otomatis. Coba lagi sebentar lagi; bila tetap begini, hubungi operator Diskominfo.',
    broken: 'Terjadi kesalahan di pihak kami',
    brokenWhy:
      'Halaman ini gagal disusun dan kejadiannya sudah dicatat. Coba lagi; bila terulang, sampaikan jam kejadian kepada operator Diskominfo.',
    retry: 'Coba lagi',
    home: 'Ke ringkasan',
    empty: 'Belum ada data',
    emptyWhy: 'Gudang data masih kosong. Hubungkan sumber pertama atau unggah berkas, lalu angka akan tampil di sini.',
    emptyNext: 'Buka sumber data',
    code: (status: number) => `Kode ${status}`,
  },
  en: {
    notFound: 'This page does not exist',
    notFoundWhy: 'The address may be mistyped, or the page has moved.',
    forbidden: 'This page is outside your role',
    forbiddenWhy: (role: string) =>
      `You are signed in as ${role}. If your work needs this page, ask an administrator to change your role.`,
    down: 'Data cannot be read right now',
    downEngine: 'The data engine (ClickHouse) does not answer. Stored data is not lost.',
    downRedis: 'The session service (Redis) does not answer, so you cannot be recognised yet. No data is lost.',
    downNext: 'That part restarts by itself. Try again in a moment; if this persists, call a Diskominfo operator.',
    broken: 'Something went wrong on our side',
    brokenWhy:
      'This page could not be built and the event was recorded. Try again; if it repeats, tell a Diskominfo operator the time it happened.',
    retry: 'Try again',
    home: 'To the overview',
    empty: 'No data yet',
    emptyWhy: 'The warehouse is still empty. Connect a first source or upload a file, and figures will appear here.',
    emptyNext: 'Open data sources',
    code: (status: number) => `Code ${status}`,
  },
});
