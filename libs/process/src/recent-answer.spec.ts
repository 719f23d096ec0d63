import { describe, expect, it } from '@jest/globals';
import { RecentAnswer } from './recent-answer.js';

describe('a recent answer', () => {
  let time = 0;
  const at = (ms: number): void => void (time = ms);
  const rules = { keepMs: 100, patienceMs: 60_000 };
  const recent = <T>(ask: () => Promise<T>, patienceMs = rules.patienceMs): RecentAnswer<T> =>
    new RecentAnswer(ask, { ...rules, patienceMs }, () => time);

  it('is asked for once while it is new, and again afterwards', async () => {
    let asked = 0;
    const answer = recent(() => Promise.resolve(++asked));
    at(0);
    expect(await Promise.all([answer.get(), answer.get()])).toEqual([1, 1]);
    at(99);
    expect(await answer.get()).toBe(1);
    at(100);
    expect(await answer.get()).toBe(2);
  });

  it('is null when there is none in time, and is not asked for again meanwhile', async () => {
    let asked = 0;
    let answerIt: (value: string) => void = () => undefined;
    const answer = recent(() => {
      asked++;
      return new Promise<string>((resolve) => (answerIt = resolve));
    }, 1);
    at(0);
    expect(await answer.get()).toBeNull();
    at(1_000_000);
    expect(await answer.get()).toBeNull();
    expect(asked).toBe(1);
    answerIt('at last');
    expect(await answer.get()).toBe('at last');
  });

  it('is null after a failure, and asked for again later', async () => {
    let fails = true;
    const answer = recent(() => (fails ? Promise.reject(new Error('out of reach')) : Promise.resolve('there')));
    at(0);
    expect(await answer.get()).toBeNull();
    fails = false;
    expect(await answer.get()).toBeNull();
    at(100);
    expect(await answer.get()).toBe('there');
  });
});
