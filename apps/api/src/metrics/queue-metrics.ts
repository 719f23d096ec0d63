import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { QueueInspection, type QueueFigures } from '@tor/forecast-queue/queue-figures';
import { ProcessMetrics } from '@tor/process/process-metrics';
import { RecentAnswer } from '@tor/process/recent-answer';

/** The queue is asked when somebody collects the metrics, but not for each collector, and nobody waits long. */
const RULES = { keepMs: 5000, patienceMs: 1000 };

/** How the queue stands. Where it is out of reach, that is told alone: figures of an earlier time would pass for new ones. */
@Injectable()
export class QueueMetrics {
  constructor({ registry }: ProcessMetrics, queue: QueueInspection) {
    const recent = new RecentAnswer(() => queue.figures(new Date()), RULES);
    const registers = [registry];
    const up: Gauge = new Gauge({
      name: 'tor_queue_up',
      help: '1 when the queue tells how it stands, else 0',
      registers,
      collect: async () => up.set((await recent.get()) ? 1 : 0),
    });
    const jobs = new Gauge({
      name: 'tor_queue_jobs',
      help: 'Jobs of the queue in each state',
      labelNames: ['state'] as const,
      registers,
      collect: async () => {
        jobs.reset();
        const figures = await recent.get();
        for (const [state, count] of Object.entries(figures?.jobs ?? {})) jobs.set({ state }, count);
      },
    });
    const oldest = new Gauge({
      name: 'tor_queue_oldest_waiting_seconds',
      help: 'For how long the oldest job waits that a worker could take, 0 when none waits',
      registers,
      collect: async () => {
        const figures = await recent.get();
        if (figures) oldest.set(ageOf(figures));
        else oldest.remove();
      },
    });
  }
}

function ageOf({ oldestWaitingSince }: QueueFigures): number {
  return oldestWaitingSince ? Math.max(0, (Date.now() - oldestWaitingSince.getTime()) / 1000) : 0;
}
