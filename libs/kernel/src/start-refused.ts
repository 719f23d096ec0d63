/** Exit code of a process that refused to start (sysexits.h, EX_CONFIG): a supervisor does not start it again. */
export const EXIT_START_REFUSED = 78;

/** A process must not start as things are, and starting it again cannot help until somebody changes them. */
export class StartRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartRefused';
  }
}
