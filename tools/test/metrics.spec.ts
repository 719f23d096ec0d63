import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk } from '@tor/testing/api-client';
import { readMetrics, type MetricsPage } from '@tor/testing/metrics-page';
import { seedHistory } from '@tor/testing/seed-history';
import { API_AND_WORKER, startTestStack, type TestStack } from '@tor/testing/test-stack';

interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly datasource: { readonly type: string; readonly uid: string };
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
}

interface Dashboard {
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly Panel[];
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

/** A line of the table of metrics. */
interface Documented {
  readonly type: string;
  readonly of: string;
  readonly labels: readonly string[];
}

/** Labels that Prometheus gives each target, or a histogram has. */
const GIVEN_LABELS = ['job', 'instance', 'le'];
/** What Prometheus itself tells of a target. */
const OF_PROMETHEUS = ['up'];
const METRIC_NAME = /\b(?:up|(?:tor|process|nodejs)_\w+)\b(?!\s*[=!]~?)/g;

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

const dashboard: Dashboard = JSON.parse(read('docs/grafana/tor-monitor.json'));
const rules: readonly Rule[] = parse(read('docs/grafana/alerts.yml')).groups.flatMap(
  (group: { rules: Rule[] }) => group.rules,
);
const expressions = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ where: title, expr }))),
  ...rules.map(({ alert, expr }) => ({ where: alert, expr })),
];

function documentedMetrics(): Map<string, Documented> {
  const rows = [...read('docs/operations.md').matchAll(/^\| `(tor_\w+)` \| (\w+) \| (\w+) \| ([\w, ]*?) ?\| .+ \|$/gm)];
  return new Map(
    rows.map(([, name = '', type = '', of = '', labels = '']) => [
      name,
      { type, of, labels: labels.split(', ').filter((label) => label !== '') },
    ]),
  );
}

/** The names in an expression, without what stands in quotes. */
function namesIn(expression: string): string[] {
  return [...expression.replaceAll(/"[^"]*"/g, '""').matchAll(METRIC_NAME)].map(([name]) => name);
}

/** The labels that an expression chooses or groups by. */
function labelsIn(expression: string): string[] {
  const bare = expression.replaceAll(/"[^"]*"/g, '""');
  const chosen = [...bare.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*""/g)].map(([, label = '']) => label);
  const grouped = [...bare.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(',').map((label) => label.trim()),
  );
  return [...chosen, ...grouped];
}

const withoutEnding = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');

describe('what is written about metrics', () => {
  const documented = documentedMetrics();
  let test: TestStack;
  let pages: { readonly API: MetricsPage; readonly worker: MetricsPage };

  beforeAll(async () => {
    test = await startTestStack({ env: { FORECAST_WAIT_MS: '60000' }, programs: API_AND_WORKER });
    const shop = await test.newShop();
    const today = calendarDayAt(new Date(), 'Asia/Jakarta');
    await seedHistory(test.database, { userId: shop.userId, goods: 6, days: 200, today });
    expectOk(await shop.get('/api/forecast/'));
    expectOk(await shop.post('/api/chat', { chat_message: 'Berapa stok Goods 1?' }));
    expect((await shop.get('/nowhere')).status).toBe(404);
    pages = { API: await readMetrics(test.stack.apiUrl), worker: await readMetrics(test.stack.workerUrl ?? '') };
  });

  afterAll(() => test.stop());

  it('in the table is each metric of ours that API or worker tell, with its type, and no other', () => {
    for (const [process, page] of Object.entries(pages)) {
      const told = [...page.types].filter(([name]) => name.startsWith('tor_'));
      const wanted = [...documented].filter(([, { of }]) => of === process || of === 'both');
      expect(Object.fromEntries(told)).toEqual(Object.fromEntries(wanted.map(([name, { type }]) => [name, type])));
    }
    for (const { of } of documented.values()) expect(['API', 'worker', 'both']).toContain(of);
  });

  it('in the table are the labels that samples have', () => {
    for (const [name, { type, labels }] of documented) {
      const samples = [pages.API, pages.worker].flatMap((page) =>
        page.samples(type === 'histogram' ? `${name}_count` : name),
      );
      const some = samples.map((sample) => Object.keys(sample.labels).sort());
      expect([name, some]).toEqual([name, some.map(() => [...labels].sort())]);
      // Of most there are samples; failures are told where they are provoked.
      expect([name, samples.length > 0]).toEqual([name, true]);
    }
  });

  it.each(expressions)(
    'in the dashboard and the alerts are metrics that are told, by the labels they have: $where',
    ({ expr }) => {
      const names = namesIn(expr);
      expect(names.length).toBeGreaterThanOrEqual(1);
      const told = new Set([...pages.API.sampleNames, ...pages.worker.sampleNames, ...OF_PROMETHEUS]);
      expect(names.filter((name) => !told.has(name))).toEqual([]);
      const known = names.flatMap(
        (name) => documented.get(withoutEnding(name))?.labels ?? documented.get(name)?.labels ?? [],
      );
      expect(labelsIn(expr).filter((label) => ![...known, ...GIVEN_LABELS].includes(label))).toEqual([]);
    },
  );

  it('in the dashboard are panels beside and not upon each other, that ask the chosen Prometheus', () => {
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    expect(dashboard.templating.list).toMatchObject([{ name: 'datasource', type: 'datasource' }]);
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Map<string, string>();
    for (const { title, type, gridPos, targets = [] } of panels) {
      expect([title, targets.length > 0]).toEqual([title, type !== 'row']);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      for (const { datasource } of targets) expect(datasource).toEqual({ type: 'prometheus', uid: '${datasource}' });
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect([title, taken.get(`${x} ${y}`)]).toEqual([title, undefined]);
          taken.set(`${x} ${y}`, title);
        }
      }
    }
  });

  it('in the alerts is what to do first, and how urgent it is', () => {
    expect(rules.length).toBeGreaterThanOrEqual(4);
    for (const { alert, labels, annotations } of rules) {
      expect(alert).toMatch(/^Tor[A-Z]\w+$/);
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(annotations.summary).toMatch(/\w{3}/);
    }
  });
});
