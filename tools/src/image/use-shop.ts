import type { Container } from './container.js';

const DAY_MS = 86_400_000;
const PASSWORD = 'not a secret';

/** Callers of the rehearsed API: every request must be answered well. */
export class Caller {
  #token = '';

  constructor(private readonly url: string) {}

  async signUp(email: string): Promise<void> {
    await this.call('POST', '/sign_up', { email, password: PASSWORD });
    const { data } = await this.call<{ data: { access_token: string } }>('POST', '/sign_in', {
      email,
      password: PASSWORD,
    });
    this.#token = data.access_token;
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.send(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  /** The names of the events of a stream, and how many pieces they came in. */
  async events(path: string): Promise<{ names: string[]; pieces: number }> {
    const response = await this.send('GET', path);
    if (!response.ok || response.body === null) throw new Error(`GET ${path} answered ${response.status}`);
    const decoder = new TextDecoder();
    let text = '';
    let pieces = 0;
    for await (const piece of response.body) {
      text += decoder.decode(piece, { stream: true });
      pieces++;
    }
    return { names: [...text.matchAll(/^event: (.*)$/gm)].map(([, name = '']) => name), pieces };
  }

  private send(method: string, path: string, body?: object): Promise<Response> {
    const headers = {
      ...(this.#token !== '' && { authorization: `Bearer ${this.#token}` }),
      ...(body && { 'content-type': 'application/json' }),
    };
    return fetch(this.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  }
}

/** Opens a shop with sixty days of sales, sells once more, and has it forecast while watching. */
export async function useShop(caller: Caller, number: number): Promise<{ events: readonly string[]; pieces: number }> {
  await caller.signUp(`rehearsal${number}@shop.example`);
  const { data: goods } = await caller.call<{ data: { id: string } }>('POST', '/api/goods', {
    name: 'Kopi',
    price: 48_000,
    stock_quantity: 1000,
  });
  const sales = Array.from({ length: 60 }, (_, day) => ({
    goods_id: goods.id,
    quantity: 1 + ((day * 7) % 5),
    sale_date: new Date(Date.now() - (day + 2) * DAY_MS).toISOString().slice(0, 10),
    idempotency_key: `day-${day}`,
  }));
  await caller.call('POST', '/api/sales/batch', { sales });
  await caller.call('POST', '/api/sales', { ...sales[0], quantity: 3 });
  const { data: job } = await caller.call<{ data: { id: string } }>('POST', '/api/forecast/jobs', {});
  const { names, pieces } = await caller.events(`/api/forecast/jobs/${job.id}/events`);
  if (names.at(-1) !== 'done') throw new Error(`The forecast ended with the events ${names.join(', ')}`);
  const { data } = await caller.call<{ data: { balanced: boolean } }>('GET', '/api/integrity');
  if (!data.balanced) throw new Error(`The books do not balance: ${JSON.stringify(data)}`);
  return { events: names, pieces };
}

/** How many forecasts each worker has made. */
export function runsOf(workers: readonly Container[]): number[] {
  return workers.map(({ lines }) => lines.filter((line) => /Run \S+ is done: /.test(line)).length);
}
