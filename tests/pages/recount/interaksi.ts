import { dueAt } from './calendar';
import { type City, groupBy } from './city';
import { type AnyRecount, type Ask, type Case, inPeriod, percent } from './recount';

interface Conversation extends Case {
  answered: boolean;
}

/** Conversations that a citizen opened and whose five working days for a reply ran out in the period. */
function conversations(city: City, ask: Ask): Conversation[] {
  const told = city.messages.filter(
    (m) => m.t < ask.to && m.thread_id !== '' && (ask.skpd === '' || m.skpd === ask.skpd),
  );
  return [...groupBy(told, (m) => `${m.skpd} ${m.channel} ${m.thread_id}`).values()].flatMap((all): Conversation[] => {
    const asked = all.find((m) => m.direction === 'masuk');
    if (!asked || all[0]!.t !== asked.t) return [];
    const due = dueAt(city, asked.skpd, asked.t, 5, 'hari_kerja');
    if (!inPeriod(due, ask)) return [];
    return [{ at: due!, dims: {}, answered: all.some((m) => m.direction === 'keluar' && m.t >= asked.t) }];
  });
}

export const interaksi: Record<string, AnyRecount> = {
  pesan_dibalas: {
    cases: conversations,
    value: (all: Conversation[]) => percent(all, (c) => c.answered),
    knows: [],
    parts: (all: Conversation[]) => ({ belum_dibalas: all.filter((c) => !c.answered).length }),
  },
};
