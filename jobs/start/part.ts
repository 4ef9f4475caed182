import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { now } from '../../clickhouse/clock';
import { dataPath } from '../../clickhouse/data-folder/paths';
import { PlainError } from '../../clickhouse/plain-error';

/** A part that ended this way told why in a sentence; starting it again would only repeat it. */
const TOLD_AND_HOPELESS = 98;
const LONGEST_PAUSE_MS = 10_000;
/** After this long without a fall a part is healthy again and its pauses start short. */
const STEADY_MS = 15_000;

export interface PartDefinition {
  name: 'engine' | 'redis' | 'worker' | 'web';
  command: () => [string, ...string[]];
  env?: Record<string, string>;
  /** Resolves when the part serves. */
  ready: (alive: () => boolean, pid: () => number | null) => Promise<void>;
  /** Milliseconds a part gets to end by itself when asked. */
  patienceMs: number;
}

/** One child process that is started again, with growing pauses, whenever it falls. */
export class Part {
  pid: number | null = null;
  state: 'memulai' | 'berjalan' | 'jatuh' = 'memulai';
  restarts = 0;
  lastEnd = '';
  since = now().toISOString();
  private child: ChildProcess | undefined;
  private stopping = false;
  private pauseMs = 500;
  private ended: Promise<void> = Promise.resolve();

  constructor(
    readonly definition: PartDefinition,
    private readonly onChange: () => void,
    private readonly onHopeless: (part: Part) => void,
  ) {}

  private get logFile(): string {
    return dataPath('catatan', `${this.definition.name}.log`);
  }

  /** Starts the part and waits until it serves. */
  async start(): Promise<void> {
    this.launch();
    try {
      await this.definition.ready(
        () => this.pid !== null,
        () => this.pid,
      );
    } catch (error) {
      if (this.stopping || this.lastEnd === '') throw error;
      throw new PlainError(
        `Bagian ${this.definition.name} tidak dapat dinyalakan: ${this.lastEnd}. Rinciannya di ${this.logFile}`,
      );
    }
    this.become('berjalan');
  }

  private launch(): void {
    const [command, ...args] = this.definition.command();
    const log = createWriteStream(this.logFile, { flags: 'a', mode: 0o600 });
    log.on('error', () => {}); // a full disk must not take the supervisor down with it
    // A process group of its own, so that Ctrl-C reaches only the supervisor, which then stops the parts in order.
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, RK_SUPERVISED: '1', ...this.definition.env },
    });
    child.stdin?.on('error', () => {});
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    let lastWords = '';
    child.stderr?.on('data', (data: Buffer) => {
      lastWords = `${lastWords}${data.toString()}`.slice(-2_000);
    });
    this.child = child;
    this.pid = child.pid ?? null;
    const startedAt = Date.now();
    this.ended = new Promise((resolve) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        if (child.pid !== undefined) return;
        this.lastEnd = `tidak dapat dijalankan (${error.code})`;
        resolve();
        this.fall();
      });
      child.once('exit', (code, signal) => {
        log.end();
        resolve();
        this.pid = null;
        if (this.stopping) return;
        this.lastEnd = signal ? `dihentikan sinyal ${signal}` : `berakhir dengan kode ${code}`;
        if (code === TOLD_AND_HOPELESS) {
          this.lastEnd = lastWords.trim().split('\n').at(-1) ?? this.lastEnd;
          this.become('jatuh');
          this.onHopeless(this);
          return;
        }
        if (Date.now() - startedAt > STEADY_MS) this.pauseMs = 500;
        this.fall();
      });
    });
    this.become('memulai');
  }

  /** Notes the fall and starts the part again after a pause that grows with every fall. */
  private fall(): void {
    if (this.stopping) return;
    this.become('jatuh');
    setTimeout(() => this.again(), this.pauseMs);
    this.pauseMs = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2);
  }

  private again(): void {
    if (this.stopping) return;
    this.restarts += 1;
    try {
      this.launch();
    } catch (error) {
      // its settings could not be written, e.g. on a full disk
      this.lastEnd = `tidak dapat dijalankan (${(error as NodeJS.ErrnoException).code ?? 'galat'})`;
      this.fall();
      return;
    }
    this.definition
      .ready(
        () => this.pid !== null,
        () => this.pid,
      )
      .then(
        () => this.pid !== null && this.become('berjalan'),
        () => {}, // it fell again while starting; its own exit handler carries on
      );
  }

  private become(state: Part['state']): void {
    this.state = state;
    this.since = now().toISOString();
    this.onChange();
  }

  /** Asks the part to end and waits; what does not end in its time is killed. */
  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.child;
    if (!child || this.pid === null) return;
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), this.definition.patienceMs);
    await this.ended;
    clearTimeout(killer);
  }
}
