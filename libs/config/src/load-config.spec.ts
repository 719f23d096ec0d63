import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ENVIRONMENT_VARIABLES } from './environment.js';
import { ConfigError, loadConfig } from './load-config.js';

const database = 'postgres://tor_app:secret@localhost:5432/tor';
const secret = 'a-secret-of-more-than-thirty-two-characters';

describe('the configuration', () => {
  it('has a default for everything but the secrets', () => {
    const config = loadConfig('api', { SUPABASE_DB_STRING: database, TOR_JWT_SECRET: secret });
    expect(config.http.port).toBe(8086);
    expect(config.http.devMode).toBe(false);
    expect(config.http.corsOrigins).toEqual(['http://localhost:3000']);
    expect(config.forecast.waitMs).toBe(10_000);
    expect(config.queue.redisUrl).toBeNull();
    expect(config.auth.supabase).toBeNull();
    expect(config.database.migrationUrl).toBe(database);
  });

  it('takes an empty variable for a missing one', () => {
    const config = loadConfig('supervisor', { PORT: '', REDIS_URL: '', SUPABASE_URL: '', SUPABASE_DB_STRING: '' });
    expect(config.http.port).toBe(8086);
    expect(config.database.url).toBe('');
  });

  it('reads numbers and lists', () => {
    const config = loadConfig('supervisor', { PORT: '9101', FRONTEND_URL: 'https://a.example, https://b.example' });
    expect(config.http.port).toBe(9101);
    expect(config.http.corsOrigins).toEqual(['https://a.example', 'https://b.example']);
  });

  it.each([
    ['', 0],
    ['0', 0],
    ['2', 2],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['fd00::/8', ['fd00::/8']],
  ])('trusts the proxies of TRUST_PROXY=%s', (value, trusted) => {
    expect(loadConfig('supervisor', { TRUST_PROXY: value }).http.trustProxy).toEqual(trusted);
  });

  it.each(['11', '-1', 'true', '*', '10.0.0.0/33', '::1/129', '10.0.0.1/8/8', '10.0.0.1, balancer', ','])(
    'trusts nobody by TRUST_PROXY=%s',
    (value) => {
      expect(() => loadConfig('supervisor', { TRUST_PROXY: value })).toThrow('TRUST_PROXY must be a number of proxies');
    },
  );

  it('names every bad variable at once', () => {
    const bad = {
      PORT: 'many',
      REDIS_URL: 'localhost',
      SUPABASE_URL: 'https://x.supabase.example',
      NIGHTLY_REFRESH_CRON: 'every night',
      NIGHTLY_REFRESH_TIMEZONE: 'Bandung',
      FRONTEND_URL: 'https://shop.example/path',
      DEV_ENV: 'test',
      SUPABASE_DB_STRING: 'mysql://x',
    };
    let problems: readonly string[] = [];
    try {
      loadConfig('api', bad);
    } catch (error) {
      if (error instanceof ConfigError) problems = error.problems;
    }
    for (const name of [...Object.keys(bad).filter((name) => name !== 'SUPABASE_URL'), 'SUPABASE_KEY']) {
      expect(problems.filter((problem) => problem.startsWith(name))).not.toHaveLength(0);
    }
  });

  it('says one thing about each bad variable', () => {
    expect(() => loadConfig('supervisor', { PORT: 'many' })).toThrow(
      /^The configuration is not usable:\n  - PORT must be an integer number$/,
    );
  });

  it.each(['api', 'worker', 'migrations'] as const)('asks the %s for a database', (kind) => {
    expect(() => loadConfig(kind, { TOR_JWT_SECRET: secret })).toThrow('SUPABASE_DB_STRING must be set');
  });

  it('asks the API for a secret when accounts are local, and refuses a short one', () => {
    expect(() => loadConfig('api', { SUPABASE_DB_STRING: database })).toThrow('TOR_JWT_SECRET must be set');
    expect(() => loadConfig('api', { SUPABASE_DB_STRING: database, TOR_JWT_SECRET: 'short' })).toThrow(
      'TOR_JWT_SECRET must be at least 32 characters',
    );
    expect(loadConfig('worker', { SUPABASE_DB_STRING: database }).auth.jwtSecret).toBe('');
  });

  it('refuses an operator token that can be guessed or not be sent, and has none unless told one', () => {
    for (const [token, problem] of [
      ['short', 'OPERATOR_TOKEN must be at least 32 characters'],
      [`${secret} ${secret}`, 'OPERATOR_TOKEN must not contain spaces'],
    ]) {
      expect(() => loadConfig('supervisor', { OPERATOR_TOKEN: token })).toThrow(problem);
    }
    expect(loadConfig('supervisor', { OPERATOR_TOKEN: secret }).operator.token).toBe(secret);
    expect(loadConfig('supervisor', {}).operator.token).toBeNull();
  });

  it.each(['.env.example', 'README.md'])('is documented in %s, variable by variable', (file) => {
    const text = readFileSync(file, 'utf8');
    for (const name of ENVIRONMENT_VARIABLES) expect(text).toContain(name);
  });
});
