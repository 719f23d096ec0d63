/** A process must not start as things are, and starting it again cannot help until somebody changes them. */
export class StartRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartRefused';
  }
}
