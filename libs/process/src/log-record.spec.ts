import { describe, expect, it } from '@jest/globals';
import { logIds, logWith, withLogIds, withLogIdsUntil, type LogIds } from './log-context.js';
import { logRecord } from './log-record.js';

const EVENT = { at: new Date('2026-01-05T03:12:44.512Z'), level: 'warn', process: 'api', message: 'hello' };
const same = (text: string): string => text;

describe('a record of the log', () => {
  it('has no more than there is', () => {
    expect(logRecord(EVENT, {}, same)).toEqual({
      time: '2026-01-05T03:12:44.512Z',
      level: 'warn',
      process: 'api',
      message: 'hello',
    });
  });

  it('has the ids, the facts and the error, redacted', () => {
    const event = { ...EVENT, context: 'Http', facts: { status: 500 }, stack: 'QueryFailedError: no\n    at here' };
    expect(logRecord(event, { request_id: 'r', tenant_id: 't' }, (text) => text.replaceAll('no', 'yes'))).toEqual({
      time: '2026-01-05T03:12:44.512Z',
      level: 'warn',
      process: 'api',
      context: 'Http',
      message: 'hello',
      request_id: 'r',
      tenant_id: 't',
      status: 500,
      error: { name: 'QueryFailedError', stack: 'QueryFailedError: yes\n    at here' },
    });
  });
});

describe('the ids of lines', () => {
  it('belong to the work that they were given for, across what it waits for, with what became known meanwhile', async () => {
    const work = async (ids: LogIds): Promise<unknown> => {
      await new Promise(setImmediate);
      ids.tenant_id = `tenant ${ids.request_id}`;
      return { ...logIds() };
    };
    const both = ['a', 'b'].map((request_id) => {
      const ids = { request_id };
      return withLogIds(ids, () => work(ids));
    });
    expect(await Promise.all(both)).toEqual([
      { request_id: 'a', tenant_id: 'tenant a' },
      { request_id: 'b', tenant_id: 'tenant b' },
    ]);
    expect(logIds()).toEqual({});
  });

  it('belong to what a call has left behind, until that is over', async () => {
    let over = (): void => undefined;
    const seen = await new Promise((resolve) =>
      withLogIdsUntil(
        { request_id: 'a' },
        (end) => (over = end),
        () => setImmediate(() => resolve({ ...logIds() })),
      ),
    );
    over();
    expect(seen).toEqual({ request_id: 'a' });
  });

  it('are not those of the work around', async () => {
    await withLogIds({ job_id: 'one', tenant_id: 'one' }, () => {
      logWith({ job_id: 'two' }, () => expect(logIds()).toEqual({ job_id: 'two' }));
      return Promise.resolve(expect(logIds()).toEqual({ job_id: 'one', tenant_id: 'one' }));
    });
  });
});
