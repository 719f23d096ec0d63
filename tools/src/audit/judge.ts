import { isGrave, type Advisory } from './advisories.js';
import type { Exception } from './read-exceptions.js';

/** What the audit comes to: a line for each thing that fails it, and one for each advisory that an exception covers. */
export interface Judgement {
  readonly failures: readonly string[];
  readonly excepted: readonly string[];
}

/** @param today as YYYY-MM-DD */
export function judge(
  groups: readonly { readonly name: string; readonly advisories: readonly Advisory[] }[],
  exceptions: readonly Exception[],
  today: string,
): Judgement {
  const found = groups.flatMap(({ name, advisories }) => advisories.filter(isGrave).map((one) => ({ name, one })));
  const failures: string[] = [];
  const excepted: string[] = [];
  for (const { name, one } of found) {
    const exception = exceptions.find((each) => covers(each, one));
    const line = `${name}: ${one.severity}, ${one.package}, ${one.id}: ${one.title} ${one.url}`;
    if (!exception) failures.push(line);
    else excepted.push(`${line}\n  excepted until ${exception.until}: ${exception.reason}`);
  }
  for (const exception of exceptions) {
    const { id, until } = exception;
    const label = `exception ${id} of ${exception.package}`;
    if (until < today) failures.push(`${label}: expired on ${until}`);
    if (!found.some(({ one }) => covers(exception, one))) failures.push(`${label}: no longer needed, remove it`);
  }
  return { failures, excepted };
}

function covers(exception: Exception, advisory: Advisory): boolean {
  return exception.id === advisory.id && exception.package === advisory.package;
}
