/** How long a part may take to answer. */
const PATIENCE_MS = 2000;

/** The names of those parts, in their order, whose check fails or takes longer than 2 s. */
export async function outOfReach(parts: Readonly<Record<string, Promise<void>>>): Promise<string[]> {
  // All at once: a check that fails while another is waited for must have somebody who looks at it.
  const checked = Object.entries(parts).map(async ([name, check]) => ((await answers(check)) ? [] : [name]));
  return (await Promise.all(checked)).flat();
}

function answers(check: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve(false), PATIENCE_MS);
    check
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(patience));
  });
}
