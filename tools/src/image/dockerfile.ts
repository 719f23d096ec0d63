import { type Copy, DockerfileParser, type Instruction } from 'dockerfile-ast';

/** One line of a Dockerfile, as far as building without Docker needs it. */
export type Step =
  | { readonly kind: 'workdir'; readonly folder: string }
  | {
      readonly kind: 'copy';
      readonly from: string | null;
      readonly sources: readonly string[];
      readonly target: string;
    }
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'env'; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'cmd'; readonly argv: readonly string[] }
  | { readonly kind: 'expose'; readonly port: string };

export interface Stage {
  /** The last one, which makes the image, has none. */
  readonly name: string | null;
  readonly base: string;
  readonly steps: readonly Step[];
}

/**
 * The stages of a Dockerfile in their order.
 * @throws Error at an instruction that is not known here: what is not understood would not be rehearsed
 */
export function readStages(text: string): Stage[] {
  const stages: { name: string | null; base: string; steps: Step[] }[] = [];
  const file = DockerfileParser.parse(text);
  const args = new Map(
    file.getInitialARGs().map((arg) => [arg.getProperty()?.getName(), arg.getProperty()?.getValue()]),
  );
  for (const from of file.getFROMs()) {
    const base = (from.getImage() ?? '').replace(/^\$\{(\w+)\}$/, (whole, name: string) => args.get(name) ?? whole);
    stages.push({ name: from.getBuildStage(), base, steps: [] });
  }
  let current = -1;
  for (const instruction of file.getInstructions()) {
    const keyword = instruction.getKeyword();
    if (keyword === 'FROM') current++;
    else if (current >= 0) stages[current]?.steps.push(toStep(keyword, instruction));
  }
  return stages;
}

function toStep(keyword: string, instruction: Instruction): Step {
  const content = instruction.getArgumentsContent() ?? '';
  switch (keyword) {
    case 'WORKDIR':
      return { kind: 'workdir', folder: content };
    case 'COPY':
      return toCopy(instruction as Copy, content);
    case 'RUN':
      return { kind: 'run', command: content };
    case 'ENV':
      return { kind: 'env', variables: Object.fromEntries(content.split(/\s+/).map((pair) => pair.split('=', 2))) };
    case 'USER':
      return { kind: 'user', name: content };
    case 'EXPOSE':
      return { kind: 'expose', port: content };
    case 'CMD':
      return { kind: 'cmd', argv: execForm(content) };
    default:
      throw new Error(`The rehearsal does not know the instruction ${keyword}`);
  }
}

function toCopy(instruction: Copy, content: string): Step {
  const unknown = instruction.getFlags().filter((flag) => flag.getName() !== 'from');
  if (unknown.length > 0) throw new Error(`The rehearsal does not know COPY --${unknown[0]?.getName()}`);
  const paths = content.split(/\s+/);
  return {
    kind: 'copy',
    from: instruction.getFromFlag()?.getValue() ?? null,
    sources: paths.slice(0, -1),
    target: paths.at(-1) ?? '.',
  };
}

/** Of the shell's form the shell would get the signals, and not the program. */
function execForm(content: string): string[] {
  const argv: unknown = JSON.parse(content);
  if (!Array.isArray(argv) || !argv.every((word) => typeof word === 'string'))
    throw new Error('CMD is not in exec form');
  return argv;
}
