/** What is sent for a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The problems that there are here, told as the API tells them. */
const PROBLEMS = {
  not_found: { status: 404, title: 'Not Found', headers: {} },
  invalid_token: { status: 401, title: 'Sign in first', headers: { 'WWW-Authenticate': 'Bearer' } },
  service_unavailable: { status: 503, title: 'Service Unavailable', headers: { 'Retry-After': '5' } },
  internal_error: { status: 500, title: 'Something went wrong on our side', headers: {} },
} as const;

export function json(body: object): Answer {
  return { status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

/** Problem details (RFC 9457). @param path what was asked for */
export function problem(path: string, code: keyof typeof PROBLEMS, detail: string): Answer {
  const { status, title, headers } = PROBLEMS[code];
  const details = { type: `urn:tor-monitor:problem:${code}`, title, status, detail, instance: path, code };
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify(details),
  };
}
