import type { OfflinePhrases } from './offline-phrases.js';

const EXAMPLES = `- "list goods", "find coffee", "how many gayo coffee are left?"
- "what is running out?", "what should I buy with 500k?"
- "forecast gayo coffee for 7 days"
- "revenue this week", "sales of gayo coffee last month"
- "record a sale of 3 gayo coffee", "received 24 gayo coffee at 31000"
- "add goods Sweet Tea price 5000", "change the price of gayo coffee to 50000"
- "yes", "cancel", "undo", "help"`;

export const OFFLINE_ENGLISH: OfflinePhrases = {
  signature: '(Offline assistant)',
  greeting: `Hello! I am the offline assistant of your shop. I understand requests such as:\n${EXAMPLES}`,
  help: `I am the offline assistant: without a language model, I understand requests such as:\n${EXAMPLES}`,
  notUnderstood: `Sorry, I did not understand that. I am the offline assistant and only understand requests about your shop such as:\n${EXAMPLES}`,
  nothingWaits: 'No proposal waits for an answer.',
  missing: {
    goods: 'Which goods?',
    quantity: 'How many?',
    price: 'At what price?',
    name: 'What are they called?',
  },
  candidate: (name, price, stock) => `${name} (${price}, stock ${stock})`,
  chooseOne: 'Reply with the number or the name.',
  noGoodsFound: 'No goods fit that.',
  noneRunsOut: 'No goods are running out.',
  goodsListed: (shown, total) => `${shown} of ${total} goods:`,
  runOut: (total) => `${total} goods are running out:`,
  goodsLine: (name, stock, price) => `- ${name}: stock ${stock}, ${price}`,
  goodsDetail: (name, stock, price) => `Stock of "${name}": ${stock}. Price ${price}.`,
  goodsCost: (cost) => `Cost ${cost}.`,
  noSales: (period) => `No sales${period}.`,
  sales: (period, sales, units, revenue, profit) =>
    `Sales${period}: ${sales} booked, ${units} sold, revenue ${revenue}, profit ${profit}.`,
  saleLine: (day, name, units, revenue) => `- ${day}: ${name}, ${units}, ${revenue}`,
  period: (from, to) => {
    if (from !== null && from === to) return ` on ${from}`;
    if (from !== null && to !== null) return ` from ${from} to ${to}`;
    if (from !== null) return ` since ${from}`;
    return to === null ? ' so far' : ` until ${to}`;
  },
  noForecast: 'There is no forecast yet: too few sales to learn from.',
  forecast: (name, days, units, stock) => `"${name}" should sell ${units} in the next ${days}; stock now ${stock}.`,
  order: (quantity) => `Order ${quantity} now.`,
  orderNothing: 'Nothing to order yet.',
  restock: (total, cost) => `${total} goods should be bought now, ${cost} in all:`,
  restockLine: (name, quantity, stock) => `- ${name}: buy ${quantity} (stock ${stock})`,
  nothingToBuy: 'Nothing needs to be bought yet.',
  stale: 'This forecast is not the newest yet.',
  dashboard: (month, revenue, profit) => `${month} at a glance: revenue ${revenue}, profit ${profit}.`,
  bestSeller: (name, units) => `Best seller: ${name}, ${units} sold.`,
  monthBefore: (revenue) => `The month before: revenue ${revenue}.`,
  stockValue: (value) => `The stock is worth ${value} now.`,
};
