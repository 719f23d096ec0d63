import { readFileSync } from 'node:fs';

/** The memory of a process, in MB. */
export interface ProcessMemory {
  readonly now: number;
  /** The most that it ever held. */
  readonly peak: number;
}

/** Null where the system has no `/proc`, or the process is gone. */
export function memoryOf(pid: number): ProcessMemory | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  } catch {
    return null;
  }
}
