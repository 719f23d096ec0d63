import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

/** Work that ends when it is told to. */
function openWork(log: string[], name: string): { work: () => Promise<string>; end: (error?: Error) => void } {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  const work = async (): Promise<string> => {
    log.push(`${name} begins`);
    await ended;
    log.push(`${name} ends`);
    return name;
  };
  return { work, end };
}

describe('turns', () => {
  it('come one after the other for one key, whatever becomes of those before', async () => {
    const [turns, log]: [Turns, string[]] = [new Turns(), []];
    const [first, second, third] = [openWork(log, 'first'), openWork(log, 'second'), openWork(log, 'third')];
    const one = turns.take('shop', first.work);
    const two = turns.take('shop', second.work);
    const three = turns.take('shop', third.work);
    third.end();
    first.end(new Error('no'));
    await expect(one).rejects.toThrow('no');
    second.end();
    expect(await Promise.all([two, three])).toEqual(['second', 'third']);
    expect(log).toEqual(['first begins', 'second begins', 'second ends', 'third begins', 'third ends']);
  });

  it('do not wait for those of other keys', async () => {
    const [turns, log]: [Turns, string[]] = [new Turns(), []];
    const [slow, quick] = [openWork(log, 'slow'), openWork(log, 'quick')];
    const waiting = turns.take('one', slow.work);
    quick.end();
    expect(await turns.take('another', quick.work)).toBe('quick');
    slow.end();
    expect(await waiting).toBe('slow');
  });

  it('are three at a time for all keys together', async () => {
    const [turns, log]: [Turns, string[]] = [new Turns(), []];
    const works = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...openWork(log, name) }));
    const taken = works.map(({ name, work }) => turns.take(name, work));
    works.slice(1).forEach(({ end }) => end());
    expect(await Promise.all(taken.slice(1))).toEqual(['b', 'c', 'd']);
    expect(log.indexOf('d begins')).toBeGreaterThan(Math.min(log.indexOf('b ends'), log.indexOf('c ends')));
    works[0]?.end();
    expect(await taken[0]).toBe('a');
  });
});
