import { SingleBar } from 'cli-progress';
import type { LineLog } from '@tor/supervisor/line-log';

/** Shows how far a piece of work is. */
export interface Progress {
  /** @param fraction of the work that is done, 0 to 1; one that goes back is passed over */
  update(fraction: number): void;
  stop(): void;
}

const LINE_EVERY_PERCENT = 20;

/** A bar in a terminal; elsewhere a line now and then. */
export function showProgress(label: string, terminal: boolean, log: LineLog): Progress {
  return terminal ? bar(label) : lines(label, log);
}

function bar(label: string): Progress {
  const single = new SingleBar({
    format: `${label} [{bar}] {percentage} %`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize: 40,
    hideCursor: false,
    stream: process.stdout,
  });
  single.start(100, 0);
  let shown = 0;
  return {
    update: (fraction) => single.update((shown = Math.max(shown, Math.round(fraction * 100)))),
    stop: () => single.stop(),
  };
}

function lines(label: string, log: LineLog): Progress {
  let next = 0;
  return {
    update: (fraction) => {
      const percent = Math.floor(fraction * 100 + 1e-9);
      if (percent < next) return;
      log(`${label} ${percent} %`);
      next = (Math.floor(percent / LINE_EVERY_PERCENT) + 1) * LINE_EVERY_PERCENT;
    },
    stop: () => undefined,
  };
}
