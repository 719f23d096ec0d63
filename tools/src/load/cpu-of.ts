import { readFileSync } from 'node:fs';

/** The unit of times in `/proc`, the same on every Linux that Node runs on: 1/100 s. */
const TICKS_A_SECOND = 100;

/** CPU seconds that a process has used since it started, all its threads; null where the system has no `/proc`. */
export function cpuSecondsOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before may hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system] = [Number(fields[11]), Number(fields[12])];
    return (user + system) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}
