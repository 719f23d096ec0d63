import { loadConfig, processEnvironment } from '@tor/config/load-config';
import { API } from '@tor/supervisor/programs';
import { stackOptions } from '@tor/supervisor/stack-options';
import { startStack } from '@tor/supervisor/start-stack';
import { supervise } from '@tor/supervisor/supervise';
import { scratchEnvironment } from './scratch-environment.js';
import { makeScratchFolder } from './scratch-folder.js';

export interface ScratchApiOptions {
  /** Variables of the API, over those of a scratch stack. */
  readonly env?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/**
 * Runs `work` on an API with an empty database of its own, both gone afterwards.
 * @param work given the API's address; its result is the code to exit with
 * @returns that code, or the stack's own when it failed
 * @throws ConfigError when the environment is not usable
 */
export async function withScratchApi(
  { env: change = {}, say }: ScratchApiOptions,
  work: (url: string, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const env = { ...scratchEnvironment(processEnvironment()), PORT: '0', LOG_LEVEL: 'error', ...change };
  const config = loadConfig('supervisor', env);
  const folder = await makeScratchFolder(config.dataDir);
  const ofTheProgram: string[] = [];
  const stack = {
    ...stackOptions(config, env, (line) => void ofTheProgram.push(line)),
    dataDir: folder.path,
    services: [API],
  };
  let result = 0;
  try {
    const code = await supervise({
      log: say,
      start: (signal) => startStack({ ...stack, signal }),
      whenRunning: async (running, signal) => {
        result = await work(running.apiUrl, signal);
        return 'stop' as const;
      },
    });
    if (code !== 0) ofTheProgram.slice(-20).forEach(say);
    return code === 0 ? result : code;
  } finally {
    await folder.remove();
  }
}
