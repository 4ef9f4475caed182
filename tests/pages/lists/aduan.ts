import { expected } from '../expected';
import { percent, printed, printedDay, printedDuration, printedMoment } from '../print';
import { type Complaint, type Due, datesItself, due, isClosed, standing } from '../recount/aduan';
import { type City, type ComplaintVersion, groupBy } from '../recount/city';
import { type Ask, inPeriod, median, quantile } from '../recount/recount';
import type { Report } from '../report';

/*
 * What the pages of complaints list besides figures and their splits.
 */

const WEEK = 7 * 86_400;

/** Everything on the page of complaints that is no figure of the registry and no split of one. */
export function checkComplaints(report: Report, ask: Ask): void {
  const lead = ['aduan_masuk', 'aduan_terbuka', 'aduan_lewat_batas'].map((id) => expected(report.city, id, ask).value);
  const isTold = lead.every((value) => value !== null);
  report.says('lead', report.page.first('.page-head .lead'), ...(isTold ? lead.map((n) => printed(n, 0)) : []));
  checkFlow(report, ask);
  checkBursts(report, ask);
  checkDuplicates(report, ask);
  checkLeague(report, ask);
  checkTransitions(report, ask);
}

const card = (report: Report, label: string) => report.page.first(`section[aria-label="${label}"]`);

interface Change {
  at: number;
  by: 1 | -1;
  key: string;
}

/** When a complaint opened and closed: at its receipt, unless it was first seen closed by a source that dates nothing. */
function changesOf(city: City, { versions, received }: Complaint): Change[] {
  const [first] = versions;
  const opensHere = !isClosed(first!) || (received <= first!.seen && datesItself(city, first!.source_id));
  const changes: Change[] = opensHere ? [{ at: received, by: 1, key: 'masuk' }] : [];
  let isOpen = opensHere;
  for (const version of versions) {
    if (isClosed(version) !== isOpen) continue;
    isOpen = !isOpen;
    const closer = version.status !== 'selesai' ? version.status : version.closed_by || 'tanpa_penutup';
    changes.push({ at: version.seen, by: isOpen ? 1 : -1, key: isOpen ? 'dibuka' : closer });
  }
  return changes;
}

/** How the open complaints at the start became those at the end. */
function checkFlow(report: Report, ask: Ask): void {
  const flow = card(report, 'Perubahan aduan terbuka');
  if (expected(report.city, 'aduan_terbuka', ask).value === null) {
    report.number('flow rows', flow?.rows().length ?? 0, 0);
    return;
  }
  const all = standing(report.city, ask).map((one) => ({ one, changes: changesOf(report.city, one) }));
  const changes = all.flatMap((each) => each.changes);
  const openAt = (moment: number) => changes.reduce((sum, { at, by }) => sum + (at < moment ? by : 0), 0);
  const of = (key: string) => changes.filter((change) => change.key === key && inPeriod(change.at, ask)).length;
  const closers: [key: string, word: string][] = [
    ['pelapor', 'oleh pelapor'],
    ['admin', 'oleh admin'],
    ['sistem', 'oleh sistem'],
    ['tanpa_penutup', 'penutup tidak tercatat'],
    ['diarsipkan', 'diarsipkan'],
    ['bukan_kewenangan', 'bukan kewenangan'],
  ];
  const closed = closers.map(([key, word]): [string, number] => [`Ditutup: ${word}`, -of(key)]);
  const [start, end] = [openAt(ask.from), openAt(ask.to)];
  const explained = start + of('masuk') + of('dibuka') + closed.reduce((sum, [, n]) => sum + n, 0);
  const steps: [word: string, n: number, isStand?: boolean][] = [
    ['Terbuka pada awal', start, true],
    ['Masuk', of('masuk')],
    ...([['Dibuka kembali', of('dibuka')], ...closed] as [string, number][]).filter(([, n]) => n !== 0),
    ['Belum terklasifikasi', end - explained],
    ['Terbuka pada akhir', end, true],
  ];
  const rows = flow?.rows() ?? [];
  report.number('flow rows', rows.length, steps.length);
  for (const [i, [word, n, isStand]] of steps.entries()) {
    report.text(`flow row ${i + 1}`, rows[i]?.[0]?.text ?? '', word);
    const sign = isStand || n === 0 ? '' : n > 0 ? '+' : '−';
    report.prints(`flow, ${word}`, rows[i]?.[1], `${sign}${printed(Math.abs(n), 0)}`);
  }
  const never = all.filter(({ one, changes: [first] }) => first?.key !== 'masuk' && inPeriod(one.received, ask)).length;
  const note = flow?.first('.sum-foot');
  report.says('flow, first seen closed', note, ...(never > 0 ? [printed(never, 0)] : []));
}

/** P(X >= n) when `weeks` weeks held `total`: a Poisson rate known from so few, its prior that of Jeffreys. */
function chanceOf(n: number, total: number, weeks: number): number {
  let exactly = (weeks / (weeks + 1)) ** (total + 0.5);
  let below = 0;
  for (let x = 0; x < n; x++) {
    below += exactly;
    exactly *= (x + total + 0.5) / ((x + 1) * (weeks + 1));
  }
  return 1 - below;
}

interface Burst {
  kategori: string;
  kecamatan: string;
  recent: number;
  usual: number;
  yearAgo: number | null;
  chance: number;
}

/** Categories of a kecamatan of which the last seven days brought far more than eight weeks before, and than a year ago. */
function bursts(city: City, ask: Ask): Burst[] {
  const knowsYearAgo = city.complaints.some((version) => version.t < ask.to - 54 * WEEK);
  const placed = standing(city, ask).filter(
    ({ dims }) => dims.kategori !== '' && !['', 'luar'].includes(dims.kecamatan!),
  );
  const alike = groupBy(placed, ({ dims }) => `${dims.kategori}\n${dims.kecamatan}`);
  const found = [...alike].flatMap(([key, all]): Burst[] => {
    const [kategori, kecamatan] = key.split('\n') as [string, string];
    const weekOf = (one: Complaint) => Math.floor((ask.to - one.received - 1) / WEEK);
    const inWeek = (week: number) => all.filter((one) => weekOf(one) === week).length;
    const recent = inWeek(0);
    const weeks = [1, 2, 3, 4, 5, 6, 7, 8].map(inWeek);
    const usual = median(weeks)!;
    const spread = 1.4826 * median(weeks.map((n) => Math.abs(n - usual)))!;
    const calm = weeks.filter((n) => n <= usual + 3 * Math.max(spread, Math.sqrt(usual), 1));
    const near = chanceOf(
      recent,
      calm.reduce((sum, n) => sum + n, 0),
      calm.length,
    );
    const then = [50, 51, 52, 53, 54].reduce((sum, week) => sum + inWeek(week), 0);
    const season = knowsYearAgo ? chanceOf(recent, then, 5) : 0;
    const isOne = recent >= 5 && recent > usual + 3 * spread && near < 0.001 && season < 0.001;
    const chance = Math.max(0, near, season);
    return isOne ? [{ kategori, kecamatan, recent, usual, yearAgo: knowsYearAgo ? then / 5 : null, chance }] : [];
  });
  return found.sort((a, b) => a.chance - b.chance || b.recent - a.recent || (a.kategori < b.kategori ? -1 : 1));
}

function checkBursts(report: Report, ask: Ask): void {
  const truth = bursts(report.city, ask);
  const items = card(report, 'Lonjakan')?.all('.burst-list > li') ?? [];
  report.number('bursts', items.length, Math.min(50, truth.length));
  for (const [i, { kategori, kecamatan, recent, usual, yearAgo }] of truth.entries()) {
    const name = report.city.names.get(kecamatan) ?? kecamatan;
    report.prints(`burst ${i + 1}`, items[i]?.first('a'), `${kategori} di ${name}`);
    const year = yearAgo === null ? [] : [printed(yearAgo, 1)];
    report.says(
      `burst ${i + 1} numbers`,
      items[i]?.first('.burst-numbers'),
      printed(recent, 0),
      '7',
      printed(usual, 1),
      ...year,
    );
  }
}

/** Letter triples of a title, each once. */
function triples(title: string): Set<string> | null {
  const text = ` ${title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  const letters = [...text];
  return letters.length < 8 ? null : new Set(letters.slice(2).map((_, i) => letters.slice(i, i + 3).join('')));
}

/** Groups of complaints whose titles share more than half of their rare triples, in one place and within fourteen days. */
function duplicates(city: City, ask: Ask): Complaint[][] {
  const titled = standing(city, ask)
    .filter((one) => inPeriod(one.received, ask) && !one.isSecret)
    .flatMap((one) => {
      const grams = triples(one.title);
      return grams ? [{ one, grams, place: one.dims.kecamatan || `?${one.dims.kategori}`, group: -1 }] : [];
    });
  const held = new Map<string, number>();
  for (const { grams } of titled) for (const gram of grams) held.set(gram, (held.get(gram) ?? 0) + 1);
  const weigh = (grams: Iterable<string>) =>
    [...grams].reduce((sum, gram) => sum + Math.log(1 + titled.length / held.get(gram)!), 0);
  for (const [i, each] of titled.entries()) each.group = i;
  for (const a of titled)
    for (const b of titled) {
      if (a.one.received > b.one.received || a === b || a.place !== b.place || a.group === b.group) continue;
      if (b.one.received - a.one.received > 14 * 86_400) continue;
      const shared = weigh([...a.grams].filter((gram) => b.grams.has(gram)));
      if (shared < (0.55 / 1.55) * (weigh(a.grams) + weigh(b.grams))) continue;
      const [from, to] = [b.group, a.group];
      for (const other of titled) if (other.group === from) other.group = to;
    }
  const groups = [...groupBy(titled, ({ group }) => String(group)).values()].filter((group) => group.length > 1);
  return groups.map((group) => group.map(({ one }) => one));
}

function checkDuplicates(report: Report, ask: Ask): void {
  const truth = duplicates(report.city, ask);
  const section = card(report, 'Laporan kembar');
  const complaints = truth.reduce((sum, group) => sum + group.length, 0);
  const told = truth.length > 0 ? [printed(complaints, 0), printed(truth.length, 0)] : [];
  report.says('duplicates', section?.first('.finding-lead'), ...told);
  const more = truth.length > 12 ? [printed(truth.length - 12, 0)] : [];
  // Fourteen days, among so many: the rule.
  report.says('duplicates, foot', section?.first('.finding-foot'), ...more, '14', '10.000');
  const keyOf = (numbers: string[]) => [...numbers].sort().join(' ');
  const known = new Map(truth.map((group) => [keyOf(group.map((one) => one.versions[0]!.tracking_id)), group]));
  const groups = section?.all('.twin-list > li') ?? [];
  report.number('groups of duplicates', groups.length, Math.min(12, truth.length));
  for (const group of groups) {
    const members = group.all('details > ul > li');
    const key = keyOf(members.map((member) => member.first('a')!.text));
    const found = known.get(key);
    report.text(`duplicates ${key}`, found ? key : 'no such group', key);
    report.prints(`duplicates ${key}, reports`, group.first('summary b'), `${printed(members.length, 0)} laporan`);
    group.first('summary > span')?.claim();
    for (const member of members) {
      const one = found?.find(({ versions }) => versions[0]!.tracking_id === member.first('a')!.text);
      report.says(`duplicate of ${key}`, member.first('.note'), one ? printedDay(one.received) : 'none');
      // Its number and its title, as its record tells them.
      report.text(`title in ${key}`, member.text.includes(one?.title ?? '\n') ? 'told' : member.text, 'told');
      member.claim();
    }
  }
}

/** Offices by the share of their complaints settled in time, drawn to the city's the more, the fewer they had. */
function checkLeague(report: Report, ask: Ask): void {
  const { city } = report;
  const judged = due(city, { ...ask, skpd: '' }).filter((one) =>
    Object.entries(ask.filters).every(([name, wanted]) => one.dims[name] === wanted),
  );
  const offices = [...groupBy(judged, ({ dims }) => dims.skpd!)]
    .filter(([skpd]) => skpd !== '')
    .map(([skpd, all]) => {
      const told = all.filter((one) => one.inTime !== null);
      const of = (isSo: (one: Due) => boolean) => all.filter(isSo).length;
      return {
        skpd,
        name: city.names.get(skpd) || skpd,
        n: told.length,
        inTime: told.filter((one) => one.inTime).length,
        byReporter: of((one) => one.state === 'selesai' && one.closer === 'pelapor'),
        bySystem: of((one) => one.state === 'selesai' && one.closer === 'sistem'),
        open: of((one) => !one.closed),
      };
    });
  const enough = offices.filter(({ n }) => n >= 10);
  const total = enough.reduce((sum, { n }) => sum + n, 0);
  const mean = enough.reduce((sum, { inTime }) => sum + inTime, 0) / total;
  const usual = (total - enough.reduce((sum, { n }) => sum + n * n, 0) / total) / (enough.length - 1);
  const chance = mean * (1 - mean);
  const varied = enough.reduce((sum, { n, inTime }) => sum + n * (inTime / n - mean) ** 2, 0) / (enough.length - 1);
  const between = (varied - chance) / usual;
  const weight = between > 0 && Number.isFinite(between) ? Math.min(1000, Math.max(1, chance / between - 1)) : 1000;
  const told = offices.map((office) => {
    const share = (office.inTime + weight * mean) / (office.n + weight);
    const reach = 1.2816 * Math.sqrt((share * (1 - share)) / (office.n + weight + 1));
    const [low, high] = [Math.max(0, share - reach), Math.min(1, share + reach)];
    const band =
      office.n < 10
        ? 'Belum cukup aduan untuk dinilai'
        : share - reach > mean
          ? 'Di atas rata-rata kota'
          : share + reach < mean
            ? 'Di bawah rata-rata kota'
            : 'Setara rata-rata kota';
    return { ...office, share, low, high, band };
  });
  const section = card(report, 'Reputasi SKPD');
  const average = enough.length > 0 ? [printed(100 * mean, 1)] : [];
  report.says('league, rule', section?.first('p.note'), '10', ...average);
  const shown = told.filter(({ skpd }) => ask.skpd === '' || skpd === ask.skpd);
  let listed = 0;
  for (const body of section?.all('tbody') ?? []) {
    const [head, ...rows] = body.rows('tr');
    const band = head![0]!.first('.status')!.text;
    const members = shown.filter((office) => office.band === band);
    report.prints(`league, ${band}`, head![0]!.first('.note'), String(members.length));
    for (const [name, estimate, , ...counts] of rows) {
      const office = members.find((one) => one.name === name!.text);
      name!.claim();
      listed += 1;
      const isJudged = office !== undefined && office.n >= 10;
      const reach = isJudged ? `${printed(100 * office.low, 0)} sampai ${printed(100 * office.high, 0)} %` : '';
      report.prints(
        `league, ${name!.text}`,
        estimate,
        `${percent(isJudged ? 100 * office.share : null, '\u00a0', 0)}${reach}`,
      );
      const truth = office && [office.n, office.inTime, office.byReporter, office.bySystem, office.open];
      for (const [i, count] of counts.entries())
        report.prints(`league, ${name!.text} column ${i + 1}`, count, printed(truth?.[i] ?? null, 0));
    }
  }
  report.number('offices of the league', listed, shown.length);
}

/** A state with the time it began to be seen; versions that repeat the state before them are none. */
function states(versions: ComplaintVersion[], before: number): ComplaintVersion[] {
  const seen = versions.filter((version) => version.seen < before);
  return seen.filter((version, i) => i === 0 || version.status !== seen[i - 1]!.status);
}

/** Changes of state that the period saw, with how long the state before had stood. */
function checkTransitions(report: Report, ask: Ask): void {
  const steps = standing(report.city, ask).flatMap(({ versions }) => {
    const all = states(versions, ask.to);
    return all.slice(1).flatMap((to, i) => {
      const from = all[i]!;
      const by = isClosed(to) ? to.closed_by : '';
      return to.seen >= ask.from ? [{ key: `${from.status}>${to.status}>${by}`, seconds: to.seen - from.seen }] : [];
    });
  });
  const truth = [...groupBy(steps, ({ key }) => key)]
    .map(([key, all]) => ({ key, seconds: all.map((one) => one.seconds) }))
    .sort(
      (a, b) =>
        b.seconds.length - a.seconds.length ||
        (a.key.replaceAll('>', '\u0001') < b.key.replaceAll('>', '\u0001') ? -1 : 1),
    );
  const rows = card(report, 'Perpindahan keadaan')?.rows() ?? [];
  report.number('transitions', rows.length, Math.min(100, truth.length));
  for (const [i, row] of rows.entries()) {
    const { key, seconds } = truth[i] ?? { key: 'none', seconds: [] };
    const [from, to, by] = key.split('>').map((word) => WORDS[word] ?? word);
    report.text(`transition ${i + 1}`, `${row[0]!.text} > ${row[1]!.text}`, `${from} > ${`${to} ${by}`.trim()}`);
    const told = [
      printed(seconds.length, 0),
      ...[0.5, 0.9].map((share) => printedDuration(quantile(seconds, share) ?? 0)),
    ];
    for (const [c, text] of told.entries()) report.prints(`transition ${i + 1} column ${c + 1}`, row[c + 2], text);
  }
}

const WORDS: Record<string, string> = {
  didisposisikan: 'diteruskan ke SKPD',
  tertunda: 'menunggu kelengkapan',
  bukan_kewenangan: 'bukan kewenangan',
  pelapor: 'oleh pelapor',
  admin: 'oleh admin',
  sistem: 'oleh sistem',
  tanpa_penutup: 'penutup tidak tercatat',
};

/** Complaints to look at one by one: of each source the one of which most was seen, and nobody asked for secrecy. */
export function complaintsToOpen(city: City): ComplaintVersion[][] {
  const told = [...groupBy(city.complaints, (v) => `${v.source_id} ${v.tracking_id}`).values()].filter(
    (versions) => !versions.some((version) => version.secret),
  );
  return [...groupBy(told, ([first]) => first!.source_id).values()].map(
    (all) => all.sort((a, b) => b.length - a.length)[0]!,
  );
}

/** The history of one complaint: when each version was seen, how long after its receipt, and what is told of the last. */
export function checkComplaint(report: Report, versions: ComplaintVersion[]): void {
  const { tracking_id } = versions[0]!;
  const last = versions.at(-1)!;
  report.prints('number', report.page.first('h1'), `Aduan ${tracking_id}`);
  const lead = report.page.first('.page-head .lead');
  if (lead) report.prints('title', lead, last.title);
  const steps = report.page.all('.steps > li');
  report.number('steps', steps.length, versions.length);
  for (const [i, version] of versions.entries()) {
    const notes = steps[i]?.all('p.note') ?? [];
    const when = notes.find((note) => note.text.includes(' · '));
    const waited = version.seen - version.t;
    const told =
      i === 0 && waited === 0 ? 'Pertama kali terlihat' : `${printedDuration(Math.max(0, waited))} sejak diterima`;
    report.prints(`step ${i + 1}`, when, `${printedMoment(version.seen)} · ${told}`);
  }
  const facts = report.page.all('.complaint-facts > div');
  const fact = (word: string) => facts.find((one) => one.first('dt')?.text === word)?.first('dd');
  report.prints('received', fact('Diterima'), printedMoment(last.t));
  if (fact('Judul (disamarkan)')) report.prints('title', fact('Judul (disamarkan)'), last.title || 'tidak tercatat');
}
