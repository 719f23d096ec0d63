import { describe, expect, it } from '@jest/globals';
import { RunMeter } from './run-meter.js';

const figure = expect.any(Number);

describe('the line of a run', () => {
  it('tells what each step took, here and in the training process', () => {
    const meter = new RunMeter();
    for (const step of ['load', 'train', 'write'] as const) meter.note(step);
    const training = {
      ...{ startSeconds: 0.2004, featuresSeconds: 1, trainingSeconds: 7.12349, predictionSeconds: 0.5 },
      peakMemoryMb: 201.3,
    };
    const [, run, json = ''] = /^Run (\S+) is done: (.*)$/.exec(meter.line('a-run', 12, training)) ?? [];
    expect(run).toBe('a-run');
    const step = { seconds: figure, cpuSeconds: figure };
    expect(JSON.parse(json)).toEqual({
      ...{ goods: 12, load: step, train: step, write: step, peakMemoryMb: figure },
      training: {
        ...{ startSeconds: 0.2, featuresSeconds: 1, trainingSeconds: 7.123, predictionSeconds: 0.5 },
        peakMemoryMb: 201.3,
      },
    });
  });

  it('has no training where there was nothing to train', () => {
    const meter = new RunMeter();
    meter.note('load');
    expect(meter.line('a-run', 0, null)).toContain('"training":null');
  });
});
