import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  KEYS_FRESH_MS,
  KEYS_KEPT_MS,
  KeysUnavailable,
  RETRY_MS,
  RETRY_WITH_KEYS_MS,
  SigningKeys,
  UNKNOWN_KEY_LOOKS,
  UNKNOWN_KEY_REFILL_MS,
} from '../src/auth/supabase/signing-keys.js';
import { startScriptedSupabase, type ScriptedSupabase } from './scripted-supabase.js';

describe('the keys of a project', () => {
  let supabase: ScriptedSupabase;
  let keys: SigningKeys;
  let now: number;

  beforeEach(async () => {
    now = 1_700_000_000_000;
    supabase = await startScriptedSupabase();
    keys = new SigningKeys(`${supabase.issuer}/.well-known/jwks.json`, {}, () => now);
  });

  afterEach(() => supabase.stop());

  const idsFor = async (keyId: string): Promise<string[]> => {
    const found = await keys.current(keyId);
    return found === 'none' ? [] : [...found.ids];
  };

  it('are asked for once until they are no longer fresh', async () => {
    await Promise.all(Array.from({ length: 10 }, () => idsFor('first')));
    now += KEYS_FRESH_MS - 1;
    await idsFor('first');
    expect(supabase.keyRequests).toBe(1);
    now += 1;
    await idsFor('first');
    expect(supabase.keyRequests).toBe(2);
  });

  it('have a new one at once when a token names it', async () => {
    await idsFor('first');
    await supabase.keys.rotate('second');
    expect(await idsFor('second')).toEqual(['first', 'second']);
  });

  it('lose a withdrawn one when they are no longer fresh', async () => {
    await supabase.keys.rotate('second');
    await idsFor('first');
    supabase.keys.withdraw('first');
    expect(await idsFor('first')).toContain('first');
    now += KEYS_FRESH_MS;
    expect(await idsFor('first')).toEqual(['second']);
  });

  it('are asked for a few times because of unknown ids, then once each half minute', async () => {
    await idsFor('first');
    for (let token = 0; token < 50; token++) await idsFor(`unknown ${token}`);
    expect(supabase.keyRequests).toBe(1 + UNKNOWN_KEY_LOOKS);
    now += UNKNOWN_KEY_REFILL_MS;
    for (let token = 0; token < 50; token++) await idsFor(`unknown ${token}`);
    expect(supabase.keyRequests).toBe(2 + UNKNOWN_KEY_LOOKS);
  });

  it('go on for a day while the project is down, and then no longer', async () => {
    await idsFor('first');
    supabase.down = true;
    now += KEYS_KEPT_MS - 1;
    expect(await idsFor('first')).toEqual(['first']);
    now += RETRY_WITH_KEYS_MS;
    await expect(keys.current('first')).rejects.toBeInstanceOf(KeysUnavailable);
    supabase.down = false;
    now += RETRY_WITH_KEYS_MS;
    expect(await idsFor('first')).toEqual(['first']);
  });

  it('tell nothing of a key that is not known while the project is down', async () => {
    await idsFor('first');
    supabase.down = true;
    now += 1;
    await expect(keys.current('second')).rejects.toBeInstanceOf(KeysUnavailable);
    await expect(keys.current('second')).rejects.toBeInstanceOf(KeysUnavailable);
    expect(supabase.keyRequests).toBe(2);
  });

  it('are tried again a moment after the project was down', async () => {
    supabase.down = true;
    await expect(keys.current('first')).rejects.toBeInstanceOf(KeysUnavailable);
    supabase.down = false;
    await expect(keys.current('first')).rejects.toBeInstanceOf(KeysUnavailable);
    expect(supabase.keyRequests).toBe(1);
    now += RETRY_MS;
    expect(await idsFor('first')).toEqual(['first']);
  });

  it.each(['empty', 'not found'] as const)('are none where the key set is %s', async (keySet) => {
    supabase.keySet = keySet;
    expect(await keys.current('first')).toBe('none');
  });

  it('are none where a secret is all that is published', async () => {
    supabase.instead = { status: 200, body: JSON.stringify({ keys: [{ kty: 'oct', kid: 'first', k: 'c2VjcmV0' }] }) };
    expect(await keys.current('first')).toBe('none');
  });

  it.each([
    ['a page', { status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } }],
    ['a refusal', { status: 403, body: '{"keys":[]}' }],
    ['null', { status: 200, body: 'null' }],
    ['a list of nothing', { status: 200, body: '{"keys":[null,7]}' }],
    ['larger than any key set', { status: 200, body: JSON.stringify({ keys: [], padding: 'x'.repeat(400_000) }) }],
  ])('are not taken from %s', async (_, instead) => {
    supabase.instead = instead;
    await expect(keys.current('first')).rejects.toBeInstanceOf(KeysUnavailable);
  });
});
