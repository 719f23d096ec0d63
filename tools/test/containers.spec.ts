import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { ENVIRONMENT_VARIABLES } from '@tor/config/environment';
import { API, MIGRATIONS, WORKER, type Program } from '@tor/supervisor/programs';
import { contextFiles } from '../src/image/build-context.js';
import { type ComposeFile, type ComposeService, composeVariables, readCompose } from '../src/image/compose-file.js';
import { readStages } from '../src/image/dockerfile.js';

const root = new URL('../../', import.meta.url).pathname;
const read = (path: string): string => readFileSync(root + path, 'utf8');
const composeText = read('docker-compose.yml');

/** Of the containers, not of our programs. */
const COMPOSE_ONLY = ['TOR_OWNER_PASSWORD', 'TOR_APP_PASSWORD', 'REDIS_PASSWORD', 'TOR_LISTEN_ADDRESS', 'TOR_IMAGE'];
/** What a container is told that the image of another program reads. */
const OF_OTHER_PROGRAMS = ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB', 'REDISCLI_AUTH'];
/** Variables that no container takes, with the reason. */
const NOT_PASSED: Readonly<Record<string, string>> = {
  TOR_DATA_DIR: 'holds the embedded database and generated secrets, and there are neither',
};

/** The one secret that most installations do not have. */
const OF_A_SUPABASE_PROJECT = 'SUPABASE_JWT_SECRET';

const secrets = Object.fromEntries(
  composeVariables(composeText)
    .filter(({ required }) => required)
    .map(({ name }) => [name, 'a-value-of-more-than-thirty-two-characters']),
);

describe('docker-compose.yml', () => {
  let compose: ComposeFile;
  let services: [name: string, service: ComposeService][];

  beforeAll(() => {
    compose = readCompose(composeText, secrets);
    services = Object.entries(compose.services);
  });

  const service = (name: string): ComposeService => {
    const found = compose.services[name];
    if (!found) throw new Error(`There is no service ${name}`);
    return found;
  };

  it('has the parts of an installation', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'balancer', 'migrate', 'postgres', 'redis', 'worker']);
    expect(service('api').deploy?.replicas).toBe(2);
    expect(service('worker').deploy?.replicas).toBe(2);
  });

  it('starts nothing while a secret is empty, and has none of its own', () => {
    const required = Object.keys(secrets).sort();
    expect(required).toEqual(['REDIS_PASSWORD', 'TOR_APP_PASSWORD', 'TOR_JWT_SECRET', 'TOR_OWNER_PASSWORD']);
    for (const name of required) {
      expect(() => readCompose(composeText, { ...secrets, [name]: '' })).toThrow(
        `${name}: see deploy/compose.env.example`,
      );
    }
    for (const { name, required: asked } of composeVariables(composeText)) {
      if (/PASSWORD|SECRET/.test(name) && name !== OF_A_SUPABASE_PROJECT)
        expect({ name, asked }).toEqual({ name, asked: true });
    }
    expect(read('deploy/compose.env.example')).toMatch(/^TOR_OWNER_PASSWORD=$/m);
    for (const name of required) expect(read('deploy/compose.env.example')).toMatch(new RegExp(`^${name}=$`, 'm'));
  });

  it('holds every container: no root, no capability, nothing to write to, and limits', () => {
    for (const [name, held] of services) {
      expect({ name, ...held }).toMatchObject({
        name,
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        deploy: {
          resources: { limits: { cpus: expect.any(String), memory: expect.any(String), pids: expect.any(Number) } },
        },
        logging: { options: { 'max-size': expect.any(String) } },
      });
      expect({ name, user: held.user }).toEqual({
        name,
        user: expect.stringMatching(/^(node|postgres|redis|haproxy)$/),
      });
      expect({ name, capabilities: held.cap_add, privileged: held.privileged }).toEqual({ name });
    }
  });

  it('looks after every container that stays, and waits longer for its end than our programs take', () => {
    for (const [name, { restart, healthcheck, stop_grace_period: grace = '' }] of services) {
      if (name === 'migrate') {
        expect(restart).toBe('no');
        continue;
      }
      expect({ name, restart, tested: healthcheck?.test.length }).toEqual({
        name,
        restart: 'unless-stopped',
        tested: expect.any(Number),
      });
      expect(parseInt(grace, 10)).toBeGreaterThan(10);
    }
  });

  it('publishes the balancer alone, to this machine alone, and keeps the data from everybody else', () => {
    const published = services.filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([['balancer', ['127.0.0.1:8086:8080']]]);
    expect(compose.networks['data']).toEqual({ internal: true });
    const inside = services.filter(([, { networks }]) => networks?.includes('data')).map(([name]) => name);
    expect(inside.sort()).toEqual(['api', 'migrate', 'postgres', 'redis', 'worker']);
    for (const name of ['postgres', 'redis', 'worker', 'migrate']) expect(service(name).networks).toEqual(['data']);
  });

  it('runs the programs of this version from one image, after the migrations', () => {
    const programs = { api: API, worker: WORKER, migrate: MIGRATIONS };
    for (const [name, { entry, execArgv = [] }] of Object.entries<Program>(programs)) {
      const { image, build, command = [], depends_on: after = {} } = service(name);
      expect({ image, build }).toEqual({ image: 'tor-monitor:latest', build: '.' });
      expect(command.slice(0, -1)).toEqual(['node', '--enable-source-maps', ...execArgv]);
      expect(root + (command.at(-1) ?? '')).toBe(entry);
      expect(after['postgres']).toEqual({ condition: 'service_healthy' });
      if (name !== 'migrate') expect(after['migrate']).toEqual({ condition: 'service_completed_successfully' });
    }
    expect(service('balancer').depends_on).toEqual({ api: { condition: 'service_healthy' } });
  });

  it('lets nobody but the migrations and PostgreSQL itself know the owner', () => {
    const owner = readCompose(composeText, { ...secrets, TOR_OWNER_PASSWORD: 'the-key-of-the-owner' });
    const knowing = Object.entries(owner.services).filter(([, held]) =>
      JSON.stringify(held).includes('the-key-of-the-owner'),
    );
    expect(knowing.map(([name]) => name).sort()).toEqual(['migrate', 'postgres']);
    expect(service('api').environment?.['SUPABASE_DB_STRING']).toContain('//tor_app:');
    expect(service('worker').environment?.['SUPABASE_DB_STRING']).toContain('//tor_app:');
  });

  it('passes every variable on that there is, and none that there is not', () => {
    const known: readonly string[] = ENVIRONMENT_VARIABLES;
    const passed = new Set(services.flatMap(([, { environment = {} }]) => Object.keys(environment)));
    expect([...passed].filter((name) => !known.includes(name) && !OF_OTHER_PROGRAMS.includes(name))).toEqual([]);
    expect(known.filter((name) => !passed.has(name) && !(name in NOT_PASSED))).toEqual([]);
    const taken = composeVariables(composeText).map(({ name }) => name);
    expect(taken.filter((name) => !known.includes(name) && !COMPOSE_ONLY.includes(name))).toEqual([]);
  });

  it('evicts no job from Redis, and writes them down', () => {
    for (const command of [service('redis').command, servicesAlone().services['redis']?.command]) {
      expect(command?.join(' ')).toMatch(/--appendonly yes.*--maxmemory-policy noeviction/);
    }
  });

  it('has a smaller companion, whose PostgreSQL and Redis only this machine reaches', () => {
    for (const { ports = [] } of Object.values(servicesAlone().services)) {
      expect(ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    }
    expect(() => readCompose(read('docker-compose.services.yml'), {})).toThrow('TOR_OWNER_PASSWORD');
  });

  it('passes the rules of dclint that are not about order and quotes', () => {
    const style = [
      'no-quotes-in-volumes',
      'service-keys-order',
      'services-alphabetical-order',
      'top-level-properties-order',
    ];
    // It takes the colon of "${TOR_LISTEN_ADDRESS:-127.0.0.1}" for one between ports; the ports are looked at above.
    const off = [...style, 'no-unbound-port-interfaces'];
    const linter = new DCLinter({
      rules: Object.fromEntries(off.map((name) => [name, 0])),
      quiet: false,
      debug: false,
      exclude: [],
    });
    const results = linter.lintFiles([`${root}docker-compose.yml`, `${root}docker-compose.services.yml`], false);
    expect(results.flatMap((result: { messages: unknown[] }) => result.messages)).toEqual([]);
  });

  const servicesAlone = (): ComposeFile =>
    readCompose(read('docker-compose.services.yml'), { TOR_OWNER_PASSWORD: 'x' });
});

describe('the balancer', () => {
  const config = read('deploy/haproxy.cfg');

  it('sends nothing twice that writes, tells who called, and asks the APIs whether they are ready', () => {
    expect(config).toContain('http-request disable-l7-retry unless { method GET HEAD OPTIONS }');
    expect(config).toContain('option forwardfor');
    expect(config).toContain('option httpchk GET /health/ready');
  });

  it('has a configuration that HAProxy takes', () => {
    const { status, stderr, error } = spawnSync('haproxy', ['-c', '-f', `${root}deploy/haproxy.cfg`], {
      encoding: 'utf8',
    });
    if (error) console.warn('There is no haproxy on this machine: its configuration was not checked by itself');
    else expect({ status, stderr }).toMatchObject({ status: 0 });
  });
});

describe('the Dockerfile', () => {
  const text = read('Dockerfile');
  const stages = readStages(text);

  it('is faultless to dockerfile-utils', () => {
    expect(validate(text)).toEqual([]);
  });

  it('stands on one pinned Node, runs as its user, and leaves signals to the program', () => {
    expect(new Set(stages.map(({ base }) => base)).size).toBe(1);
    expect(stages[0]?.base).toMatch(/^node:\d+\.\d+\.\d+-\w+-slim$/);
    const image = stages.at(-1);
    expect(image?.name).toBeNull();
    const steps = image?.steps ?? [];
    expect(steps.filter(({ kind }) => kind === 'run')).toEqual([]);
    expect(steps).toContainEqual({ kind: 'user', name: 'node' });
    const { execArgv = [], entry } = API;
    const argv = ['node', '--enable-source-maps', ...execArgv, relative(root, entry)];
    expect(steps.at(-1)).toEqual({ kind: 'cmd', argv });
    for (const step of steps) if (step.kind === 'copy') expect(['packages', 'build']).toContain(step.from);
  });

  it('installs without the scripts of packages, and for production only what runs there', () => {
    const commands = stages.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'run' ? [step.command] : [])),
    );
    const installs = commands.filter((command) => command.includes('npm ci'));
    expect(installs).toHaveLength(2);
    for (const command of installs) expect(command).toContain('--ignore-scripts');
    expect(installs.filter((command) => command.includes('--omit=dev'))).toHaveLength(1);
  });

  it('sees sources and manifests alone: no secret, no history, no data, no tests, nothing built or installed', () => {
    const files = contextFiles(root);
    expect(files).toContain('apps/api/src/main.ts');
    expect(files).toContain('package-lock.json');
    const unwanted = /(^|\/)(\.env[^/]*|\.git|\.tor|\.nx|node_modules|dist|test)(\/|$)|\.spec\.ts$/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
    const topLevel = new Set(files.map((file) => file.split('/')[0]));
    expect([...topLevel].sort()).toEqual([
      '.npmrc',
      '.swcrc',
      'apps',
      'libs',
      'nx.json',
      'package-lock.json',
      'package.json',
      'tools',
    ]);
  });
});
