import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { type LineLog, pipeLines } from './line-log.js';

/** A Node program to run below the supervisor. */
export interface ChildSpec {
  readonly name: string;
  /** Absolute path of the program's main module. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** What Node itself is told. */
  readonly execArgv?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const LAST_WORDS_MS = 1000;

/** One run of a program: a process in a session of its own, of which only the supervisor ends it. */
export class RunningChild {
  /** Settles when the program says that it is ready, with what it says. Never when it ends before. */
  readonly ready: Promise<Record<string, unknown>>;
  /** Settles when the process is gone and its last lines are passed on. */
  readonly exit: Promise<Exit>;
  private readonly child: ChildProcess;

  constructor(spec: ChildSpec, log: LineLog) {
    // A session of its own: Ctrl-C in a terminal reaches every process of the terminal's, and would end all at once.
    // The channel closes however the supervisor ends, and the program then ends itself.
    this.child = fork(spec.entry, [...(spec.args ?? [])], {
      detached: true,
      env: spec.env,
      execArgv: [...(spec.execArgv ?? [])],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const written = Promise.all([pipeLines(this.child.stdout, log), pipeLines(this.child.stderr, log)]);
    this.ready = new Promise((resolve) => {
      this.child.on('message', (message: unknown) => {
        if (typeof message !== 'object' || message === null) return;
        if ('type' in message && message.type === 'ready') resolve({ ...message });
      });
    });
    this.exit = new Promise((resolve) => {
      this.child.once('error', (error) => {
        log(error.message);
        if (this.child.pid === undefined) resolve({ code: null, signal: null });
      });
      this.child.once('exit', (code, signal) => {
        // A process that the program left behind may hold the streams open.
        void Promise.race([written, pause(LAST_WORDS_MS, undefined, { ref: false })]).then(() =>
          resolve({ code, signal }),
        );
      });
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Asks the process to end, and ends it with all that it started when it has not done so after the grace. */
  async stop(graceMs: number): Promise<Exit> {
    this.child.kill('SIGTERM');
    const cancel = new AbortController();
    const late = pause(graceMs, 'late' as const, { signal: cancel.signal }).catch(() => 'cancelled' as const);
    if ((await Promise.race([this.exit, late])) === 'late') this.killGroup();
    cancel.abort();
    return this.exit;
  }

  private killGroup(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      this.child.kill('SIGKILL');
    }
  }
}
