import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Sentences made of one pattern; patterns without a slot give one. */
const PER_PATTERN = 4;
const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8').split('\n');

/** A small seeded generator (mulberry32): the same seed always gives the same corpus. */
function seeded(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    pick: <T>(list: readonly T[]) => list[below(list.length)]!,
    digits: (n: number) => Array.from({ length: n }, () => below(10)).join(''),
    /** Two digits between two numbers. */
    two: (from: number, to: number) => String(from + below(to - from + 1)).padStart(2, '0'),
  };
}
type Random = ReturnType<typeof seeded>;

/** Invented persons: shaped like the register's numbers, of districts (71 to 99) that no regency has. */
function number16(r: Random, household: boolean): string {
  const region = r.pick(['3671', '3671', '3671', '3603', '3175', '3273', '1271', '5171', '7371', '1801']);
  const day = household || r.below(2) ? r.two(1, 28) : r.two(41, 68);
  const [district, date, serial] = [r.two(71, 99), `${day}${r.two(1, 12)}${r.two(45, 99)}`, `0${r.digits(3)}`];
  const shapes = [
    `${region}${district}${date}${serial}`,
    `${region.slice(0, 2)}.${region.slice(2)}.${district}.${date}.${serial}`,
    [region, district + date.slice(0, 2), date.slice(2), serial].join(' '),
    `${region}${district}-${date}-${serial}`,
  ];
  return shapes[Math.max(0, r.below(9) - 5)]!;
}

function mobile(r: Random, dev: boolean): string {
  const prefix = r.pick(['812', '813', '821', '857', '838', '896', '878', '881', '859', '852']);
  const rest = r.digits(7 + r.below(3));
  const [a, b, c] = [prefix, rest.slice(0, 4), rest.slice(4)];
  const shapes = [
    `0${a}${b}${c}`,
    `0${a}${b}${c}`,
    `0${a}${b}${c}`,
    `+62${a}${b}${c}`,
    `62${a}${b}${c}`,
    `0${a}-${b}-${c}`,
    `0${a} ${b} ${c}`,
    `+62 ${a}-${b}-${c}`,
    ...(dev ? [`0${a}.${b}.${c}`, `(0${a}) ${b}${c}`] : []),
    ...(dev
      ? []
      : [
          `+62(${a})${b}${c}`,
          `(+62) ${a} ${b} ${c}`,
          `0${a.slice(0, 2)} ${a.slice(2)}${b} ${c}`,
          `0${a} - ${b} - ${c}`,
        ]),
  ];
  return r.pick(shapes);
}

const mailNames = {
  dev: ['siti.aminah', 'budi_s', 'agus88', 'dewilestari.88'],
  uji: ['teguh-p', 'neneng2001', 'r.fauzan', 'warga+lapor'],
};
const mailHosts = {
  dev: ['gmail.com', 'yahoo.co.id', 'contoh.go.id'],
  uji: ['outlook.co.id', 'ymail.com', 'mail.contoh.sch.id'],
};

/** Personal slots, marked in the corpus, by the class they belong to. */
function personal(slot: string, r: Random, lists: Map<string, string[]>, dev: boolean): [string, string] | undefined {
  const half = dev ? 'dev' : 'uji';
  const phone = () => mobile(r, dev);
  switch (slot) {
    case 'nama':
    case 'lepas':
      return [slot, r.pick(lists.get('nama')!)];
    case 'depan':
      return ['nama', r.pick(lists.get('depan')!)];
    case 'nik':
      return ['nik', number16(r, false)];
    case 'kk':
      return ['kk', number16(r, true)];
    case 'hp':
      return ['telepon', phone()];
    case 'hp62':
      return ['telepon', `628${r.digits(10)}`];
    case 'rumah':
      return [
        'telepon',
        r.pick(['021-55', '(021) 55', '021 55', '0251-83', '(0254) 20', '02155']) + r.digits(5 + r.below(2)),
      ];
    case 'surel':
      return ['surel', `${r.pick(mailNames[half])}@${r.pick(mailHosts[half])}`];
    case 'surel_kata': {
      const [at, dot] = r.pick(
        dev
          ? [
              [' at ', ' dot '],
              ['(at)', '.'],
              ['[at]', '[dot]'],
            ]
          : [
              [' at ', '.'],
              [' (at) ', ' (dot) '],
              [' @ ', '.'],
            ],
      );
      return ['surel', `${r.pick(mailNames[half])}${at}${r.pick(['gmail', 'yahoo'])}${dot}com`];
    }
    case 'npwp':
      return ['npwp', `${r.digits(2)}.${r.digits(3)}.${r.digits(3)}.${r.digits(1)}-${r.digits(3)}.000`];
    case 'plat':
      return [
        'plat',
        r.pick(['B 1', 'B 6', 'A 2', 'D 4', 'F 3', 'B6', 'AB 5']) +
          r.digits(3) +
          r.pick([' ', '']) +
          r.pick(['CVX', 'KZP', 'WQ', 'NRT']),
      ];
    case 'rek':
      return ['rekening', r.pick([r.digits(10), `${r.digits(4)}-01-${r.digits(6)}-53-${r.digits(1)}`, r.digits(13)])];
    case 'norumah':
      return ['alamat', r.pick(['12', '7A', '45', '103', 'B5'])];
    case 'nip':
      return [
        'nip',
        `19${r.two(60, 99)}${r.two(1, 12)}${r.two(1, 28)} 20${r.two(5, 20)}0${1 + r.below(9)} ${1 + r.below(2)} 00${1 + r.below(9)}`,
      ];
  }
}

const monthNames = ['Januari', 'Februari', 'Maret', 'Mei', 'Agustus', 'September', 'Oktober', 'Desember'];

/** What only looks personal. */
function trap(slot: string, r: Random, lists: Map<string, string[]>, dev: boolean): string {
  const year = String(2015 + r.below(12));
  switch (slot) {
    case 'rp':
      return r.pick([
        '2.500.000',
        '15.750.000.000',
        '1.021.456.789',
        '350.000',
        '25000000',
        `${1 + r.below(9)}.${r.digits(3)}.${r.digits(3)}.000`,
      ]);
    case 'tgl':
      return r.pick([
        `${1 + r.below(28)} ${r.pick(monthNames)} ${year}`,
        `${r.two(1, 28)}-${r.two(1, 12)}-${year}`,
        `${r.two(1, 28)}/${r.two(1, 12)}/${year}`,
        `${year}-${r.two(1, 12)}-${r.two(1, 28)}`,
        ...(dev
          ? []
          : [
              `${year}-${r.two(1, 12)}-${r.two(1, 28)} ${r.two(0, 23)}:${r.two(0, 59)}:${r.two(0, 59)}`,
              `${r.two(1, 28)}.${r.two(1, 12)}.${year}`,
            ]),
      ]);
    case 'jam':
      return r.pick([
        `${r.two(0, 23)}.${r.two(0, 59)}`,
        `${r.two(0, 23)}:${r.two(0, 59)}`,
        '07.30-09.00',
        '08.00 s.d. 15.00',
      ]);
    case 'hari':
      return r.pick(['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu']);
    case 'izin':
      return r.pick(
        dev
          ? [`000${r.below(9)}/IMB/IX/${year}/BPPT`, `503/${r.digits(4)}-DPMPTSP/${year}`]
          : [
              `0${r.digits(3)}/SIUP/${r.pick(['II', 'XI'])}/${year}`,
              `640.1/${r.digits(3)}/PBG/${year}`,
              `B/${r.digits(3)}/${r.two(1, 12)}/${year}/DPRD`,
            ],
      );
    case 'tiket':
      return r.pick([
        r.digits(7),
        `LPR-${year}-${r.digits(6)}`,
        `#${r.digits(8)}`,
        ...(dev ? [] : [`TNG${r.digits(9)}`]),
      ]);
    case 'koordinat':
      return dev
        ? `-6.1${r.digits(5)}, 106.6${r.digits(5)}`
        : r.pick([`-6.2${r.digits(13)},106.6${r.digits(12)}`, `(-6.1${r.digits(6)}; 106.7${r.digits(6)})`]);
    case 'tigadigit':
      return r.digits(3);
    default: {
      const list = lists.get(slot);
      if (!list) throw new Error(`no such slot: ${slot}`);
      return r.pick(list);
    }
  }
}

/** The sentences of one half, with the personal spans in `[class:text]`. */
function expandHalf(file: string, seed: number, dev: boolean): string[] {
  const r = seeded(seed);
  const lists = new Map<string, string[]>();
  const patterns: string[] = [];
  let open: string[] | undefined;
  for (const line of read(file)) {
    if (line.startsWith('#')) open = undefined;
    else if (line.startsWith('= ')) {
      open = [];
      lists.set(line.slice(2), open);
    } else if (line !== '') (open ?? patterns).push(line);
  }
  const seen = new Set<string>();
  for (const pattern of patterns) {
    for (let n = 0; n < PER_PATTERN; n += 1) {
      const chance = r.below(100);
      const whole = chance < 12 ? 'kecil' : chance < 18 ? 'BESAR' : '';
      const cased = (text: string, how: string) =>
        how === 'kecil' ? text.toLowerCase() : how === 'BESAR' ? text.toUpperCase() : text;
      const sentence = pattern
        .replace(/^~/, '')
        .split(/(\{[^}]+\})/)
        .map((part) => {
          const [, slot, how] = /^\{(\w+)(?:\|(\w+))?\}$/.exec(part) ?? [];
          if (!slot) return cased(part, whole);
          const marked = personal(slot, r, lists, dev);
          if (!marked) return cased(trap(slot, r, lists, dev), whole);
          return `[${marked[0]}:${cased(marked[1], how ?? whole)}]`;
        })
        .join('');
      seen.add(sentence);
    }
  }
  return [...seen];
}

/** The whole corpus, one line a sentence: its half, a tab, the sentence. */
export function expandCorpus(): string {
  const dev = expandHalf('templates-dev.txt', 3671, true).map((s) => `dev\t${s}`);
  const uji = expandHalf('templates-uji.txt', 1707, false).map((s) => `uji\t${s}`);
  return `${[...dev, ...uji].join('\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(new URL('corpus.txt', import.meta.url), expandCorpus());
}
