import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a value as JSON, names in snake_case. The file is there whole or not at all: no signal comes between, and who reads it
 * meanwhile sees the one before.
 */
export function writeJson(file: string, value: unknown): void {
  const half = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(half, `${JSON.stringify(inSnakeCase(value), null, 2)}\n`);
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}

function inSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSnakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [snakeCase(name), inSnakeCase(one)]));
}

function snakeCase(name: string): string {
  return name.replaceAll('-', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
