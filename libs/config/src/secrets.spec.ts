import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './load-config.js';
import { secretsOf } from './secrets.js';

describe('the secrets of a configuration', () => {
  it('are its keys and the passwords within its URLs, as they stand there and as they are meant', () => {
    const config = loadConfig('api', {
      SUPABASE_DB_STRING: 'postgres://tor:database%40pass@db/tor',
      TOR_MIGRATION_DB_STRING: 'postgres://owner@db/tor?password=owner-pass',
      REDIS_URL: 'redis://:redis-pass@cache:6379',
      SUPABASE_URL: 'https://x.supabase.example',
      SUPABASE_KEY: 'supabase-key',
      TOR_JWT_SECRET: 'a-secret-of-more-than-thirty-two-characters',
      OPERATOR_TOKEN: 'an-operator-token-of-more-than-32-characters',
      GROQ_KEY: 'groq-key',
      GROQ_BASE_URL: 'http://me:model-pass@model:1/v1',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://me:traces-pass@collector:4318',
    });
    expect(secretsOf(config).sort()).toEqual(
      [
        'a-secret-of-more-than-thirty-two-characters',
        'an-operator-token-of-more-than-32-characters',
        'database%40pass',
        'database@pass',
        'groq-key',
        'model-pass',
        'owner-pass',
        'redis-pass',
        'supabase-key',
        'traces-pass',
      ].sort(),
    );
  });

  it('are none where there are none', () => {
    expect(secretsOf(loadConfig('supervisor', {}))).toEqual([]);
  });
});
