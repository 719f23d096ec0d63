/** `npm run openapi`: writes docs/openapi.json, the document that the API of this working tree serves in production. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { withScratchApi } from './scratch/scratch-api.js';

const FILE = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const code = await withScratchApi({ env: { DEV_ENV: 'production' }, say }, async (url, signal) => {
    const response = await fetch(`${url}/openapi.json`, { signal });
    await writeFile(FILE, `${JSON.stringify(await response.json(), null, 2)}\n`);
    say(`Written: ${FILE}`);
    return 0;
  });
  process.exit(code);
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_START_REFUSED);
}
