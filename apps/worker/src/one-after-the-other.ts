/**
 * Has values told one after the other, however fast they come: what is told never goes back to an older one. While one is being
 * told, only the latest of the others waits.
 * @param tell never rejects
 */
export function oneAfterTheOther<Value>(tell: (value: Value) => Promise<void>): (value: Value) => void {
  let waiting: { readonly value: Value } | null = null;
  let telling = false;

  async function tellAll(): Promise<void> {
    telling = true;
    while (waiting !== null) {
      const { value } = waiting;
      waiting = null;
      await tell(value);
    }
    telling = false;
  }

  return (value) => {
    waiting = { value };
    if (!telling) void tellAll();
  };
}
