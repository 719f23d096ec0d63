import { describe, expect, it } from '@jest/globals';
import { believedDemand } from './empty-shelf.js';

const days = (...values: number[]): Float32Array => Float32Array.from(values);
const flags = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('demand on days with an empty shelf', () => {
  it('is what sold while there was something to sell', () => {
    const { quantities, squares, saleShares } = believedDemand(days(4, 0, 2, 0, 0, 6), flags(0, 0, 0, 1, 1, 0));
    expect(Array.from(quantities)).toEqual([4, 0, 2, 2, 2, 6]);
    expect(Array.from(squares)).toEqual([16, 0, 4, 20 / 3, 20 / 3, 36].map(Math.fround));
    expect(Array.from(saleShares)).toEqual([1, 0, 1, 2 / 3, 2 / 3, 1].map(Math.fround));
  });

  it('is what was sold where the shelf was never empty, or something sold all the same', () => {
    const sold = days(4, 0, 2);
    expect(Array.from(believedDemand(sold, flags(0, 0, 0)).quantities)).toEqual([4, 0, 2]);
    expect(Array.from(believedDemand(sold, flags(1, 0, 1)).quantities)).toEqual([4, 0, 2]);
  });

  it('is nothing before the first day that tells, and after 56 empty days in a row', () => {
    expect(Array.from(believedDemand(days(0, 3), flags(1, 0)).quantities)).toEqual([0, 3]);
    const sold = new Float32Array(60);
    sold[0] = 5;
    const { quantities } = believedDemand(
      sold,
      Uint8Array.from(sold, (_, day) => (day === 0 ? 0 : 1)),
    );
    expect(Array.from(quantities.subarray(0, 57))).toEqual(new Array(57).fill(5));
    expect(Array.from(quantities.subarray(57))).toEqual([0, 0, 0]);
  });

  it('looks back over 56 telling days and no further', () => {
    const sold = new Float32Array(60).fill(1);
    sold.fill(9, 0, 3);
    sold[59] = 0;
    const outOfStock = new Uint8Array(60);
    outOfStock[59] = 1;
    expect(believedDemand(sold, outOfStock).quantities[59]).toBe(1);
    sold[3] = 57;
    expect(believedDemand(sold, outOfStock).quantities[59]).toBe(2);
  });
});
