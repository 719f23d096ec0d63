/** `npm run rehearse-image`: what docker-compose.yml starts, without Docker; see docs/operations.md, "Containers". */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildImage } from './image/build-image.js';
import { composeVariables, readCompose } from './image/compose-file.js';
import { readStages } from './image/dockerfile.js';
import { rehearse } from './image/rehearse.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tor-image-'));
  // The image's user passes through.
  await chmod(folder, 0o755);
  try {
    const started = Date.now();
    const stages = readStages(readFileSync(join(root, 'Dockerfile'), 'utf8'));
    const image = buildImage(stages, { context: root, folder: join(folder, 'image'), say });
    say(`The image is built after ${Math.round((Date.now() - started) / 1000)} s`);
    const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
    const secrets = composeVariables(text).filter(({ required }) => required);
    const compose = readCompose(
      text,
      Object.fromEntries(secrets.map(({ name }) => [name, randomBytes(24).toString('hex')])),
    );
    await rehearse({
      image,
      compose,
      balancerConfig: readFileSync(join(root, 'deploy/haproxy.cfg'), 'utf8'),
      folder,
      say,
    });
    say(`All of it held, after ${Math.round((Date.now() - started) / 1000)} s`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

await main();
process.exit(0);
