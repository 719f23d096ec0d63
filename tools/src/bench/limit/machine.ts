import { cpus, totalmem } from 'node:os';
import type { World } from '../../world/world.js';
import type { Machine } from './measurement.js';

const GIGABYTE = 1024 ** 3;

/** What the figures were measured on. */
export async function describeMachine(world: World, now: Date): Promise<Machine> {
  const [row] = await world.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'an unknown processor',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / GIGABYTE),
    node: process.versions.node,
    postgres: row?.version ?? 'unknown',
    day: now.toISOString().slice(0, 10),
  };
}
