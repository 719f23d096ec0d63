import { describe, expect, it } from '@jest/globals';
import { addLogIds, logIds, withLogIds } from './log-context.js';
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
  it('belong to the work that they were given for, across what it waits for', async () => {
    const work = async (name: string): Promise<unknown> => {
      await Promise.resolve();
      addLogIds({ tenant_id: name });
      await new Promise(setImmediate);
      return { ...logIds() };
    };
    const both = ['a', 'b'].map((name) => withLogIds({ request_id: name }, () => work(name)));
    expect(await Promise.all(both)).toEqual([
      { request_id: 'a', tenant_id: 'a' },
      { request_id: 'b', tenant_id: 'b' },
    ]);
    addLogIds({ tenant_id: 'nobody' });
    expect(logIds()).toEqual({});
  });

  it('are not those of the work around', () => {
    withLogIds({ job_id: 'one', tenant_id: 'one' }, () =>
      withLogIds({ job_id: 'two' }, () => expect(logIds()).toEqual({ job_id: 'two' })),
    );
  });
});
