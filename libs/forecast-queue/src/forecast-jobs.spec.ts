import { describe, expect, it } from '@jest/globals';
import { parseForecastJob } from './forecast-jobs.js';

const tenantId = '3f0c1a52-6a55-4c6e-9d1f-0a4f6f6f8a11';

describe('jobs off the queue', () => {
  it('are read with their tenant', () => {
    expect(parseForecastJob('forecast-shop', { tenantId })).toEqual({ name: 'forecast-shop', tenantId });
    expect(parseForecastJob('forecast-shop', { tenantId, nightly: true })).toEqual({
      name: 'forecast-shop',
      tenantId,
      nightly: true,
    });
  });

  it('are read with where they go on', () => {
    const from = { begunAt: 1_780_000_000_000, after: tenantId };
    expect(parseForecastJob('refresh-shops', {})).toEqual({ name: 'refresh-shops' });
    expect(parseForecastJob('refresh-shops', { from })).toEqual({ name: 'refresh-shops', from });
    const first = { begunAt: 1_780_000_000_000, after: null, putOff: 3 };
    expect(parseForecastJob('refresh-shops', { from: first })).toEqual({ name: 'refresh-shops', from: first });
    expect(() => parseForecastJob('refresh-shops', { from: { ...from, putOff: 'often' } })).toThrow(/go on/);
    expect(() => parseForecastJob('refresh-shops', { from: { begunAt: 1 } })).toThrow(/go on/);
    expect(() => parseForecastJob('refresh-shops', { from: { begunAt: 'today', after: tenantId } })).toThrow(/go on/);
  });

  it.each([[undefined], [null], [{}], [{ tenantId: 7 }], [{ tenantId: 'everyone' }]])(
    'fail without a tenant: %p',
    (data) => {
      expect(() => parseForecastJob('forecast-shop', data)).toThrow(/tenant/);
    },
  );

  it('fail when nobody handles them', () => {
    expect(() => parseForecastJob('forecast-world', { tenantId })).toThrow('No handler for the job "forecast-world"');
  });
});
