import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { contextFilter } from './build-context.js';
import type { Stage, Step } from './dockerfile.js';

/** The image that came out: its files, and what its programs are started with. */
export interface BuiltImage {
  /** What is `/` in the image. */
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly argv: readonly string[];
}

/**
 * Carries out the stages of a Dockerfile with this machine's Node and npm: each in a folder of its own that stands for the
 * container's root, so that nothing is there but what the Dockerfile puts there.
 */
export function buildImage(
  stages: readonly Stage[],
  { context, folder, say }: { context: string; folder: string; say: (line: string) => void },
): BuiltImage {
  let image: BuiltImage | undefined;
  for (const [number, stage] of stages.entries()) {
    const root = join(folder, stage.name ?? String(number));
    mkdirSync(root, { recursive: true });
    say(`Stage ${stage.name ?? 'of the image'}`);
    image = carryOut(stage, root, context, folder);
  }
  if (!image) throw new Error('The Dockerfile has no stage');
  // What the stages left behind is not in the image, and no program must find it by chance.
  for (const { name } of stages) if (name !== null) rmSync(join(folder, name), { recursive: true, force: true });
  return image;
}

function carryOut(stage: Stage, root: string, context: string, folder: string): BuiltImage {
  let image: BuiltImage = { root, workdir: '/', env: {}, user: 'root', argv: [] };
  for (const step of stage.steps) {
    if (step.kind === 'workdir') {
      image = { ...image, workdir: step.folder };
      mkdirSync(join(root, step.folder), { recursive: true });
    } else if (step.kind === 'env') image = { ...image, env: { ...image.env, ...step.variables } };
    else if (step.kind === 'user') image = { ...image, user: step.name };
    else if (step.kind === 'cmd') image = { ...image, argv: step.argv };
    else if (step.kind === 'run') run(step.command, image);
    else if (step.kind === 'copy') copy(step, image, step.from === null ? context : join(folder, step.from));
  }
  return image;
}

function run(command: string, image: BuiltImage): void {
  // Of this process's environment only what finds the programs and npm's cache: an npm script's own variables would lead npm
  // astray.
  const env = {
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: homedir(),
  };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: join(image.root, image.workdir),
    env: { ...env, ...image.env },
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (status !== 0) throw new Error(`RUN ${command} ended with ${status}:\n${stdout}${stderr}`);
}

function copy(step: Step & { kind: 'copy' }, image: BuiltImage, from: string): void {
  const target = resolve(join(image.root, image.workdir), step.target);
  const goes = step.from === null ? contextFilter(from) : () => true;
  for (const source of step.sources) {
    const path = join(from, source);
    if (!existsSync(path)) throw new Error(`COPY ${source}: there is no such file in the build's context`);
    const into = statSync(path).isDirectory() || !step.target.endsWith('/') ? target : join(target, basename(source));
    mkdirSync(dirname(into), { recursive: true });
    cpSync(path, into, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => file === from || resolve(file) === resolve(from) || goes(relative(from, file)),
    });
  }
}
