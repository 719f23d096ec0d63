import { describe, expect, it } from '@jest/globals';
import { segmentsBetween } from '../src/backup/copy-cluster.js';

describe('the files of the log between two', () => {
  it('are both, and all that come between, over the end of a log', () => {
    expect(segmentsBetween('0000000100000002000000FE', '000000010000000300000001', 256)).toEqual([
      '0000000100000002000000FE',
      '0000000100000002000000FF',
      '000000010000000300000000',
      '000000010000000300000001',
    ]);
  });

  it('are one where it begins and ends in the same', () => {
    expect(segmentsBetween('000000010000000000000007', '000000010000000000000007', 256)).toHaveLength(1);
  });

  it('do not lead from one timeline to another', () => {
    expect(() => segmentsBetween('000000010000000000000007', '000000020000000000000008', 256)).toThrow('No log leads');
  });
});
