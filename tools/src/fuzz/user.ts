import { IdPool } from './id-pool.js';
import { send } from './send.js';

const PASSWORD = 'correct horse battery';

/** An account of the run, with the ids that it has seen. */
export interface User {
  readonly name: string;
  readonly accessToken: string;
  readonly ids: IdPool;
}

/** Opens an account and signs it in. @throws Error when the API refuses */
export async function openUser(url: string, name: string, others: readonly User[]): Promise<User> {
  const account = { email: `${name}@fuzz.example`, password: PASSWORD };
  await post(url, '/sign_up', account);
  const { data } = (await post(url, '/sign_in', account)) as { data: { access_token: string } };
  return { name, accessToken: data.access_token, ids: new IdPool(others.map(({ ids }) => ids)) };
}

async function post(url: string, target: string, body: object): Promise<unknown> {
  const answer = await send(url, {
    method: 'POST',
    target,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  });
  if (answer.status !== 200) throw new Error(`${target} answered ${answer.status}: ${answer.text}`);
  return JSON.parse(answer.text);
}
