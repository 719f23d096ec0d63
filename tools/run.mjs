// The entry behind the npm scripts: `node tools/run.mjs COMMAND [...args]`, one of COMMANDS below or `test`.
// Builds what changed since the last build, then goes on as that command within this same process, so that signals reach what
// they are meant for.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const COMMANDS = [
  'start',
  'demo',
  'migrate',
  'backup',
  'restore',
  'drill',
  'jobs',
  'bench',
  'openapi',
  'fuzz',
  'backtest',
  'simulate',
  'chaos',
  'audit',
  'sbom',
  'rehearse-image',
];
const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, '.nx', 'built-from');

/** The folders of all projects whose sources are here; an image for production holds only what was built. */
function projects() {
  const nested = ['apps', 'libs'].flatMap((group) =>
    existsSync(join(root, group)) ? readdirSync(join(root, group)).map((name) => join(root, group, name)) : [],
  );
  return [...nested, join(root, 'tools')].filter((folder) => filesBelow(join(folder, 'src')).length > 0);
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Changes with every file that is added, removed or written, whichever way its time moves. */
function fingerprint(folders) {
  const shared = ['.swcrc', 'nx.json', 'package.json', 'package-lock.json'].map((name) => join(root, name));
  const own = folders.flatMap((folder) => [join(folder, 'package.json'), ...filesBelow(join(folder, 'src'))]);
  const hash = createHash('sha256').update(process.version);
  for (const path of [...shared, ...own].filter((file) => existsSync(file)).sort()) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function isBuilt(folders, print) {
  const complete = folders.every((folder) => existsSync(join(folder, 'dist')));
  return complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
}

function build() {
  const folders = projects();
  if (folders.length === 0) return;
  const print = fingerprint(folders);
  if (isBuilt(folders, print)) return;
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  if (!existsSync(nx)) {
    process.stderr.write('The packages are not installed. Run "npm install" first.\n');
    process.exit(1);
  }
  process.stdout.write('Building...\n');
  const args = [nx, 'run-many', '-t', 'build', '--outputStyle=static'];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}The build failed.\n`);
    process.exit(1);
  }
  mkdirSync(join(root, '.nx'), { recursive: true });
  writeFileSync(stamp, print);
}

/** Jest needs a flag of Node's own to run ES modules. */
function test(args) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, jest, ...args], { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches Jest by itself: only wait for it to end.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

const [command, ...args] = process.argv.slice(2);
if (command === 'test') {
  build();
  test(args);
} else if (COMMANDS.includes(command)) {
  build();
  // The command finds its own arguments where a program of its own would.
  process.argv.splice(2, 1);
  await import(pathToFileURL(join(root, 'tools', 'dist', `${command}.js`)).href);
} else {
  process.stderr.write(`Usage: node tools/run.mjs ${[...COMMANDS, 'test'].join('|')} [...arguments]\n`);
  process.exit(2);
}
