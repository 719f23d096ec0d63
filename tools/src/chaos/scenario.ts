import type { World, WorldOptions } from '../world/world.js';

/** What was counted and measured, by its name. */
export type Figures = Readonly<Record<string, number | string>>;

/** What a scenario is given. */
export interface ScenarioContext {
  /** Says what is being done. */
  readonly say: (line: string) => void;
  /** Where anything is left to chance, it is the chance of this number. */
  readonly seed: number;
  /** How long what lasts long is to last, unless `small`. */
  readonly minutes: number;
  /** The counts of the gate instead of the full ones. */
  readonly small: boolean;
  /** Aborted when the run is to end. */
  readonly signal: AbortSignal;
  /**
   * Starts processes, a database and, where asked for, a Redis of the scenario's own, all gone when the scenario is over.
   * @throws NotRun when the machine lacks what is asked for
   */
  readonly startWorld: (options: WorldOptions) => Promise<World>;
}

/** Something that breaks, and what is promised to hold all the same. */
export interface Scenario {
  readonly name: string;
  /** One sentence, without its full stop. */
  readonly promise: string;
  /** @throws PromiseBroken with what was seen instead; NotRun when the machine cannot run it */
  readonly run: (context: ScenarioContext) => Promise<Figures>;
}
