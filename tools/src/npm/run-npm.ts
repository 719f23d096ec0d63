import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What npm has said, and how it ended. */
export interface NpmRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs npm in this repository's folder. @throws Error when there is no npm to run */
export function runNpm(args: readonly string[]): Promise<NpmRun> {
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    npm.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    npm.on('error', reject);
    npm.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
