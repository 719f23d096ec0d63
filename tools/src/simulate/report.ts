import { type Comparison, POLICIES, type PolicyOutcome } from './compare-policies.js';
import type { FailureOutcome } from './judge-failures.js';
import type { Measures } from './measures.js';
import { textTable } from '../study/text-table.js';

type Column = readonly [title: string, text: (measures: Measures) => string];

const COLUMNS: readonly Column[] = [
  ['fill rate', ({ fillRate }) => percent(fillRate)],
  ['lost units', ({ lost }) => whole(lost)],
  ['service level', ({ serviceLevel }) => percent(serviceLevel)],
  ['one unit less', ({ serviceLevelOfOneLess }) => percent(serviceLevelOfOneLess)],
  ['cycles without loss', ({ cyclesWithoutLoss }) => percent(cyclesWithoutLoss)],
  ['average stock', ({ averageStock }) => whole(averageStock)],
];

/** What each column of the tables means. */
export const LEGEND = [
  'fill rate: units sold of those asked for. service level: orders whose order-up-to level lasted for lead and review time, which',
  'is what is asked for and what the advice promises; one unit less: with a unit less. cycles without loss: from one delivery to',
  'the day before the next. average stock: units on hand in the evening, all goods together. Judged are the weeks after the',
  'warm-up.',
];

/** The lines about one service level. */
export function comparisonLines({ serviceLevel, policies, groups }: Comparison): string[] {
  const cycles: Column = ['cycles', (measures) => whole(measures.cycles)];
  return [
    `Service level asked for: ${percent(serviceLevel)}`,
    ...table(
      'ordering',
      policies.map((outcome) => [nameOf(outcome), outcome]),
      COLUMNS,
    ),
    '',
    ...table('the advice, by goods and level', Object.entries(groups), [cycles, ...COLUMNS]),
  ];
}

/** The lines about what suppliers' failures left behind. */
export function failureLines({ serviceLevel, told, notTold }: FailureOutcome): string[] {
  const rows: [string, Measures][] = [
    ['empty shelves told', told],
    ['not told', notTold],
  ];
  return [
    `Service level asked for: ${percent(serviceLevel)}; the eight weeks after a failure of three, the goods concerned`,
    ...table('the advice', rows, [['cycles', ({ cycles }) => whole(cycles)], ...COLUMNS]),
  ];
}

function nameOf({ policy, parameter, holdsAsMuch }: PolicyOutcome): string {
  const name = POLICIES[policy];
  return holdsAsMuch && parameter !== null ? `${name} x ${parameter.toFixed(2)}, equal stock` : name;
}

function table(title: string, rows: readonly (readonly [string, Measures])[], columns: readonly Column[]): string[] {
  const texts = [
    [title, ...columns.map(([name]) => name)],
    ...rows.map(([name, measures]) => [name, ...columns.map(([, text]) => text(measures))]),
  ];
  return textTable(texts);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function whole(units: number): string {
  return Math.round(units).toLocaleString('en');
}
