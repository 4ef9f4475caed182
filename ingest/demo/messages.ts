import type { DemoCity, Office } from './city';
import type { DayStream, Emit } from './day-stream';
import { HOUR, type LocalDay, stamp } from './local-time';
import { syntheticEmail, syntheticNik } from './people';
import { Random, runningSums } from './random';

const header = 'id_pesan,id_utas,kanal,arah,waktu,skpd,wilayah,orang\n';

/** Messages of the 24 reference months at scale 1, both ways. */
const totalMessages = 40_000;
/** Mean messages of a thread as `thread` makes them, per thread an office answers or leaves. */
const perThread = { asked: 1.1, answered: 1.1 };
const perChat = 3.85;

/** Written channels by weight: the guest book of the site first, as in the city's own account of itself. */
const channels = ['surel', 'buku_tamu', 'ppid', 'forum'] as const;
const channelRunning = runningSums([33, 57, 6, 4]);

/**
 * `pesan-warga`: the heads of messages between citizens and offices. Offices that answer do so within a day or two, in
 * office hours; live chat is open while the office is, and ends with an answer or with a visitor who has left.
 */
export function messageStream(city: DemoCity): DayStream {
  const planned = plannedMonthly(city);
  const factor = city.scale * (totalMessages / 24 / planned);
  return {
    header,
    reachDays: 75,
    begin(day, emit) {
      for (const office of city.offices) {
        const { conduct } = office;
        const random = new Random(city.seed, 'pesan', office.skpd.kode, day.no);
        const monthly = conduct.threadsPerMonth * factor * 24;
        const threads = random.count(city.days.expected('pesan', monthly, day, (d) => messageWeight(city, office, d)));
        for (let i = 0; i < threads; i++)
          thread(city, office, day, `U-${office.skpd.kode}-${day.no}-${i}`, random, emit);
        if (conduct.chatsPerDay === 0 || !office.hours.isWorking(day.no)) continue;
        const chats = random.count(conduct.chatsPerDay * factor);
        for (let i = 0; i < chats; i++) chat(city, office, day, `C-${office.skpd.kode}-${day.no}-${i}`, random, emit);
      }
    },
  };
}

/** People write a little less on days when nobody answers. */
function messageWeight(city: DemoCity, office: Office, day: LocalDay): number {
  return city.days.onlineWeight(day, office.hours) ** 0.7;
}

function plannedMonthly(city: DemoCity): number {
  let sum = 0;
  for (const { conduct } of city.offices)
    sum +=
      conduct.threadsPerMonth * (perThread.asked + conduct.answered * perThread.answered) +
      conduct.chatsPerDay * 19.6 * perChat;
  return sum;
}

/** A message, perhaps another to press for an answer, the answer, perhaps thanks and a last word. */
function thread(city: DemoCity, office: Office, day: LocalDay, id: string, random: Random, emit: Emit): void {
  const { conduct, hours } = office;
  const channel = channels[random.weighted(channelRunning)] as string;
  const person = channel === 'ppid' ? syntheticNik(random) : syntheticEmail(random);
  const region = city.regionOf(random, office);
  let number = 0;
  const say = (at: number, direction: string, who: string) => {
    number++;
    emit(at, `${id}-${number},${id},${channel},${direction},${stamp(at)},${office.skpd.kode},${region},${who}\n`);
  };
  const asked = city.days.onlineMoment(day, random);
  say(asked, 'masuk', person);
  const answered = random.chance(conduct.answered);
  const replied = hours.after(
    asked + 300,
    Math.min(45, Math.max(0.02, random.around(conduct.replyDays, conduct.habit >= 2 ? 0.6 : 0.9))),
  );
  if (!answered) {
    if (random.chance(0.25)) say(asked + random.int(2 * 24, 9 * 24) * HOUR, 'masuk', person);
    return;
  }
  say(replied, 'keluar', '');
  if (random.chance(0.09)) {
    const back = replied + random.int(600, 20 * HOUR);
    say(back, 'masuk', person);
    say(hours.after(back + 300, random.next() * 1.2), 'keluar', '');
  }
}

function chat(city: DemoCity, office: Office, day: LocalDay, id: string, random: Random, emit: Emit): void {
  const person = syntheticEmail(random);
  const region = city.regionOf(random, office);
  const closes = office.hours.span(day.no)[1];
  let at = office.hours.counterMoment(day.no, random);
  let number = 0;
  const say = (direction: string, who: string) => {
    number++;
    emit(at, `${id}-${number},${id},obrolan,${direction},${stamp(at)},${office.skpd.kode},${region},${who}\n`);
  };
  let rounds = 1;
  while (rounds < 8 && random.chance(0.5)) rounds++;
  for (let i = 0; i < rounds && at < closes; i++) {
    say('masuk', person);
    if (i === 0 && !random.chance(office.conduct.answered)) return;
    at += random.int(20, 240);
    say('keluar', '');
    at += random.int(15, 160);
  }
}
