const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text as one line of a log: nobody can begin a line of their own in it, or speak to a terminal. */
export function oneLine(text: string): string {
  return text.replace(
    CONTROL,
    (character) => NAMES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A trace of several lines, each indented: no line of it can be taken for one of the log. */
export function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${oneLine(line)}`)
    .join('\n');
}
