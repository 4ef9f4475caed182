import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../clickhouse/clock';
import { isSameSite } from './address';
import { NO_RULES, ROBOTS_BYTES, type Robots, robotsOf } from './robots';
import type { Manners, Site } from './site';
import { type Answer, visitor } from './visit';

/** What came at the end of redirects. */
export interface Arrived extends Answer {
  asked: URL;
  /** Where they led. */
  url: URL;
  at: Date;
  /** From the question to the last byte, without the rests between. */
  loadMs: number;
}

interface Wanted {
  bytes: number;
  accept: string;
}

const MOST_REDIRECTS = 5;
/** A slow server gets as much rest as its last answer took, up to this. */
const LONGEST_REST_MS = 10_000;

/** Whether a server cannot answer as it would. One whose certificate is not trusted is not even asked. */
export const isInTrouble = ({ failure, status }: Answer) =>
  failure === null ? status! >= 500 || status === 429 : failure !== 'sertifikat';

/** Asks one site: one question at a time, with a rest between, where its robots.txt allows it, within its budget. */
export class Asking {
  private readonly visitor;
  private readonly endsAt: number;
  private readonly robots = new Map<string, Robots>();
  private mayAskAt = 0;

  constructor(
    private readonly site: Site,
    private readonly manners: Manners,
    private readonly signal: AbortSignal,
  ) {
    this.visitor = visitor(manners);
    this.endsAt = performance.now() + manners.ms;
  }

  wasAnswered = () => this.visitor.wasAnswered();
  bytes = () => this.visitor.bytes();
  certificateEnds = () => this.visitor.certificateEnds();
  close = () => this.visitor.close();

  /** Whether time or bytes of the budget are spent, or would be before the next question may be asked. */
  isOver(): boolean {
    return Math.max(performance.now(), this.mayAskAt) >= this.endsAt || this.bytes() >= this.manners.bytes;
  }

  /** The robots.txt of an origin as it answered, and what it says to this crawler. */
  async askRobots(origin: string): Promise<{ answer: Arrived; robots: Robots }> {
    const url = new URL('/robots.txt', origin);
    const answer = await this.follow(url, { bytes: ROBOTS_BYTES, accept: 'text/plain,*/*;q=0.1' }, () => true);
    const isThere = answer.status === 200 && answer.failure === null;
    // What a server in trouble wishes is not known: nothing is asked of it (RFC 9309).
    const robots = isThere
      ? robotsOf(url, answer.body.toString('utf8'))
      : { ...NO_RULES, allows: () => !isInTrouble(answer) };
    this.robots.set(url.origin, robots);
    return { answer, robots };
  }

  /** What an address leads to; undefined where a robots.txt on the way forbids it. */
  async arrive(url: URL, wanted: Wanted): Promise<Arrived | undefined> {
    let isForbidden = false;
    let isBroken = false;
    const answer = await this.follow(url, wanted, async (target) => {
      const known = this.robots.get(target.origin);
      const asked = known ? undefined : await this.askRobots(target.origin);
      isForbidden = !(known ?? asked!.robots).allows(target);
      // A redirect to a server that does not even tell its rules leads nowhere.
      isBroken = isForbidden && asked !== undefined && isInTrouble(asked.answer);
      return !isForbidden;
    });
    if (isBroken) return { ...answer, failure: 'terputus' };
    return isForbidden ? undefined : answer;
  }

  private async follow(
    asked: URL,
    wanted: Wanted,
    mayAsk: (target: URL) => boolean | Promise<boolean>,
  ): Promise<Arrived> {
    const at = now();
    let loadMs = 0;
    let url = asked;
    const arrived = (answer: Answer): Arrived => ({ ...answer, asked, url, at, loadMs: Math.round(loadMs) });
    const nothing: Answer = { status: null, headers: {}, body: Buffer.alloc(0), isCut: false, failure: null };
    if (!(await mayAsk(url))) return arrived(nothing);
    for (let hop = 0; ; hop += 1) {
      await this.rest();
      const begun = performance.now();
      const left = Math.max(1, this.manners.bytes - this.bytes());
      const answer = await this.visitor.ask(url, { ...wanted, bytes: Math.min(wanted.bytes, left) }, this.signal);
      const took = performance.now() - begun;
      loadMs += took;
      const wished = this.robots.get(url.origin)?.delayMs ?? 0;
      const ownMs = this.manners.pauseMs === 0 ? 0 : Math.max(this.manners.pauseMs, Math.min(took, LONGEST_REST_MS));
      this.mayAskAt = performance.now() + Math.max(ownMs, wished);
      const target = this.redirectOf(url, answer);
      if (!target) return arrived(answer);
      if (hop >= MOST_REDIRECTS) return arrived({ ...answer, failure: 'berputar' });
      // A site may wish for rests that are longer than its budget: a redirect is then where its page ends.
      if (this.isOver() || !(await mayAsk(target))) return arrived(answer);
      url = target;
    }
  }

  private async rest(): Promise<void> {
    const ms = this.mayAskAt - performance.now();
    if (ms > 0) await sleep(ms, undefined, { signal: this.signal });
    this.signal.throwIfAborted();
  }

  /** Where a redirect leads, when that is a site of this office; undefined when it stays where it is. */
  private redirectOf(from: URL, { status, headers, failure }: Answer): URL | undefined {
    const { location } = headers;
    if (failure || status === null || status < 300 || status >= 400 || status === 304 || !location) return undefined;
    if (!URL.canParse(location, from)) return undefined;
    const to = new URL(location, from);
    to.hash = '';
    const isOurs = this.site.family.some((host) => isSameSite(host, to.hostname));
    return /^https?:$/.test(to.protocol) && to.port === '' && to.username === '' && isOurs ? to : undefined;
  }
}
