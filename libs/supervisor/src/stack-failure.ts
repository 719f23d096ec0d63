/** Why the whole cannot start or go on, in words for a person. */
export class StackFailure extends Error {
  constructor(
    message: string,
    /** With which the supervisor ends. */
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = 'StackFailure';
  }
}
