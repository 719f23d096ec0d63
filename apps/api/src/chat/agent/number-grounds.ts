const NUMBER = /\d(?:[\d.,]*\d)?/g;
const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/;
const LIST_MARK = /^[ \t]*(?:[-*] )?\d{1,2}[.)](?=\s)/gm;
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^\s*(?:ribu|rb|k|thousand)\b/i, 1000],
  [/^\s*(?:juta|jt|million|mio)\b/i, 1_000_000],
  [/^\s*(?:miliar|milyar|billion)\b/i, 1_000_000_000],
];

/**
 * The numbers that an answer may hold: those of what the owner wrote and of what the tools returned. A figure that is in none
 * of them was made up.
 */
export class NumberGrounds {
  readonly #known = new Set<number>();

  /** Takes in a text: what the owner wrote, or an answer that was checked before. */
  addText(text: string): void {
    for (const { readings } of numbersIn(text)) for (const value of readings) this.#add(value);
  }

  /** Takes in what a tool returned: its numbers, those in its texts, and how many entries its lists have. */
  addToolResult(json: string): void {
    this.addText(json);
    try {
      this.#addValue(JSON.parse(json));
    } catch {
      // A result that is no JSON was taken in as a text.
    }
  }

  /** The numbers of an answer that nobody gave, as they are written in it. */
  unknownIn(answer: string): string[] {
    return numbersIn(answer.replace(LIST_MARK, ''))
      .filter(({ readings }) => !readings.some((value) => this.#known.has(value)))
      .map(({ text }) => text);
  }

  #addValue(value: unknown): void {
    if (typeof value === 'number') this.#add(value);
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) this.#add(value.length);
    for (const each of Object.values(value)) this.#addValue(each);
  }

  /** A share may be told in percent, a fraction as the whole number next to it. */
  #add(value: number): void {
    const size = Math.abs(value);
    this.#known.add(size).add(Math.round(size));
    if (size < 1) this.#known.add(Math.round(size * 1000) / 10).add(Math.round(size * 100));
    else this.#known.add(Math.round(size * 10) / 10);
  }
}

interface WrittenNumber {
  readonly text: string;
  /** What it can mean: 1.500 is fifteen hundred to one and one and a half to another. */
  readonly readings: readonly number[];
}

function numbersIn(text: string): WrittenNumber[] {
  return [...text.matchAll(NUMBER)].map((match) => {
    const written = match[0];
    const after = text.slice(match.index + written.length, match.index + written.length + 12);
    const scale = SCALES.find(([word]) => word.test(after))?.[1];
    const plain = readingsOf(written);
    const readings = scale === undefined ? plain : plain.map((value) => Math.round(value * scale * 100) / 100);
    return { text: written, readings };
  });
}

function readingsOf(written: string): number[] {
  const readings: number[] = [];
  if (GROUPED.test(written) || /^\d+$/.test(written)) readings.push(Number(written.replaceAll(/[.,]/g, '')));
  const decimal = /^([\d.,]*)[.,](\d+)$/.exec(written);
  if (decimal) readings.push(Number(`${(decimal[1] ?? '').replaceAll(/[.,]/g, '')}.${decimal[2]}`));
  return readings;
}
