import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './load-config.js';
import { SECRETS, weakSecrets } from './weak-secrets.js';

const EXAMPLES = ['.env.example', 'docker-compose.yml', 'README.md', 'docs/operations.md'].filter(existsSync);

describe('a secret', () => {
  it.each([
    'changeme-changeme-changeme-changeme',
    'CHANGE_ME_TO_SOMETHING_OF_32_CHARACTERS',
    'please-change-this-secret-before-production',
    'replace-with-a-long-random-string-please',
    'your-secret-here-with-at-least-32-characters',
    '<a random text of 32 characters or more>',
    'super-secret-jwt-token-with-at-least-32-characters-long',
    'your-256-bit-secret',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'abababababababababababababababababababab',
    '12345678123456781234567812345678',
    'Password1234Password1234Password1234',
    'secret',
  ])('that is an example or a placeholder is refused: %s', (secret) => {
    for (const name of SECRETS) {
      const problems = weakSecrets({ [name]: secret });
      expect(problems).toHaveLength(1);
      expect(problems[0]?.startsWith(`${name} is an example or a placeholder`)).toBe(true);
      expect(problems[0]).not.toContain(secret);
    }
  });

  it("that is random, or a sentence of one's own, is taken", () => {
    const random = Array.from({ length: 200 }, () => randomBytes(32));
    const secrets = [
      ...random.map((bytes) => bytes.toString('hex')),
      ...random.map((bytes) => bytes.toString('base64url')),
      'a-secret-of-more-than-thirty-two-characters',
      'the quick brown fox signs the tokens of this shop',
    ];
    for (const secret of secrets) expect(weakSecrets({ TOR_JWT_SECRET: secret })).toEqual([]);
    expect(weakSecrets({ TOR_JWT_SECRET: '', OPERATOR_TOKEN: undefined })).toEqual([]);
  });

  it.each(EXAMPLES)('that stands in %s stops the start', (file) => {
    const text = readFileSync(file, 'utf8');
    for (const name of SECRETS) {
      const values = [...text.matchAll(new RegExp(`\\b${name}\\s*[=:]\\s*['"]?([^\\s'"\`|]+)`, 'g'))];
      for (const [, value = ''] of values.filter(([, value = '']) => !/^(\$\{|\.\.\.)/.test(value))) {
        expect([file, name, weakSecrets({ [name]: value })]).toEqual([file, name, [expect.any(String)]]);
      }
    }
  });

  it('that is weak stops every program, and is named with all other bad variables', () => {
    const source = { OPERATOR_TOKEN: 'changeme'.repeat(5), TOR_JWT_SECRET: 'x'.repeat(40), PORT: 'many' };
    expect(() => loadConfig('supervisor', source)).toThrow(
      /PORT must be an integer number\n {2}- TOR_JWT_SECRET is an example.*\n {2}- OPERATOR_TOKEN is an example/,
    );
  });
});
