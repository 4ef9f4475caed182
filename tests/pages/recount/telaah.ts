import { type Ticket, tickets } from './antrean';
import { type City, groupBy, localDay, localHour } from './city';
import { applications, SERVICE_FILTERS } from './layanan';
import { type AnyRecount, type Ask, type Case, inPeriod } from './recount';

interface Looked extends Case {
  found: boolean;
}
const found = (cases: Looked[]) => cases.filter((c) => c.found).length;
const before = (a: number | null, b: number | null) => a !== null && b !== null && a < b;
const figure = (cases: (city: City, ask: Ask) => Looked[]): AnyRecount => ({
  cases,
  value: found,
  knows: SERVICE_FILTERS,
});

const outOfOrder = (city: City, ask: Ask): Looked[] =>
  applications(city, ask)
    .filter((c) => inPeriod(c.submitted, ask))
    .map((c) => ({
      at: c.at,
      dims: c.dims,
      found:
        before(c.verified, c.submitted) ||
        before(c.decidedAt, c.submitted) ||
        before(c.decidedAt, c.verified) ||
        before(c.handedAt, c.completedAt) ||
        // Handed over what was refused, without ever being done.
        (c.handedAt !== null && c.completedAt === null && c.refused) ||
        before(c.decidedAt, c.workedAt),
    }));

const decided = (city: City, ask: Ask) =>
  applications(city, ask).filter((c) => c.startKnown && inPeriod(c.decidedAt, ask));

function tooFast(city: City, ask: Ask): Looked[] {
  const cases = decided(city, ask)
    .filter((c) => c.channel !== 'kios')
    .map((c) => ({ ...c, hours: Math.max(0, c.decidedAt! - c.submitted) / 3600 }));
  return [...groupBy(cases, (c) => `${c.skpd} ${c.service} ${c.channel}`).values()].flatMap((alike): Looked[] => {
    // The upper of the two in the middle.
    const usual = alike.map((c) => c.hours).sort((a, b) => a - b)[Math.floor(alike.length / 2)]!;
    if (alike.length < 20 || usual < 1) return [];
    return alike.map((c) => ({ at: c.decidedAt!, dims: c.dims, found: c.hours * 20 < usual }));
  });
}

function atNight(city: City, ask: Ask): Looked[] {
  const cases = decided(city, ask).map((c) => ({
    ...c,
    night: localHour(c.decidedAt!) >= 22 || localHour(c.decidedAt!) < 5,
  }));
  return [...groupBy(cases, (c) => `${c.skpd} ${c.service}`).values()].flatMap((alike): Looked[] => {
    if (alike.filter((c) => c.night).length > alike.length / 10) return [];
    return alike.map((c) => ({ at: c.decidedAt!, dims: c.dims, found: c.night && c.byOfficer }));
  });
}

/** Who came in on a later day and was decided on an earlier one than many. */
function aheadOfQueue(city: City, ask: Ask): Looked[] {
  const cases = applications(city, ask)
    .filter((c) => c.startKnown && c.returned === 0 && c.decidedAt !== null && c.channel !== 'kios')
    .map((c) => ({ ...c, came: localDay(c.started), left: localDay(c.decidedAt!) }));
  return [...groupBy(cases, (c) => `${c.skpd} ${c.service} ${c.channel}`).values()].flatMap((queue) =>
    queue
      .filter((c) => inPeriod(c.decidedAt, ask))
      .map((c): Looked => {
        const waiting = queue.filter((other) => other.came < c.came && other.left >= c.came);
        const passed = waiting.filter((other) => other.left > c.left).length;
        return { at: c.decidedAt!, dims: c.dims, found: passed >= 10 && passed >= 0.9 * waiting.length };
      }),
  );
}

/** Numbers called before at least five that were drawn earlier in the same queue. */
function outOfTurn(city: City, ask: Ask): Looked[] {
  const called = tickets(city, ask).filter((one: Ticket) => one.called !== null && !one.missed && one.unit !== '');
  const queues = groupBy(called, (c) => `${c.skpd} ${c.service} ${c.unit} ${c.letter} ${localDay(c.drawn)}`);
  return [...queues.values()].flatMap((queue) =>
    queue.map((c): Looked => {
      const passed = queue.filter((other) => other.drawn < c.drawn && other.called! > c.called!).length;
      return { at: c.at, dims: c.dims, found: passed >= 5 };
    }),
  );
}

export const telaah: Record<string, AnyRecount> = {
  telaah_urutan: figure(outOfOrder),
  telaah_kilat: figure(tooFast),
  telaah_malam: figure(atNight),
  telaah_menyalip: figure(aheadOfQueue),
  telaah_menyalip_antrean: figure(outOfTurn),
};
