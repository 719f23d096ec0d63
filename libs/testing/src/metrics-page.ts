/** What a process tells Prometheus, read. */
export interface MetricsPage {
  readonly text: string;
  /** Every metric by its name, with its type. */
  readonly types: ReadonlyMap<string, string>;
  /** Names that samples may have: those of histograms with their endings. */
  readonly sampleNames: ReadonlySet<string>;
  /** The samples of a name that have these labels, and maybe others. */
  samples(name: string, labels?: Readonly<Record<string, string>>): readonly Sample[];
  /** The sum of those samples. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const HISTOGRAM_ENDINGS = ['_bucket', '_sum', '_count'];

/** Scrapes a process. @throws Error when it does not answer with metrics */
export async function readMetrics(url: string, headers: Readonly<Record<string, string>> = {}): Promise<MetricsPage> {
  const response = await fetch(`${url}/metrics`, { headers });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`Answered ${response.status}: ${text}`);
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));
  const all = text.split('\n').flatMap((line) => (line === '' || line.startsWith('#') ? [] : [sampleOf(line)]));
  const samples: MetricsPage['samples'] = (name, labels = {}) =>
    all.filter(
      (one) => one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
    );
  return {
    text,
    types,
    sampleNames: new Set(
      [...types].flatMap(([name, type]) =>
        type === 'histogram' ? HISTOGRAM_ENDINGS.map((ending) => name + ending) : [name],
      ),
    ),
    samples,
    sum: (name, labels) => samples(name, labels).reduce((sum, { value }) => sum + value, 0),
  };
}

function sampleOf(line: string): Sample {
  const [, name, labels = '', value] = /^([a-z_]\w*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (name === undefined) throw new Error(`Not a sample: ${line}`);
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', text = '']) => [label, text]);
  return { name, labels: Object.fromEntries(pairs), value: Number(value) };
}
