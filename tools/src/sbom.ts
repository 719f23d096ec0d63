/** `npm run sbom`: writes the bill of materials of what runs in production, in CycloneDX form. */
import { writeFile } from 'node:fs/promises';
import { parseOptions } from './arguments/parse-options.js';
import { requireFolderOf } from './arguments/require-folder.js';
import { UsageError } from './arguments/usage-error.js';
import { runNpm } from './npm/run-npm.js';

const USAGE = `npm run sbom -- [--output FILE]

Writes the packages of package-lock.json that production needs, as npm knows them, to sbom.cdx.json or FILE.`;

const EXIT_USAGE = 2;

interface Bill {
  readonly metadata: { readonly component: { name: string; readonly 'bom-ref': string } };
  readonly components: readonly unknown[];
}

async function main(output: string): Promise<number> {
  await requireFolderOf(output);
  const { code, stdout, stderr } = await runNpm([
    ...['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'],
  ]);
  if (code !== 0) {
    process.stderr.write(stderr);
    return 1;
  }
  const bill = JSON.parse(stdout) as Bill;
  // npm names it after the folder, which is another one on each machine.
  bill.metadata.component.name = bill.metadata.component['bom-ref'].split('@')[0] ?? '';
  await writeFile(output, `${JSON.stringify(bill, null, 2)}\n`);
  process.stdout.write(`Written: ${output}, ${bill.components.length} components\n`);
  return 0;
}

try {
  const options = { output: { type: 'string', default: 'sbom.cdx.json' }, help: { type: 'boolean' } } as const;
  const { output, help } = parseOptions(process.argv.slice(2), options);
  if (help) process.stdout.write(`${USAGE}\n`);
  process.exitCode = help ? 0 : await main(output);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}\n`);
  process.exitCode = EXIT_USAGE;
}
