import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { processEnvironment } from '@tor/config/load-config';
import { ApiClient } from '@tor/testing/api-client';
import { scratchEnvironment } from '../src/scratch/scratch-environment.js';

const PROGRAM = fileURLToPath(new URL('../dist/start.js', import.meta.url));
const READY = /Tor Monitor is ready: (\S+?) /;
const EMAIL = 'ani.rahasia@shop.example';

describe('a whole stack with LOG_FORMAT=json', () => {
  it('writes one object a line, whoever speaks, PostgreSQL too, and of no customer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tor-json-'));
    const env = { ...scratchEnvironment(processEnvironment()), PORT: '0', TOR_DATA_DIR: folder, LOG_FORMAT: 'json' };
    const child = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    const ended = once(child, 'exit');
    const read = once(reader, 'close');
    const url = await new Promise<string>((resolve, reject) => {
      reader.on('line', (line) => {
        lines.push(line);
        const ready = READY.exec(line)?.[1];
        if (ready) resolve(ready);
      });
      void ended.then(() => reject(new Error(lines.join('\n'))));
    });
    const shop = await ApiClient.signUp(url, EMAIL);
    await Promise.all(
      Array.from({ length: 5 }, () =>
        new ApiClient(url).post('/sign_up', { email: EMAIL, password: 'a good password' }),
      ),
    );
    await shop.post('/api/goods', { name: 'Kopi', price: 1 });
    child.kill('SIGTERM');
    await Promise.all([ended, read]);
    await rm(folder, { recursive: true, force: true });

    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const record of records) {
      expect(record).toMatchObject({
        time: expect.any(String),
        level: expect.any(String),
        message: expect.any(String),
      });
    }
    expect([...new Set(records.map((record) => record['process']))].sort()).toEqual([
      'api',
      'db',
      'setup',
      'supervisor',
      'worker',
    ]);
    expect(records.filter(({ message }) => /^(api|worker) has stopped$/.test(String(message)))).toHaveLength(2);
    expect(lines.join('\n')).not.toContain(EMAIL);
  });
});
