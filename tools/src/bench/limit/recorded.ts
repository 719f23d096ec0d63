import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { StartRefused } from '@tor/kernel/start-refused';
import type { Measurement } from './measurement.js';
import { markdown } from './report.js';

const DOCS = new URL('../../../../docs/', import.meta.url);
const JSON_FILE = fileURLToPath(new URL('performance.json', DOCS));
const MARKDOWN_FILE = fileURLToPath(new URL('performance.md', DOCS));

/** Writes the figures where the documentation has them. */
export async function record(measurement: Measurement): Promise<void> {
  writeFileSync(JSON_FILE, `${JSON.stringify(measurement, rounded, 2)}\n`);
  const style = (await resolveConfig(MARKDOWN_FILE)) ?? {};
  writeFileSync(MARKDOWN_FILE, await format(markdown(measurement), { ...style, parser: 'markdown' }));
}

/** @returns the recorded rates with 16 connections, by endpoint @throws StartRefused when nothing is recorded */
export function readRecordedRates(): Map<string, number> {
  let text: string;
  try {
    text = readFileSync(JSON_FILE, 'utf8');
  } catch {
    throw new StartRefused('Nothing is recorded to compare with: run "npm run bench -- --record" first');
  }
  const { endpoints } = JSON.parse(text) as Pick<Measurement, 'endpoints'>;
  return new Map(endpoints.map(({ name, many }) => [name, many.rate]));
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(3)) : value;
}
