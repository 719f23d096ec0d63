import { describe, expect, it } from '@jest/globals';
import { asJsonLines } from './json-lines.js';

const NOW = '2026-01-05T03:12:44.512Z';
const RECORD = '{"time":"2026-01-05T03:12:00.000Z","level":"log","process":"api","message":"hello"}';

describe('lines as JSON', () => {
  it.each([
    [`api    | ${RECORD}`, JSON.parse(RECORD)],
    ['db     | LOG:  ready | really', { time: NOW, level: 'log', process: 'db', message: 'LOG:  ready | really' }],
    [
      'worker | {"time": half a record',
      { time: NOW, level: 'log', process: 'worker', message: '{"time": half a record' },
    ],
    ['api    | {"time":1', { time: NOW, level: 'log', process: 'api', message: '{"time":1' }],
    ['two\nlines', { time: NOW, level: 'log', process: 'supervisor', message: 'two\nlines' }],
  ])('%j', (line, record) => {
    const lines: string[] = [];
    asJsonLines(
      (one) => lines.push(one),
      () => new Date(NOW),
    )(line);
    expect(lines.map((one) => JSON.parse(one))).toEqual([record]);
    expect(lines[0]).not.toContain('\n');
  });
});
