import type { ExecutionContext } from '@nestjs/common';

/** Something that the marks of a route tell, and that therefore does not change: found out once for each route. */
export class RouteFacts<Fact> {
  readonly #known = new Map<object, Fact>();

  constructor(private readonly find: (context: ExecutionContext) => Fact) {}

  of(context: ExecutionContext): Fact {
    const handler = context.getHandler();
    let fact = this.#known.get(handler);
    if (fact === undefined) this.#known.set(handler, (fact = this.find(context)));
    return fact;
  }
}
