import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Language } from './language.js';
import { accuracyReasons, type AccuracySummary } from './restock-accuracy-reasons.js';

const SUMMARY: AccuracySummary = {
  ...{ weeks: 1_240, weeksOutOfStock: 1, wape: 0.312, naiveWape: 0.44, bias: -0.031, coverage: 0.815 },
};
const NOTHING: AccuracySummary = {
  ...{ weeks: 0, weeksOutOfStock: 0, wape: null, naiveWape: null, bias: null, coverage: null },
};

describe('what is said of past forecasts', () => {
  it('is how far they were off, which way, how often inside their band, and what was left out', () => {
    expect(accuracyReasons(SUMMARY, 'en')).toEqual([
      'Seven-day forecasts were off by 31.2%, "the same as last week" by 44%: the forecasts are better.',
      'On the whole they were 3.1% too low.',
      '81.5% of 1,240 seven-day totals were inside the band that should hold 80%.',
      '1 forecast is left out: the shelf was empty on some of the days.',
    ]);
    expect(accuracyReasons({ ...SUMMARY, wape: 0.5, bias: 0.031, weeksOutOfStock: 2 }, 'id')).toEqual([
      'Ramalan 7 hari meleset 50%, tebakan "sama seperti minggu lalu" meleset 44%: ramalan belum lebih tepat.',
      'Secara keseluruhan ramalan terlalu tinggi 3,1%.',
      '81,5% dari 1.240 total 7 hari jatuh di dalam rentang yang seharusnya memuat 80%.',
      '2 ramalan tidak dinilai karena raknya kosong di sebagian harinya.',
    ]);
  });

  it('is that there is nothing to judge, or nothing was sold', () => {
    expect(accuracyReasons(NOTHING, 'en')).toEqual([
      'No forecast can be judged yet: the seven days after it have to pass first.',
    ]);
    expect(accuracyReasons({ ...NOTHING, weeksOutOfStock: 2 }, 'en')).toEqual([
      '2 forecasts are left out: the shelf was empty on some of the days.',
    ]);
    expect(accuracyReasons({ ...NOTHING, weeks: 3, coverage: 1 }, 'id')[0]).toBe(
      'Tidak ada yang laku selama 3 ramalan 7 hari yang sudah lewat.',
    );
  });

  it('holds finite numbers only', () => {
    const share = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }));
    const summary = fc.record({
      ...{ weeks: fc.nat(), weeksOutOfStock: fc.nat(), wape: share, naiveWape: share, bias: share, coverage: share },
    });
    fc.assert(
      fc.property(summary, fc.constantFrom<Language>('id', 'en'), (one, language) => {
        for (const sentence of accuracyReasons(one, language)) {
          expect(sentence).not.toMatch(/NaN|Infinity|∞|undefined|null/);
        }
      }),
    );
  });
});
