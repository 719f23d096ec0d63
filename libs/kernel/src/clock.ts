/** Tells the present moment. What depends on the time takes one of these, so that a test can say what time it is. */
export type Clock = () => Date;

/** The machine's clock. */
export const systemClock: Clock = () => new Date();
