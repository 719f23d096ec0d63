import type { Finding } from './run-fuzz.js';

const LONGEST = 600;

/** A finding, with all that it takes to send its request by hand. */
export function describeFinding({ problem, request, answer }: Finding, seed: number): string {
  const lines = [problem];
  if (request) {
    const { number, method, target, headers, body, user } = request;
    const shown = Object.entries(headers).filter(
      ([name, value]) => !(name === 'Authorization' && value.includes('.ey')),
    );
    lines.push(
      `  seed ${seed}, request ${number}, ${user.name}: ${method} ${cut(target)}`,
      ...shown.map(([name, value]) => `  ${name}: ${cut(JSON.stringify(value))}`),
      ...(body === null ? [] : [`  ${cut(JSON.stringify(body.toString()))}`]),
      ...(request.repeats
        ? [`  repeats request ${request.repeats.request.number}: ${cut(request.repeats.answer.text)}`]
        : []),
    );
  }
  if (answer) lines.push(`  answered ${answer.status}: ${cut(answer.text)}`);
  return lines.join('\n');
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}... (${text.length} characters)`;
}
