import type { Holiday } from '../city/schema';

type Days = Record<string, string>;

const decree = (dasar: string, days: { libur_nasional?: Days; cuti_bersama?: Days }): Holiday[] =>
  (['libur_nasional', 'cuti_bersama'] as const).flatMap((jenis) =>
    Object.entries(days[jenis] ?? {}).map(([tanggal, nama]) => ({ tanggal, nama, jenis, dasar })),
  );

/**
 * Libur nasional and cuti bersama of 2024 to 2026 by the decree (SKB 3 Menteri) that sets them, with the two election days that were
 * declared holidays. A calendar takes them with `libur_bawaan: nasional`. A new decree is added here; every city whose calendar
 * changes by it gets a new profile version at its next start, and what was judged before stays recomputable.
 */
export const NATIONAL_DAYS: readonly Holiday[] = [
  ...decree('SKB 855/3/4 Tahun 2023', {
    libur_nasional: {
      '2024-01-01': 'Tahun Baru 2024 Masehi',
      '2024-02-08': 'Isra Mikraj Nabi Muhammad SAW',
      '2024-02-10': 'Tahun Baru Imlek 2575 Kongzili',
      '2024-03-11': 'Hari Suci Nyepi Tahun Baru Saka 1946',
      '2024-03-29': 'Wafat Yesus Kristus',
      '2024-03-31': 'Kebangkitan Yesus Kristus (Paskah)',
      '2024-04-10': 'Idulfitri 1445 Hijriah',
      '2024-04-11': 'Idulfitri 1445 Hijriah',
      '2024-05-01': 'Hari Buruh Internasional',
      '2024-05-09': 'Kenaikan Yesus Kristus',
      '2024-05-23': 'Hari Raya Waisak 2568 BE',
      '2024-06-01': 'Hari Lahir Pancasila',
      '2024-06-17': 'Iduladha 1445 Hijriah',
      '2024-07-07': 'Tahun Baru Islam 1446 Hijriah',
      '2024-08-17': 'Hari Kemerdekaan Republik Indonesia',
      '2024-09-16': 'Maulid Nabi Muhammad SAW',
      '2024-12-25': 'Hari Raya Natal',
    },
    cuti_bersama: {
      '2024-02-09': 'Cuti bersama Tahun Baru Imlek',
      '2024-03-12': 'Cuti bersama Hari Suci Nyepi',
      '2024-04-08': 'Cuti bersama Idulfitri',
      '2024-04-09': 'Cuti bersama Idulfitri',
      '2024-04-12': 'Cuti bersama Idulfitri',
      '2024-04-15': 'Cuti bersama Idulfitri',
      '2024-05-10': 'Cuti bersama Kenaikan Yesus Kristus',
      '2024-05-24': 'Cuti bersama Hari Raya Waisak',
      '2024-06-18': 'Cuti bersama Iduladha',
      '2024-12-26': 'Cuti bersama Hari Raya Natal',
    },
  }),
  ...decree('Keppres 10 Tahun 2024', {
    libur_nasional: {
      '2024-02-14': 'Hari pemungutan suara Pemilihan Umum',
    },
  }),
  ...decree('Keppres 33 Tahun 2024', {
    libur_nasional: {
      '2024-11-27': 'Hari pemungutan suara Pemilihan Kepala Daerah',
    },
  }),
  ...decree('SKB 1017/2/2 Tahun 2024', {
    libur_nasional: {
      '2025-01-01': 'Tahun Baru 2025 Masehi',
      '2025-01-27': 'Isra Mikraj Nabi Muhammad SAW',
      '2025-01-29': 'Tahun Baru Imlek 2576 Kongzili',
      '2025-03-29': 'Hari Suci Nyepi Tahun Baru Saka 1947',
      '2025-03-31': 'Idulfitri 1446 Hijriah',
      '2025-04-01': 'Idulfitri 1446 Hijriah',
      '2025-04-18': 'Wafat Yesus Kristus',
      '2025-04-20': 'Kebangkitan Yesus Kristus (Paskah)',
      '2025-05-01': 'Hari Buruh Internasional',
      '2025-05-12': 'Hari Raya Waisak 2569 BE',
      '2025-05-29': 'Kenaikan Yesus Kristus',
      '2025-06-01': 'Hari Lahir Pancasila',
      '2025-06-06': 'Iduladha 1446 Hijriah',
      '2025-06-27': 'Tahun Baru Islam 1447 Hijriah',
      '2025-08-17': 'Hari Kemerdekaan Republik Indonesia',
      '2025-09-05': 'Maulid Nabi Muhammad SAW',
      '2025-12-25': 'Hari Raya Natal',
    },
    cuti_bersama: {
      '2025-01-28': 'Cuti bersama Tahun Baru Imlek',
      '2025-03-28': 'Cuti bersama Hari Suci Nyepi',
      '2025-04-02': 'Cuti bersama Idulfitri',
      '2025-04-03': 'Cuti bersama Idulfitri',
      '2025-04-04': 'Cuti bersama Idulfitri',
      '2025-04-07': 'Cuti bersama Idulfitri',
      '2025-05-13': 'Cuti bersama Hari Raya Waisak',
      '2025-05-30': 'Cuti bersama Kenaikan Yesus Kristus',
      '2025-06-09': 'Cuti bersama Iduladha',
      '2025-12-26': 'Cuti bersama Hari Raya Natal',
    },
  }),
  ...decree('SKB 933/1/3 Tahun 2025', {
    cuti_bersama: {
      '2025-08-18': 'Cuti bersama Hari Kemerdekaan Republik Indonesia',
    },
  }),
  ...decree('SKB 1497/2/5 Tahun 2025', {
    libur_nasional: {
      '2026-01-01': 'Tahun Baru 2026 Masehi',
      '2026-01-16': 'Isra Mikraj Nabi Muhammad SAW',
      '2026-02-17': 'Tahun Baru Imlek 2577 Kongzili',
      '2026-03-19': 'Hari Suci Nyepi Tahun Baru Saka 1948',
      '2026-03-21': 'Idulfitri 1447 Hijriah',
      '2026-03-22': 'Idulfitri 1447 Hijriah',
      '2026-04-03': 'Wafat Yesus Kristus',
      '2026-04-05': 'Kebangkitan Yesus Kristus (Paskah)',
      '2026-05-01': 'Hari Buruh Internasional',
      '2026-05-14': 'Kenaikan Yesus Kristus',
      '2026-05-27': 'Iduladha 1447 Hijriah',
      '2026-05-31': 'Hari Raya Waisak 2570 BE',
      '2026-06-01': 'Hari Lahir Pancasila',
      '2026-06-16': 'Tahun Baru Islam 1448 Hijriah',
      '2026-08-17': 'Hari Kemerdekaan Republik Indonesia',
      '2026-08-25': 'Maulid Nabi Muhammad SAW',
      '2026-12-25': 'Hari Raya Natal',
    },
    cuti_bersama: {
      '2026-02-16': 'Cuti bersama Tahun Baru Imlek',
      '2026-03-18': 'Cuti bersama Hari Suci Nyepi',
      '2026-03-20': 'Cuti bersama Idulfitri',
      '2026-03-23': 'Cuti bersama Idulfitri',
      '2026-03-24': 'Cuti bersama Idulfitri',
      '2026-05-15': 'Cuti bersama Kenaikan Yesus Kristus',
      '2026-05-28': 'Cuti bersama Iduladha',
      '2026-12-24': 'Cuti bersama Hari Raya Natal',
    },
  }),
];
