import { parse } from 'yaml';

/** A service of a compose file, as far as it is looked at here. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: { readonly limits?: { cpus?: string; memory?: string; pids?: number } };
  };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const VARIABLE = /\$\{(\w+)(?:(:?[-?])([^}]*))?\}/g;

/** A variable that a compose file takes from `.env` or the shell. */
export interface ComposeVariable {
  readonly name: string;
  /** Nothing starts while it is empty. */
  readonly required: boolean;
  readonly fallback: string;
}

/** The variables of a compose file's text. */
export function composeVariables(text: string): ComposeVariable[] {
  return [...text.matchAll(VARIABLE)].map(([, name = '', form = '', rest = '']) => ({
    name,
    required: form === ':?',
    fallback: form === ':-' ? rest : '',
  }));
}

/**
 * A compose file with its variables filled in, as `docker compose config` would.
 * @throws Error with the message of a required variable that is empty
 */
export function readCompose(text: string, variables: Readonly<Record<string, string>>): ComposeFile {
  const filled = text.replaceAll(VARIABLE, (_, name: string, form: string | undefined, rest: string | undefined) => {
    const value = variables[name] ?? '';
    if (value !== '') return value;
    if (form === ':?') throw new Error(`${name}: ${rest ?? ''}`);
    return form === ':-' ? (rest ?? '') : '';
  });
  return parse(filled, { merge: true }) as ComposeFile;
}
