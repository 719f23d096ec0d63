/** What is known against a package that we use. */
export interface Advisory {
  readonly id: string;
  readonly package: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
}

/** Severities that fail the audit. */
const GRAVE = new Set(['high', 'critical']);

export const isGrave = ({ severity }: Advisory): boolean => GRAVE.has(severity);

/**
 * The advisories of a report of `npm audit --json`, each once; null when it is no report.
 * @param report as it was read, unchecked
 */
export function advisoriesOf(report: unknown): Advisory[] | null {
  const vulnerabilities = field(report, 'vulnerabilities');
  if (field(report, 'auditReportVersion') !== 2 || typeof vulnerabilities !== 'object' || vulnerabilities === null) {
    return null;
  }
  const causes = Object.values(vulnerabilities).flatMap((one: unknown) => {
    const via = field(one, 'via');
    return Array.isArray(via) ? (via as unknown[]) : [];
  });
  // A text is the name of another package in the report, which has the advisory itself.
  const advisories = causes.filter((cause) => typeof cause === 'object' && cause !== null).map(toAdvisory);
  return [...new Map(advisories.map((one) => [`${one.id} ${one.package}`, one])).values()];
}

function toAdvisory(cause: object): Advisory {
  const text = (name: string): string => String(field(cause, name) ?? '');
  const url = text('url');
  return {
    id: /GHSA(-\w{4}){3}/.exec(url)?.[0] ?? text('source'),
    package: text('name'),
    severity: text('severity'),
    title: text('title'),
    url,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
