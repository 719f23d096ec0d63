import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';
import { expectOk, type Shop } from '../../world/shop.js';
import type { World } from '../../world/world.js';

const STOCK = 100;
const SALES = 200;
/** Requests a minute of one owner; more than the sales take. */
const LIMIT = 300;
const BEYOND = 50;

/** Two API processes sell the same goods, and count the same owner's requests. */
export const twoApis: Scenario = {
  name: 'two-apis',
  promise: 'Two API processes sell no unit twice, and hold an owner to one limit',
  run,
};

async function run({ say, startWorld }: ScenarioContext): Promise<Figures> {
  const world = await startWorld({ queue: 'redis', apis: 2, env: { RATE_LIMIT_PER_MINUTE: String(LIMIT) } });
  const shop = await world.newShop();
  const goods = expectOk(await shop.post('/api/goods', { name: 'Kopi', price: 1000, stock_quantity: STOCK })).body.data;
  say(`${SALES} sales at once of goods of which there are ${STOCK}, over two API processes`);
  const sale_date = new Date().toISOString();
  const answers = await Promise.all(
    Array.from({ length: SALES }, (_, number) =>
      shop.call({
        method: 'POST',
        path: '/api/sales',
        body: { goods_id: goods.id, quantity: 1, sale_date },
        url: world.apis[number % 2]?.url ?? '',
      }),
    ),
  );
  const sold = answers.filter(({ status }) => status === 200).length;
  const refused = answers.filter(({ body }) => body?.code === 'insufficient_stock').length;
  const others = answers.filter(({ status, body }) => status !== 200 && body?.code !== 'insufficient_stock');
  promised(
    others.length === 0,
    `${others.length} sales were answered ${others[0]?.status}: ${JSON.stringify(others[0]?.body)}`,
  );
  promised(sold === STOCK && refused === SALES - STOCK, `${sold} sales of ${STOCK} units went through`);
  promised(await shop.booksBalance(), 'The books do not balance');
  const passed = await requestsThatPass(world, await world.newShop());
  return { sold, refused, 'requests of one owner that passed': `${passed} of ${LIMIT + BEYOND}, limit ${LIMIT}` };
}

/** How many requests of a new owner are answered in a minute when there are too many, over both processes. */
async function requestsThatPass(world: World, shop: Shop): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: LIMIT + BEYOND }, (_, number) =>
      shop.call({ path: '/api/goods?limit=1', url: world.apis[number % 2]?.url ?? '' }),
    ),
  );
  const passed = answers.filter(({ status }) => status === 200).length;
  const held = answers.filter(({ status, headers }) => status === 429 && Number(headers.get('retry-after')) > 0).length;
  promised(passed === LIMIT && held === BEYOND, `${passed} requests passed a limit of ${LIMIT}, ${held} were 429`);
  return passed;
}
