import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { processEnvironment } from '@tor/config/load-config';
import { ScriptedRegistry, type ToldAdvisory } from './scripted-registry.js';

interface Ended {
  readonly code: number;
  readonly text: string;
}

/** npm keeps what it has worked out for an advisory by its number. */
let advisories = 0;

const advisory = (severity: ToldAdvisory['severity'], id: string): ToldAdvisory => ({
  id: ++advisories,
  url: `https://github.com/advisories/${id}`,
  title: 'Lets strangers in',
  severity,
  vulnerable_versions: '*',
});
const HIGH = advisory('high', 'GHSA-aaaa-bbbb-cccc');
const EXCEPTION = {
  id: 'GHSA-aaaa-bbbb-cccc',
  package: 'helmet',
  reason: 'not reached from here',
  until: '9999-12-31',
};

describe('npm run audit, through the real npm', () => {
  let registry: ScriptedRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await ScriptedRegistry.start();
    folder = await mkdtemp(join(tmpdir(), 'tor-audit-'));
  });

  beforeEach(() => {
    registry.advisories = {};
  });

  afterAll(async () => {
    await registry.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function run(program: string, args: readonly string[]): Promise<Ended> {
    const env = {
      ...processEnvironment(),
      npm_config_registry: registry.url,
      npm_config_cache: join(folder, 'cache'),
      npm_config_fetch_retries: '0',
      npm_config_update_notifier: 'false',
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [`tools/dist/${program}.js`, ...args], { env }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr });
      });
    });
  }

  async function audit(exceptions: unknown = []): Promise<Ended> {
    const file = join(folder, 'exceptions.json');
    await writeFile(file, typeof exceptions === 'string' ? exceptions : JSON.stringify(exceptions));
    return run('audit', ['--exceptions', file]);
  }

  it('passes where nothing is known', async () => {
    const { code, text } = await audit();
    expect(text).toContain('The audit has passed');
    expect(code).toBe(0);
  });

  it('fails on a package of production with an advisory of severity high', async () => {
    registry.advisories = { helmet: [HIGH] };
    const { code, text } = await audit();
    expect(text).toContain('production: high, helmet, GHSA-aaaa-bbbb-cccc: Lets strangers in');
    expect(code).toBe(1);
  });

  it('fails on a package of development alone, and says so', async () => {
    registry.advisories = { prettier: [advisory('critical', 'GHSA-dddd-eeee-ffff')] };
    const { code, text } = await audit();
    expect(text).toContain('development: critical, prettier, GHSA-dddd-eeee-ffff');
    expect(text).toContain('production: 0 advisories');
    expect(code).toBe(1);
  });

  it('passes with an advisory of a lower severity, and counts it', async () => {
    registry.advisories = { helmet: [advisory('moderate', 'GHSA-aaaa-bbbb-cccc')] };
    const { code, text } = await audit();
    expect(text).toContain('production: 1 advisories of any severity');
    expect(code).toBe(0);
  });

  it('passes where the advisory is excepted, and says why', async () => {
    registry.advisories = { helmet: [HIGH] };
    const { code, text } = await audit([EXCEPTION]);
    expect(text).toContain('excepted until 9999-12-31: not reached from here');
    expect(code).toBe(0);
  });

  it('fails on an exception for another package or another advisory', async () => {
    registry.advisories = { helmet: [HIGH] };
    for (const other of [{ package: 'express' }, { id: 'GHSA-zzzz-zzzz-zzzz' }]) {
      const { code, text } = await audit([{ ...EXCEPTION, ...other }]);
      expect(text).toContain('production: high, helmet');
      expect(text).toContain('no longer needed, remove it');
      expect(code).toBe(1);
    }
  });

  it('fails on an exception that has expired', async () => {
    registry.advisories = { helmet: [HIGH] };
    const { code, text } = await audit([{ ...EXCEPTION, until: '2020-01-31' }]);
    expect(text).toContain('exception GHSA-aaaa-bbbb-cccc of helmet: expired on 2020-01-31');
    expect(code).toBe(1);
  });

  it('fails on an exception that nothing needs', async () => {
    const { code, text } = await audit([EXCEPTION]);
    expect(text).toContain('exception GHSA-aaaa-bbbb-cccc of helmet: no longer needed, remove it');
    expect(code).toBe(1);
  });

  it('ends with a code of its own where the registry has no audit service', async () => {
    registry.advisories = null;
    const { code, text } = await audit();
    expect(text).toContain('The registry has no audit service (it answered 405): nothing was audited');
    expect(code).toBe(3);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'The exceptions are not JSON'],
    ['no list', {}, 'The exceptions are not a list'],
    ['no reason', [{ ...EXCEPTION, reason: ' ' }], 'Exception 1 needs "reason"'],
    ['no day', [{ ...EXCEPTION, until: 'soon' }], 'Exception 1 needs "until" as YYYY-MM-DD'],
  ])('refuses exceptions with %s', async (_, exceptions, message) => {
    const { code, text } = await audit(exceptions);
    expect(text).toContain(message);
    expect(code).toBe(2);
  });

  it('the bill of materials lists every direct dependency of production, and none of development alone', async () => {
    const file = join(folder, 'bill.json');
    expect(await run('sbom', ['--output', file])).toMatchObject({ code: 0 });
    const text = await readFile(file, 'utf8');
    const bill = JSON.parse(text) as { bomFormat: string; metadata: object; components: { purl: string }[] };
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'tor-monitor' } } });
    const names = new Set(
      bill.components.map(({ purl }) => decodeURIComponent(purl).replace(/^pkg:npm\/|@[^@]*$/g, '')),
    );
    const own = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, Record<string, string>>;
    expect(Object.keys(own['dependencies'] ?? {}).filter((name) => !names.has(name))).toEqual([]);
    expect(['jest', 'eslint', 'nx'].filter((name) => names.has(name))).toEqual([]);
    expect(text).not.toContain(process.cwd());
  });
});
