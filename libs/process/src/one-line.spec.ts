import { describe, expect, it } from '@jest/globals';
import { indented, oneLine } from './one-line.js';

describe('a text in the log', () => {
  it.each([
    ['plain, with ümlauts and 咖啡', 'plain, with ümlauts and 咖啡'],
    ['one\ntwo\r\nthree\tfour', 'one\\ntwo\\r\\nthree\\tfour'],
    ['\u001b[2Jgone', '\\u001b[2Jgone'],
    ['a\u0085b\u2028c\u2029d\u0000e', 'a\\u0085b\\u2028c\\u2029d\\u0000e'],
  ])('%j stays on one line', (text, line) => expect(oneLine(text)).toBe(line));

  it('of several lines is indented, line by line', () => {
    expect(indented('Error: one\nFORGED\r\n    at two')).toBe('    Error: one\n    FORGED\\r\n        at two');
  });
});
