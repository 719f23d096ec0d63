import { spawn } from 'node:child_process';
import { mkdirSync, chownSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BuiltImage } from './build-image.js';

/** A program that stands for a container. */
export interface Container {
  readonly name: string;
  readonly pid: number;
  readonly lines: readonly string[];
  /** Settles with the code, or the signal, with which it has ended. */
  readonly exit: Promise<number | NodeJS.Signals>;
  /** Settles when a line matches. @throws Error when the program ends before */
  line(pattern: RegExp): Promise<void>;
  /** As `docker stop`: SIGTERM, and SIGKILL after the grace. @returns how it ended */
  stop(graceSeconds: number): Promise<number | NodeJS.Signals>;
}

/** The user `node` of Node's image. Whoever is not root runs the programs as themselves. */
const IMAGE_USER = 1000;

export interface Order {
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether to run as the image's user, when root asks. */
  readonly unprivileged?: boolean;
}

/** Starts a program in a session of its own, with this environment and nothing of ours. */
export function runContainer({ name, argv, cwd, env, unprivileged }: Order): Container {
  const [program = '', ...args] = argv;
  const asUser = unprivileged && process.geteuid?.() === 0 ? { uid: IMAGE_USER, gid: IMAGE_USER } : {};
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...asUser });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const exit = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code ?? -1));
  });
  exit.catch(() => undefined);
  return {
    name,
    pid: child.pid ?? 0,
    lines,
    exit,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!lines.some((line) => pattern.test(line))) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        const ended = (how: unknown): void => reject(new Error(`${name} ended (${String(how)}):\n${lines.join('\n')}`));
        exit.then(ended, ended);
      }),
    stop: async (graceSeconds) => {
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
      try {
        return await exit;
      } finally {
        clearTimeout(kill);
      }
    },
  };
}

/** The order for a program of the image: its files, its user, and a folder of its own where it may write. */
export function fromImage(
  image: BuiltImage,
  name: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): Order {
  const [program = '', ...args] = argv;
  const tmp = join(dirname(image.root), `tmp-${name}`);
  mkdirSync(tmp, { recursive: true });
  if (process.geteuid?.() === 0) chownSync(tmp, IMAGE_USER, IMAGE_USER);
  return {
    name,
    argv: [program === 'node' ? process.execPath : program, ...args],
    cwd: join(image.root, image.workdir),
    env: { ...image.env, ...environment, TMPDIR: tmp },
    unprivileged: true,
  };
}
