import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../scenario.js';
import { expectOk } from '../world/shop.js';

const STOCK = 100;
const SALES = 200;

/** Two API processes sell the same goods. */
export const twoApis: Scenario = {
  name: 'two-apis',
  promise: 'Two API processes sell no unit twice',
  run,
};

async function run({ say, startWorld }: ScenarioContext): Promise<Figures> {
  const world = await startWorld({ queue: 'redis', apis: 2 });
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
  return { sold, refused };
}
