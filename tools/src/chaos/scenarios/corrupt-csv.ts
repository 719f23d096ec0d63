import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../fuzz/random.js';
import { KeptConnections, NoAnswer } from '../../load/kept-connections.js';
import { memoryOf } from '../../load/memory-of.js';
import { corruptUpload, sendPart, type Upload } from '../corrupt/uploads.js';
import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';
import { expectOk, type Shop } from '../../world/shop.js';
import type { World } from '../../world/world.js';

const FILES = { full: 1000, small: 60 };
const MOST_MEMORY_MB = 700;
const TIDY_WITHIN_MS = 15_000;

/** Owners send what is no file of theirs, or only a part of it. */
export const corruptCsv: Scenario = {
  name: 'corrupt-csv',
  promise:
    'Files that are broken in any way are refused with a reason and change nothing; no memory and no temporary file is left behind, not even by a killed API',
  run,
};

async function run(context: ScenarioContext): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'tor-corrupt-'));
  try {
    return await runIn(folder, context);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, { say, small, seed, startWorld }: ScenarioContext): Promise<Figures> {
  const world = await startWorld({ queue: 'postgres', env: { TMPDIR: folder } });
  const shop = await world.newShop();
  for (let number = 0; number < 5; number++) {
    const goods = { name: `Goods ${number}`, sku: `G-${number}`, price: 1000, stock_quantity: 500 };
    expectOk(await shop.post('/api/goods', goods));
  }
  const files = small ? FILES.small : FILES.full;
  const statuses = new Map<number | string, number>();
  const client = new KeptConnections(1);
  let books = await booksOf(world, shop);
  for (let number = 0; number < files; number++) {
    const upload = corruptUpload(Random.ofRequest(seed, number), shop.accessToken);
    const status = await sendOne(world, client, upload);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const after = await booksOf(world, shop);
    // What is in order after all comes in; that is seen by whether the books balance.
    if (status === 200) books = after;
    promised(after === books, `Upload ${number} (${upload.name}) was answered ${status} and changed the books`);
  }
  client.close();
  world.expectAllAlive();
  promised(await shop.booksBalance(), 'The books do not balance');
  const memory = memoryOf(world.api.pid);
  promised((memory?.peak ?? 0) < MOST_MEMORY_MB, `The API took ${Math.round(memory?.peak ?? 0)} MB`);
  await tidy(world, folder);
  say('An API is killed while a file is on its way');
  await killWithUpload(world, folder, shop);
  const counted = [...statuses].sort(([a], [b]) => String(a).localeCompare(String(b)));
  return {
    files,
    'answers by status': counted.map(([status, count]) => `${status}: ${count}`).join(', '),
    'most memory of the API': memory ? `${Math.round(memory.peak)} MB` : 'not known on this machine',
  };
}

async function sendOne(world: World, client: KeptConnections, upload: Upload): Promise<number | 'sender gone'> {
  if (upload.cutAfter !== null) {
    await sendPart(world.url, upload.request, upload.cutAfter);
    return 'sender gone';
  }
  try {
    const { status, text } = await client.send(world.url, upload.request);
    promised(status < 500, `An upload (${upload.name}) was answered ${status}: ${text}`);
    promised(
      status === 200 || text.includes('"detail"'),
      `An upload (${upload.name}) was refused without a reason: ${text}`,
    );
    return status;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    promised(false, `An upload (${upload.name}) got no answer: ${error.message}`);
  }
}

/** Changes with everything that the shop's books hold. */
async function booksOf(world: World, { tenantId }: Shop): Promise<string> {
  const tables = ['goods', 'sales', 'stock_movements', 'daily_sales', 'monthly_goods_sales'];
  const sums = tables.map(
    (table) =>
      `(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM ${table} t WHERE user_id = $1)`,
  );
  const [row] = await world.query<{ sum: string }>(`SELECT concat_ws(' ', ${sums.join(', ')}) AS sum`, [tenantId]);
  return row?.sum ?? '';
}

async function tidy(world: World, folder: string): Promise<void> {
  await world.until(
    'files lay in the temporary folder',
    async () => (await readdir(folder)).length === 0,
    TIDY_WITHIN_MS,
  );
}

async function killWithUpload(world: World, folder: string, shop: Shop): Promise<void> {
  const upload = corruptUpload(new Random(1), shop.accessToken);
  const half = sendUntilKilled(world, upload);
  await world.until('no file was received', async () => (await readdir(folder)).length > 0, TIDY_WITHIN_MS);
  await world.api.kill();
  await half;
  promised((await readdir(folder)).length > 0, 'A killed API has tidied up, so nothing was tried');
  await world.startAgain(world.api);
  promised((await readdir(folder)).length === 0, 'An API that was started again left the files of the killed one');
}

/** Begins an upload and does not end it: the file lies there until the API is gone. */
async function sendUntilKilled(world: World, { request }: Upload): Promise<void> {
  const boundary = 'half';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname,price\n`;
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(head)) });
  const headers = { ...request.headers, 'Content-Type': `multipart/form-data; boundary=${boundary}` };
  const init = { method: 'POST', headers, body, duplex: 'half', signal: world.signal } as RequestInit;
  await fetch(`${world.url}/api/goods/import`, init).catch(() => undefined);
}
