import { afterEach, describe, expect, it } from '@jest/globals';
import { beginSpan, sendSpansTo, traced, type Tracer } from './tracing.js';

/** Notes what happens to spans. */
function notingTracer(notes: string[]): Tracer {
  return {
    begin: (name, { facts }) => {
      notes.push(`begin ${name} ${JSON.stringify(facts)}`);
      return {
        traceId: '1',
        within: (work) => work(),
        rename: (other) => void notes.push(`rename ${other}`),
        set: (more) => void notes.push(`set ${JSON.stringify(more)}`),
        end: (error) => void notes.push(`end ${String(error)}`),
      };
    },
  };
}

describe('work as a span', () => {
  afterEach(() => sendSpansTo(null));

  it('is just done where nobody collects traces', async () => {
    expect(beginSpan('work')).toBeNull();
    expect(await traced('work', {}, () => Promise.resolve(1))).toBe(1);
  });

  it('ends when the work does', async () => {
    const notes: string[] = [];
    sendSpansTo(notingTracer(notes));
    const work = async (): Promise<number> => {
      await Promise.resolve();
      notes.push('work');
      return 1;
    };
    expect(await traced('work', { goods: 3 }, work)).toBe(1);
    expect(notes).toEqual(['begin work {"goods":3}', 'work', 'end undefined']);
  });

  it('ends with the error of the work, which goes on', async () => {
    const notes: string[] = [];
    sendSpansTo(notingTracer(notes));
    await expect(traced('work', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(notes.at(-1)).toBe('end Error: no');
  });
});
