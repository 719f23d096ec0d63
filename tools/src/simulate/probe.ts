import { writeFileSync } from 'node:fs';
import { createXgboostEngine } from '@tor/xgboost-engine/xgboost-engine';
import { readRetailData } from '../retail-shop/read-retail-data.js';
import { advicePolicy } from './advice-policy.js';
import { findEqualStock } from './equal-stock.js';
import { makeScene, WARM_UP_WEEKS } from './make-scene.js';
import { recentMeanPolicy, stockedMeanPolicy, textbookPolicy } from './mean-policies.js';
import { measure, measureGroups, type Measures } from './measures.js';
import type { Policy } from './policy.js';
import { simulateShop } from './simulate-shop.js';

const [goods = 60, weeks = 8, seed = 1, t = 0.95] = process.argv.slice(2).map(Number);
const scene = makeScene(await readRetailData(), { goods, weeks, seed });
const from = WARM_UP_WEEKS;
const show = (name: string, m: Measures | undefined): void => {
  if (!m) return;
  const p = (x: number) => (100 * x).toFixed(1).padStart(5);
  console.log(
    `${name.padEnd(34)} goods ${String(m.goods).padStart(4)} cycles ${String(m.cycles).padStart(6)} fill ${p(m.fillRate)} cyc ${p(m.cycleService)} cov [${p(m.coveredByOneLess)},${p(m.covered)}] demand ${m.demand} lost ${m.lost} stock ${m.averageStock.toFixed(0)}`,
  );
};
const started = Date.now();
const engine = await createXgboostEngine();
const advice = advicePolicy(engine, { serviceLevel: t, tellsEmptyShelves: true, horizonDays: 30 });
const ledgers = simulateShop(scene, advice, (done) => process.stderr.write(`${t} ${done} ${Math.round((Date.now() - started) / 1000)}s\n`));
console.log(`goods ${scene.goods.length} weeks ${weeks} seed ${seed} t ${t} ${Math.round((Date.now() - started) / 1000)}s start ${scene.start}`);
const m = measure(scene, ledgers, from);
show('advice', m);
const run = (policy: Policy) => measure(scene, simulateShop(scene, policy), from);
show('28-day mean x1', run(recentMeanPolicy(1)));
const z = ({ 0.8: 0.8416, 0.9: 1.2816, 0.95: 1.6449 } as Record<number, number>)[t] ?? 1.6449;
show('textbook', run(textbookPolicy(z)));
for (const [name, make] of [['28-day mean', recentMeanPolicy], ['28 stocked days mean', stockedMeanPolicy], ['textbook', textbookPolicy]] as const) {
  const { parameter } = findEqualStock(m.averageStock, 0.002, (f) => run(make(f)).averageStock);
  show(`${name} x${parameter.toFixed(3)}`, run(make(parameter)));
}
const groups = (label: string, of: Parameters<typeof measureGroups>[3]) => {
  for (const [k, v] of [...measureGroups(scene, ledgers, from, of)].sort()) show(`${label} ${k}`, v);
};
groups('dense', ({ goods: g }) => String(scene.goods[g]?.isDense));
groups('model', ({ model }) => model ?? '');
groups('S', ({ upTo: s }) => (s === 0 ? '0' : s < 3 ? '1-2' : s < 10 ? '3-9' : s < 30 ? '10-29' : s < 100 ? '30-99' : s<300?'x100-299':'x300+'));
groups('quarter', ({ day }) => `${Math.floor((day / 7 - from) / 13)}`);
groups('warm', ({ day }) => `${Math.floor((day / 7 - from) / 4)}`.padStart(2));
for (const [k, v] of [...measureGroups(scene, ledgers, 0, ({ day }) => (day / 7 < from ? `${day / 7}` : null))]) show(`warm-up week ${k}`, v);
writeFileSync(`/tmp/simulate-run-${goods}-${weeks}-${seed}-${t}.json`, JSON.stringify({ ledgers: ledgers.map((l) => ({ opening: l.opening, sold: [...l.sold], received: [...l.received], onHand: [...l.onHand], reviews: l.reviews })), demand: scene.goods.map((g) => [...g.demand]), code: scene.goods.map(g=>g.code), dense: scene.goods.map((g) => g.isDense) }));
