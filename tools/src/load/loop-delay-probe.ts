// Loaded into a process that is to be watched, by `node --import <this>?file=<path>`: writes the delay of its event loop there, in
// milliseconds, as JSON, whenever the process gets SIGUSR2, and starts anew. What it writes holds the 10 ms between two looks.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const MILLISECOND = 1e6;
const file = new URL(import.meta.url).searchParams.get('file');
const histogram = monitorEventLoopDelay({ resolution: 10 });
histogram.enable();
process.on('SIGUSR2', () => {
  const { max } = histogram;
  const p99 = histogram.percentile(99);
  if (file !== null)
    writeFileSync(fileURLToPath(file), JSON.stringify({ p99: p99 / MILLISECOND, max: max / MILLISECOND }));
  histogram.reset();
});
