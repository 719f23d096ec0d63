import type { LineLog } from './line-log.js';

/** A line that `prefixed` has made: who wrote it, and what. */
const PREFIXED = /^(\w+) *\| (.*)$/s;
const SELF = 'supervisor';

/**
 * Makes every line a JSON object: records of the programs pass as they are, without the name before them, which they have in
 * `process`; plain lines, such as those of PostgreSQL, become the message of a record.
 */
export function asJsonLines(log: LineLog, now: () => Date = () => new Date()): LineLog {
  return (line) => {
    const [, process = SELF, text = line] = PREFIXED.exec(line) ?? [];
    log(isRecord(text) ? text : JSON.stringify({ time: now().toISOString(), level: 'log', process, message: text }));
  };
}

function isRecord(text: string): boolean {
  if (!text.startsWith('{"time":')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
