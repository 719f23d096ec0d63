import { describe, expect, it } from '@jest/globals';
import { Ambient } from './ambient.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a value that follows work', () => {
  it('is there across what the work waits for, each work having its own', async () => {
    const ambient = new Ambient<string>();
    const work = async (): Promise<unknown[]> => {
      const before = ambient.get();
      await turn();
      await Promise.resolve();
      return [before, ambient.get()];
    };
    const both = await Promise.all(['a', 'b'].map((value) => ambient.during(value, work)));
    expect(both).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    expect(ambient.get()).toBeUndefined();
  });

  it('is there for the longer work when a shorter one is over', async () => {
    const ambient = new Ambient<string>();
    const long = ambient.during('long', async () => {
      await turn();
      await turn();
      return ambient.get();
    });
    await ambient.during('short', () => Promise.resolve());
    expect(await long).toBe('long');
  });

  it('is the inner one inside, and the outer one again afterwards', async () => {
    const ambient = new Ambient<string>();
    const seen = await ambient.during('outer', async () => {
      const inner = await ambient.during('inner', () => Promise.resolve(ambient.get()));
      const sync = ambient.within('sync', () => ambient.get());
      return [inner, sync, ambient.get()];
    });
    expect(seen).toEqual(['inner', 'sync', 'outer']);
  });

  it('is gone when the work fails, at once or later', async () => {
    const ambient = new Ambient<string>();
    const late = ambient.during('late', async () => {
      await turn();
      throw new Error('late');
    });
    await expect(late).rejects.toThrow('late');
    const atOnce = (): Promise<never> => {
      throw new Error('at once');
    };
    expect(() => ambient.during('at once', atOnce)).toThrow('at once');
    expect(() => ambient.within('within', atOnce)).toThrow('at once');
    expect(ambient.get()).toBeUndefined();
    expect(await ambient.during('next', () => Promise.resolve(ambient.get()))).toBe('next');
  });

  it('follows what was left behind for as long as somebody holds', async () => {
    const ambient = new Ambient<string>();
    const over = ambient.hold();
    const other = ambient.hold();
    const left = ambient.within('value', () => turn().then(() => ambient.get()));
    other();
    other();
    expect(await left).toBe('value');
    over();
    expect(ambient.within('again', () => ambient.get())).toBe('again');
  });
});
