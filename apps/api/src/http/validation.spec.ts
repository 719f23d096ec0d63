import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { PageQuery } from './page-query.js';
import { validationPipe } from './validation.js';

class OtherQuery extends PageQuery {}

describe('a query that was good before', () => {
  const pipe = validationPipe();
  const check = async (value: object, metatype = PageQuery): Promise<PageQuery> =>
    (await pipe.transform(value, { type: 'query', metatype })) as PageQuery;

  it('becomes the same again, of its own class, and a copy of its own', async () => {
    const first = await check({ limit: '7', q: 'kopi', unknown: 'x' });
    first.limit = 99;
    const second = await check({ limit: '7', q: 'kopi', unknown: 'x' });
    second.q = 'teh';
    expect(await check({ limit: '7', q: 'kopi', unknown: 'x' })).toEqual({ limit: 7, q: 'kopi', page_index: 1 });
    expect(second).toBeInstanceOf(PageQuery);
    expect(await check({ limit: '7' }, OtherQuery)).toBeInstanceOf(OtherQuery);
    expect(await check({ limit: '7' })).not.toBeInstanceOf(OtherQuery);
  });

  it('is another one when it says the same in another way', async () => {
    await check({ q: '1' });
    await expect(check({ q: ['1'] })).rejects.toMatchObject({ fields: [{ field: 'q' }] });
    expect(await check({ limit: '20' })).toEqual({ limit: 20, page_index: 1 });
  });

  it('does not make one good that is refused, however often it comes', async () => {
    for (let time = 0; time < 3; time++) {
      await expect(check({ limit: '101' })).rejects.toMatchObject({ fields: [{ field: 'limit' }] });
    }
  });

  it('may be one of any number', async () => {
    for (let page = 1; page <= 500; page++) expect((await check({ page_index: String(page) })).page_index).toBe(page);
    expect((await check({ page_index: '1' })).page_index).toBe(1);
  });

  it('is copied whatever it holds', async () => {
    expect(await check(Object.assign(Object.create(null) as object, { limit: '3' }))).toEqual({
      limit: 3,
      page_index: 1,
    });
    const polluting = JSON.parse('{"__proto__": {"limit": 5}}') as object;
    expect((await check(polluting)).limit).toBe(20);
    expect((await check(polluting)).limit).toBe(20);
  });
});
