/**
 * The one source of chance of the demo city: sfc32 (Chris Doty-Humphrey's "small fast counter", from PractRand),
 * seeded from words by cyrb128. The same words give the same numbers on every machine, which is what lets a day of
 * the demo be made again alone.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** The words say whose chance this is: seed, source, day, and what else tells one stream from another. */
  constructor(...words: (string | number)[]) {
    const text = words.join('|');
    let h1 = 1779033703;
    let h2 = 3144134277;
    let h3 = 1013904242;
    let h4 = 2773480762;
    for (let i = 0; i < text.length; i++) {
      const k = text.charCodeAt(i);
      h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
      h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
      h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
      h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
    }
    this.a = Math.imul(h3 ^ (h1 >>> 18), 597399067);
    this.b = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
    this.c = Math.imul(h1 ^ (h3 >>> 17), 951274213);
    this.d = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
    for (let i = 0; i < 12; i++) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from low to high, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T;
  }

  /** An index of `running`, whose entries are running sums of the weights. */
  weighted(running: readonly number[]): number {
    const x = this.next() * (running[running.length - 1] as number);
    let low = 0;
    let high = running.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((running[middle] as number) > x) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** `expected` as a whole number: its floor, one more with the chance of the rest. The sum over days stays near the plan. */
  count(expected: number): number {
    return Math.floor(expected + this.next());
  }

  /** Standard normal (Box-Muller, one of the pair). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal around a median: most durations of offices are of this shape. */
  around(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }
}

/** Running sums for `Random.weighted`. */
export function runningSums(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}

/** A stable number in [0, 1) for a word: the fixed traits of an office or a street. */
export function trait(...words: (string | number)[]): number {
  return new Random(...words).next();
}
