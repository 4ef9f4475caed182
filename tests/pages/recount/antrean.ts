import { type City, DAY_SECONDS, groupBy, localDay, type ServiceEvent } from './city';
import { dimsOf, SERVICE_FILTERS } from './layanan';
import { type AnyRecount, type Ask, type Case, count, inPeriod, median, percent, quantile } from './recount';

/** One queue number of one local day. */
export interface Ticket extends Case {
  skpd: string;
  service: string;
  unit: string;
  letter: string;
  drawn: number;
  called: number | null;
  /** Minutes until the first call, and at the counter; null = not told. */
  wait: number | null;
  atCounter: number | null;
  missed: boolean;
  counter: string;
  counterOfficer: string;
}

const STEPS = ['ambil', 'panggil', 'layani', 'selesai', 'terlewat'];

const numbers = new WeakMap<City, ServiceEvent[][]>();
function numbersOf(city: City): ServiceEvent[][] {
  if (!numbers.has(city)) {
    const steps = city.events.filter((e) => STEPS.includes(e.step));
    const all = [...groupBy(steps, (e) => `${e.skpd} ${e.service} ${e.case_id} ${localDay(e.t)}`).values()];
    numbers.set(
      city,
      all.filter((one) => one.some((e) => e.step === 'ambil')),
    );
  }
  return numbers.get(city)!;
}

const minutes = (from: number | undefined, to: number | undefined) =>
  from === undefined || to === undefined || to < from ? null : (to - from) / 60;

/** Numbers drawn in the period; what befell them later that day is known too. */
export function tickets(city: City, ask: Ask): Ticket[] {
  return numbersOf(city).flatMap((all): Ticket[] => {
    const steps = all.filter((e) => e.t >= ask.from && e.t <= ask.now && e.t < ask.to + DAY_SECONDS);
    const firstOf = (step: string) => steps.find((e) => e.step === step);
    const drawn = firstOf('ambil');
    if (!drawn || !inPeriod(drawn.t, ask) || (ask.skpd !== '' && drawn.skpd !== ask.skpd)) return [];
    const atCounter = steps.filter((e) => e.step === 'panggil' || e.step === 'layani');
    return [
      {
        at: drawn.t,
        skpd: drawn.skpd,
        service: drawn.service,
        unit: steps.find((e) => e.unit !== '')?.unit ?? '',
        letter: /^[A-Za-z]+/.exec(steps.find((e) => e.number !== '')?.number ?? '')?.[0] ?? '',
        drawn: drawn.t,
        called: firstOf('panggil')?.t ?? null,
        wait: minutes(drawn.t, firstOf('panggil')?.t),
        atCounter: minutes(firstOf('layani')?.t, firstOf('selesai')?.t),
        missed: firstOf('terlewat') !== undefined,
        counter: atCounter.find((e) => e.counter !== '')?.counter ?? '',
        counterOfficer: atCounter.find((e) => e.officer !== '0')?.officer ?? '',
        dims: dimsOf(city, drawn, drawn.t, steps),
      },
    ];
  });
}

const waits = (cases: Ticket[]) => cases.flatMap((c) => c.wait ?? []);
const served = (cases: Ticket[]) => cases.flatMap((c) => c.atCounter ?? []);
const knows = SERVICE_FILTERS;

/** Counters that called, as the records name them, else as many officers as called. */
function counters(cases: Ticket[]): number | null {
  const named = cases.filter((c) => c.counter !== '');
  if (named.length > 0) return new Set(named.map((c) => `${c.skpd} ${c.counter}`)).size;
  const officers = cases.filter((c) => c.counterOfficer !== '');
  return officers.length > 0 ? new Set(officers.map((c) => c.counterOfficer)).size : null;
}

export const antrean: Record<string, AnyRecount> = {
  nomor_antrean: { cases: tickets, value: count, knows },
  tunggu_loket: {
    cases: tickets,
    value: (cases: Ticket[]) => median(waits(cases)),
    n: (cases: Ticket[]) => waits(cases).length,
    knows,
    parts: (cases: Ticket[]) => ({
      p90: quantile(waits(cases), 0.9),
      loket_n: counters(cases),
      terlewat_persen: percent(cases, (c) => c.missed),
    }),
  },
  tunggu_loket_p90: {
    cases: tickets,
    value: (cases: Ticket[]) => quantile(waits(cases), 0.9),
    n: (cases: Ticket[]) => waits(cases).length,
    knows,
  },
  lama_dilayani: {
    cases: tickets,
    value: (cases: Ticket[]) => median(served(cases)),
    n: (cases: Ticket[]) => served(cases).length,
    knows,
  },
  nomor_terlewat: { cases: tickets, value: (cases: Ticket[]) => percent(cases, (c) => c.missed), knows },
};
