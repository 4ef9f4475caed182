import { z } from 'zod';
import { closed, text } from '../city/parts';
import { quoted, writeOneOf } from '../city/wording';
import { METRIC_IDS, metricSource } from '../metrics/registry';
import { type AlarmScope, type Limit, type Rule, SCOPES, SEVERITIES } from './rule';
import { STANDARD_RULES } from './standard-rules';

/** What a city says about alarms in its profile (`alarm:`): its own rules, changes of the standard ones, who is told. */

const slug = z.string().regex(/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/, {
  error: (issue) =>
    `${quoted(issue.input)} bukan kode yang sah. Tulis huruf kecil, angka, "-" atau "_" dan mulai dengan huruf, misalnya: loket-penuh`,
});

const limit = z.union([z.number(), closed({ lewat_sasaran_persen: z.number().nonnegative() })], {
  error: 'bukan batas. Tulis angka dalam satuan metriknya, atau { lewat_sasaran_persen: 10 }.',
});
const whole = (most: number) => z.number().int().min(1).max(most);

const common = {
  id: slug,
  nama: text,
  nama_inggris: text.optional(),
  tingkat: z.enum(SEVERITIES),
  /** Looks in a row that raise or end an alarm. */
  tahan: whole(20).default(2),
  /** Owner of its alarms; not told: the office that they are about. */
  skpd: z.string().nullable().default(null),
};
const ofMetric = {
  metrik: z.enum(METRIC_IDS),
  lingkup: z.enum(SCOPES),
  /** Today and the days before it, so many in all. */
  hari: whole(366),
  /** Which side is bad; not told: the side that the metric calls bad. */
  arah: z.enum(['di_atas', 'di_bawah']).optional(),
};

const Aturan = z.discriminatedUnion(
  'jenis',
  [
    closed({ jenis: z.literal('ambang'), ...common, ...ofMetric, batas: limit, reda: limit.optional() }),
    closed({
      jenis: z.literal('musim'),
      ...common,
      ...ofMetric,
      hari: whole(7),
      batas: z.number().min(2).default(4),
      reda: z.number().positive().optional(),
      minimal: whole(1_000_000).default(30),
    }),
    closed({
      jenis: z.literal('janji'),
      ...common,
      dari: z.enum(['permohonan', 'aduan']),
      jam_kerja: z.number().positive().max(400),
      batas: whole(1_000_000),
      reda: z.number().int().nonnegative().optional(),
    }),
  ],
  { error: (issue) => jenisProblem(issue.input) },
);

const jenisProblem = (input: unknown) => {
  const given = (input as { jenis?: unknown } | undefined)?.jenis;
  const kinds = ['ambang', 'musim', 'janji'];
  return given === undefined
    ? `tanpa jenis. Tulis jenis: salah satu dari ${kinds.join(', ')}.`
    : `berjenis ${quoted(given)}. ${writeOneOf(String(given), kinds)}`;
};

/** What a city may set otherwise in a standard rule. */
const Ubahan = closed({
  batas: limit.optional(),
  reda: limit.optional(),
  tingkat: z.enum(SEVERITIES).optional(),
  tahan: whole(20).optional(),
  skpd: z.string().optional(),
});

const email = z.string().regex(/^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/, {
  error: (issue) => `${quoted(issue.input)} bukan alamat surel. Tulis misalnya: posko@kota.go.id`,
});

/** Somebody who is told. Addresses of functions, not of persons: they stand in the profile. */
const Penerima = closed({
  /** Its secret is kept under this name; that of the mail server is called surel. */
  nama: slug.refine((value) => value !== 'surel', { error: 'dipakai untuk server surel. Tulis nama lain.' }),
  surel: email.optional(),
  webhook: z
    .string()
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
      error: (issue) => `${quoted(issue.input)} bukan alamat http. Tulis misalnya: https://posko.kota.go.id/alarm`,
    })
    .optional(),
  /** Lets the webhook lead inside the building. */
  jaringan_dalam: z.boolean().default(false),
  tingkat: z
    .array(z.enum(SEVERITIES))
    .min(1)
    .default([...SEVERITIES]),
  /** Only alarms that this office owns; null = all. */
  skpd: z.string().nullable().default(null),
}).refine(({ surel, webhook }) => (surel === undefined) !== (webhook === undefined), {
  error: 'tanpa tujuan, atau bertujuan dua. Tulis surel atau webhook, salah satu.',
});

const Surel = closed({
  server: text,
  port: z.number().int().min(1).max(65_535).default(587),
  /** TLS from the first byte (port 465); else STARTTLS, which is demanded outside the building. */
  tls: z.boolean().default(false),
  pengguna: text.optional(),
  dari: email,
  /** The mail server stands inside the building. */
  jaringan_dalam: z.boolean().default(false),
});

export const AlarmSection = closed({
  aturan: z.array(Aturan).default([]),
  /** Standard rule -> what is otherwise. */
  ubah: z.record(z.string(), Ubahan).default({}),
  /** Standard rules that are off. */
  matikan: z.array(z.string()).default([]),
  surel: Surel.nullable().default(null),
  penerima: z.array(Penerima).default([]),
  /** Local hour at which the digest of alarms of low severity is sent. */
  jam_ringkasan: z.number().int().min(0).max(23).default(7),
  /** Address of this product as recipients reach it; links in messages begin with it. */
  alamat: z
    .string()
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
      error: (issue) => `${quoted(issue.input)} bukan alamat. Tulis misalnya: https://rk.kota.go.id`,
    })
    .nullable()
    .default(null),
});
export type AlarmSection = z.output<typeof AlarmSection>;

type OwnRule = AlarmSection['aturan'][number];

type Problem = { path: (string | number)[]; message: string };

/** What one part of the section, or of the profile, says against another. */
export function alarmProblems(
  section: AlarmSection,
  city: { skpd: readonly string[]; targets: Readonly<Record<string, number>> },
): Problem[] {
  const problems: Problem[] = [];
  const report = (path: (string | number)[], message: string) => problems.push({ path, message });
  const standard = STANDARD_RULES.map(({ id }) => id);
  const office = (code: string | null | undefined, path: (string | number)[]) => {
    if (code && !city.skpd.includes(code))
      report(path, `${quoted(code)} tidak ada di daftar skpd. ${writeOneOf(code, city.skpd)}`);
  };
  const known = (id: string, path: (string | number)[]) => {
    if (!standard.includes(id)) report(path, `${quoted(id)} bukan aturan bawaan. ${writeOneOf(id, standard)}`);
  };
  const seen = new Set(standard);
  for (const [i, rule] of section.aturan.entries()) {
    const at = ['aturan', i];
    if (seen.has(rule.id))
      report(
        [...at, 'id'],
        `${quoted(rule.id)} sudah dipakai${standard.includes(rule.id) ? ' aturan bawaan' : ''}. Tulis kode lain, atau ubah aturan itu pada bagian ubah.`,
      );
    seen.add(rule.id);
    office(rule.skpd, [...at, 'skpd']);
    for (const problem of metricProblems(rule, city.targets)) report([...at, problem.key], problem.message);
  }
  for (const [id, change] of Object.entries(section.ubah)) {
    known(id, ['ubah', id]);
    office(change.skpd, ['ubah', id, 'skpd']);
    const rule = STANDARD_RULES.find((r) => r.id === id);
    if (rule && (change.batas !== undefined || change.reda !== undefined)) {
      if (!('raise' in rule)) report(['ubah', id], 'tanpa batas yang dapat diubah. Hapus batas dan reda.');
      else if (rule.kind !== 'ambang' && (typeof change.batas === 'object' || typeof change.reda === 'object'))
        report(['ubah', id], 'dibandingkan dengan sasaran, padahal aturan ini tidak mengenal sasaran. Tulis angka.');
    }
  }
  for (const [i, id] of section.matikan.entries()) known(id, ['matikan', i]);
  const names = new Set<string>();
  for (const [i, recipient] of section.penerima.entries()) {
    const at = ['penerima', i];
    if (names.has(recipient.nama))
      report([...at, 'nama'], `${quoted(recipient.nama)} dipakai dua kali. Tulis nama lain.`);
    names.add(recipient.nama);
    office(recipient.skpd, [...at, 'skpd']);
    if (recipient.surel !== undefined && section.surel === null)
      report([...at, 'surel'], 'butuh server surel. Tambahkan bagian surel: { server: ..., dari: ... } pada alarm.');
  }
  return problems;
}

const DIMENSION_WORDS: Record<Exclude<AlarmScope, 'kota'>, string> = { skpd: 'SKPD', kecamatan: 'kecamatan' };

function metricProblems(rule: OwnRule, targets: Readonly<Record<string, number>>): { key: string; message: string }[] {
  const reda = rule.reda ?? rule.batas;
  if (rule.jenis === 'janji')
    return Number(reda) > rule.batas
      ? [{ key: 'reda', message: `${reda} lebih besar daripada batas (${rule.batas}). Tulis angka yang lebih kecil.` }]
      : [];
  const { metrik, lingkup } = rule;
  const source = metricSource(metrik);
  const problems: { key: string; message: string }[] = [];
  if (lingkup !== 'kota' && !source.dimensions?.includes(lingkup))
    problems.push({
      key: 'lingkup',
      message: `${quoted(lingkup)} tidak dapat: ${metrik} tidak tercatat menurut ${DIMENSION_WORDS[lingkup]}. Tulis kota, atau pilih metrik lain.`,
    });
  if (source.definition.direction === 'netral' && rule.arah === undefined)
    problems.push({
      key: 'arah',
      message: `wajib ada: ${metrik} tidak berarah baik atau buruk. Tulis di_atas atau di_bawah.`,
    });
  const usesTarget = typeof rule.batas === 'object' || typeof reda === 'object';
  if (usesTarget && targets[metrik] === undefined)
    problems.push({
      key: 'batas',
      message: `butuh sasaran ${metrik}. Tambahkan pada bagian target, atau tulis angka.`,
    });
  const worse = worseOf(rule);
  const [raise, clear] = [
    limitValue(limitOf(rule.batas), targets[metrik], worse),
    limitValue(limitOf(reda), targets[metrik], worse),
  ];
  const wrongWay =
    raise !== null && clear !== null && (rule.jenis === 'musim' || worse === 'di_atas' ? clear > raise : clear < raise);
  if (wrongWay)
    problems.push({
      key: 'reda',
      message: `lebih buruk daripada batas, sehingga alarm tidak pernah reda dengan benar. Tulis angka yang lebih baik daripada batas.`,
    });
  return problems;
}

const worseOf = (rule: { metrik: OwnMetric; arah?: 'di_atas' | 'di_bawah' | undefined }) =>
  rule.arah ?? (metricSource(rule.metrik).definition.direction === 'naik_baik' ? 'di_bawah' : 'di_atas');
type OwnMetric = Extract<OwnRule, { metrik: unknown }>['metrik'];

const limitOf = (given: z.output<typeof limit>): Limit =>
  typeof given === 'number' ? given : { beyondTargetPercent: given.lewat_sasaran_persen };

/** A limit in the unit of the metric; null when it needs a target that there is not. */
export function limitValue(
  given: Limit,
  target: number | null | undefined,
  worse: 'di_atas' | 'di_bawah',
): number | null {
  if (typeof given === 'number') return given;
  if (target === null || target === undefined) return null;
  return target + (worse === 'di_atas' ? 1 : -1) * Math.abs(target) * (given.beyondTargetPercent / 100);
}

/** A rule in force, and whether it is as the product ships it, changed by the city, or the city's own. */
export type RuleInForce = Rule & { origin: 'bawaan' | 'diubah' | 'kota' };

/** The rules that a city goes by. */
export function rulesOf(section: AlarmSection): RuleInForce[] {
  const standard = STANDARD_RULES.filter(({ id }) => !section.matikan.includes(id)).map((rule): RuleInForce => {
    const change = section.ubah[rule.id];
    if (!change) return { ...rule, origin: 'bawaan' };
    const changed = { ...rule, origin: 'diubah' as const };
    if (change.tingkat) changed.severity = change.tingkat;
    if (change.tahan) changed.hold = change.tahan;
    if (change.skpd) changed.owner = change.skpd;
    if (changed.kind === 'ambang') {
      if (change.batas !== undefined) changed.raise = limitOf(change.batas);
      changed.clear =
        change.reda !== undefined ? limitOf(change.reda) : change.batas !== undefined ? changed.raise : changed.clear;
    } else if (changed.kind === 'musim' || changed.kind === 'janji') {
      if (typeof change.batas === 'number') changed.raise = change.batas;
      changed.clear = Math.min(typeof change.reda === 'number' ? change.reda : changed.clear, changed.raise);
    }
    return changed;
  });
  return [...standard, ...section.aturan.map((rule): RuleInForce => ({ ...ownRule(rule), origin: 'kota' }))];
}

function ownRule(rule: OwnRule): Rule {
  const common = {
    id: rule.id,
    title: { id: rule.nama, en: rule.nama_inggris ?? rule.nama },
    severity: rule.tingkat,
    owner: rule.skpd,
    hold: rule.tahan,
  };
  if (rule.jenis === 'janji')
    return {
      ...common,
      kind: 'janji',
      of: rule.dari,
      workingHours: rule.jam_kerja,
      raise: rule.batas,
      clear: rule.reda ?? rule.batas - 1,
    };
  const ofMetric = { metric: rule.metrik, scope: rule.lingkup, days: rule.hari, worse: worseOf(rule) } as const;
  if (rule.jenis === 'musim')
    return {
      ...common,
      ...ofMetric,
      kind: 'musim',
      raise: rule.batas,
      clear: rule.reda ?? rule.batas * 0.6,
      minimumN: rule.minimal,
    };
  return {
    ...common,
    ...ofMetric,
    kind: 'ambang',
    raise: limitOf(rule.batas),
    clear: limitOf(rule.reda ?? rule.batas),
  };
}
