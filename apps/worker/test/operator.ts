import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { processEnvironment } from '@tor/config/load-config';
import type { TestStack } from '@tor/testing/test-stack';

const PROGRAM = fileURLToPath(new URL('../../../tools/dist/jobs.js', import.meta.url));

export interface CommandEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run jobs -- ...` as an operator of this stack would. */
export async function jobsCommand(
  { database }: TestStack,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<CommandEnd> {
  const connected = { ...processEnvironment(), REDIS_URL: '', SUPABASE_DB_STRING: database.appUrl, ...env };
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: connected, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...texts };
}
