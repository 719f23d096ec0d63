/** A key's window: it begins with the first time that is counted. */
interface Window {
  count: number;
  /** Milliseconds since 1970. */
  readonly ends: number;
}

/** How often a key was counted within its window. */
export interface WindowCount {
  readonly count: number;
  readonly msLeft: number;
}

/**
 * Counts in this process's memory, of so many keys at the most: a new key beyond them takes the place of the one whose window
 * began first. Else whoever makes up keys, such as accounts to sign in to, would fill the memory within one window.
 */
export class FixedWindows {
  /** The one whose window began first comes first. */
  readonly #windows = new Map<string, Window>();

  /** @param mostKeys each costs some 300 bytes */
  constructor(
    private readonly mostKeys: number,
    private readonly now: () => number = Date.now,
  ) {}

  get keys(): string[] {
    return [...this.#windows.keys()];
  }

  /** Counts one more. @param ms how long a window lasts that begins now */
  count(key: string, ms: number): WindowCount {
    const now = this.now();
    const window = this.#windows.get(key);
    if (window && window.ends > now) return { count: ++window.count, msLeft: window.ends - now };
    this.#windows.delete(key);
    this.#windows.set(key, { count: 1, ends: now + ms });
    this.#makeRoom(now);
    return { count: 1, msLeft: ms };
  }

  #makeRoom(now: number): void {
    for (const [key, { ends }] of this.#windows) {
      if (ends > now && this.#windows.size <= this.mostKeys) return;
      this.#windows.delete(key);
    }
  }
}
