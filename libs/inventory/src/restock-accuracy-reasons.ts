import { type Language, percentText, type Phrasebook, wholeText } from './language.js';

/** How past forecasts of seven days did; shares are null where there was nothing to judge by. */
export interface AccuracySummary {
  /** Forecasts that were scored. */
  readonly weeks: number;
  /** Those that were left out because the shelf was empty on a day of theirs. */
  readonly weeksOutOfStock: number;
  /** Sum of the errors over what was sold, 0 is perfect; and the same of repeating the week before. */
  readonly wape: number | null;
  readonly naiveWape: number | null;
  /** Too much (above 0) or too little (below 0) forecast, over what was sold. */
  readonly bias: number | null;
  /** Share of totals inside the band that is meant to hold 80 %. */
  readonly coverage: number | null;
}

interface AccuracyPhrases {
  nothingYet(): string;
  nothingSold(weeks: number): string;
  error(wape: number, naiveWape: number): string;
  bias(bias: number): string;
  coverage(coverage: number, weeks: number): string;
  outOfStock(weeks: number): string;
}

const PHRASES: Phrasebook<AccuracyPhrases> = {
  en: {
    nothingYet: () => 'No forecast can be judged yet: the seven days after it have to pass first.',
    nothingSold: (weeks) => `Nothing was sold in the ${wholeText(weeks, 'en')} seven-day forecasts that are over.`,
    error: (wape, naiveWape) =>
      `Seven-day forecasts were off by ${percentText(wape, 'en')}, "the same as last week" by ${percentText(naiveWape, 'en')}: ` +
      `${wape < naiveWape ? 'the forecasts are better' : 'the forecasts are no better'}.`,
    bias: (bias) =>
      bias < 0
        ? `On the whole they were ${percentText(-bias, 'en')} too low.`
        : `On the whole they were ${percentText(bias, 'en')} too high.`,
    coverage: (coverage, weeks) =>
      `${percentText(coverage, 'en')} of ${wholeText(weeks, 'en')} seven-day totals were inside the band that should hold 80%.`,
    outOfStock: (weeks) =>
      `${wholeText(weeks, 'en')} ${weeks === 1 ? 'forecast is' : 'forecasts are'} left out: the shelf was empty on some of the days.`,
  },
  id: {
    nothingYet: () => 'Belum ada ramalan yang bisa dinilai: tujuh hari sesudahnya harus lewat dulu.',
    nothingSold: (weeks) => `Tidak ada yang laku selama ${wholeText(weeks, 'id')} ramalan 7 hari yang sudah lewat.`,
    error: (wape, naiveWape) =>
      `Ramalan 7 hari meleset ${percentText(wape, 'id')}, tebakan "sama seperti minggu lalu" meleset ${percentText(naiveWape, 'id')}: ` +
      `${wape < naiveWape ? 'ramalan lebih tepat' : 'ramalan belum lebih tepat'}.`,
    bias: (bias) =>
      bias < 0
        ? `Secara keseluruhan ramalan terlalu rendah ${percentText(-bias, 'id')}.`
        : `Secara keseluruhan ramalan terlalu tinggi ${percentText(bias, 'id')}.`,
    coverage: (coverage, weeks) =>
      `${percentText(coverage, 'id')} dari ${wholeText(weeks, 'id')} total 7 hari jatuh di dalam rentang yang seharusnya memuat 80%.`,
    outOfStock: (weeks) => `${wholeText(weeks, 'id')} ramalan tidak dinilai karena raknya kosong di sebagian harinya.`,
  },
};

/** Below this share a bias is no news. */
const LEAST_BIAS = 0.005;

/** How past forecasts did, in plain sentences with their numbers. */
export function accuracyReasons(summary: AccuracySummary, language: Language): string[] {
  const phrases = PHRASES[language];
  const { weeks, weeksOutOfStock, wape, naiveWape, bias, coverage } = summary;
  const reasons: string[] = [];
  if (weeks + weeksOutOfStock === 0) reasons.push(phrases.nothingYet());
  else if (weeks > 0 && (wape === null || naiveWape === null)) reasons.push(phrases.nothingSold(weeks));
  else if (wape !== null && naiveWape !== null) reasons.push(phrases.error(wape, naiveWape));
  if (bias !== null && Math.abs(bias) >= LEAST_BIAS) reasons.push(phrases.bias(bias));
  if (coverage !== null) reasons.push(phrases.coverage(coverage, weeks));
  if (weeksOutOfStock > 0) reasons.push(phrases.outOfStock(weeksOutOfStock));
  return reasons;
}
