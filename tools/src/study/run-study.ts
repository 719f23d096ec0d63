import { requireFolderOf } from '../arguments/require-folder.js';
import { UsageError } from '../arguments/usage-error.js';

const EXIT_USAGE = 2;
/** As a shell tells of programs that a signal ended: 128 and the signal's number. */
const EXIT_BY_SIGNAL = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Where a study says its results, and what it is at meanwhile. */
export interface StudyOutput {
  readonly say: (line: string) => void;
  readonly note: (line: string) => void;
  readonly terminal: boolean;
}

/** A program that reads a file of sales, computes for a while and prints what came out. */
export interface Study<Options extends { readonly json: string | null }> {
  readonly usage: string;
  /** @throws UsageError */
  readonly read: (args: readonly string[]) => Options | 'help';
  readonly run: (options: Options, output: StudyOutput) => Promise<void>;
  /** Errors whose message says all that a user has to know. */
  readonly refusals: readonly (abstract new (...args: never[]) => Error)[];
}

/** Runs a study and ends the process: with 0, with 1 when it refuses its data, with 2 on arguments that it does not understand. */
export async function runStudy<Options extends { readonly json: string | null }>(
  study: Study<Options>,
): Promise<never> {
  // Whoever reads the output may be gone before we are.
  process.stdout.on('error', () => undefined);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const note = (line: string): void => void process.stderr.write(`${line}\n`);
  for (const [signal, code] of Object.entries(EXIT_BY_SIGNAL)) process.once(signal, () => process.exit(code));
  try {
    const options = study.read(process.argv.slice(2));
    if (options === 'help') say(study.usage);
    else {
      if (options.json !== null) await requireFolderOf(options.json);
      await study.run(options, { say, note, terminal: process.stdout.isTTY });
    }
    process.exit(0);
  } catch (error) {
    if (error instanceof UsageError) {
      note(`${error.message}\n\n${study.usage}`);
      process.exit(EXIT_USAGE);
    }
    if (!(error instanceof Error && study.refusals.some((Refusal) => error instanceof Refusal))) throw error;
    note(error.message);
    process.exit(1);
  }
}
