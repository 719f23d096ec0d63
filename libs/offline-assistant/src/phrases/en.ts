import { listed, type LanguagePhrases } from './phrases.js';

const RECORD = '(record|book|log|add|enter|register|note|note down|write down|put down|make)';
const SALE =
  '(sale|sales|transaction|a sale|the sale|a transaction|sale of|a sale of|sales of|the sale of|an order of|order of)';
const THE = '(the|my|our|all|all the|all of|some|a|an)';
const GOODS_WORD = '(goods|product|products|item|items|article)';
const PRICE = '(price|selling price|sale price)';
const COST = '(at|for|at a cost of|cost|costing|at cost|at cost of|with cost|@)';
const EACH = '(each|apiece|per unit|a piece|per piece)';
const TO = '(to|at|=|is)';
const SALES_WORD =
  '(sales|revenue|turnover|profit|profits|income|earnings|sales and revenue|revenue and profit|transactions|sales report|sales total|total sales|total revenue|takings)';
const FORECAST =
  '(forecast|prediction|projection|predict|estimate|outlook|demand forecast|sales forecast|expected sales|expected demand)';
const BUY = '(restock|buy|order|reorder|purchase|stock up on|get in|replenish)';

/** English. */
export const ENGLISH: LanguagePhrases = {
  numbers: {
    // prettier-ignore
    values: {
      zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10,
      eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17,
      eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70,
      eighty: 80, ninety: 90, half: 0.5,
    },
    multipliers: { hundred: 100, dozen: 12, dozens: 12, score: 20, thousand: 1000, million: 1_000_000 },
    scales: { k: 1000, thousand: 1000, grand: 1000, million: 1_000_000, mio: 1_000_000, m: 1_000_000 },
  },
  periods: {
    months: [
      ['january', 'jan'],
      ['february', 'feb'],
      ['march', 'mar'],
      ['april', 'apr'],
      ['may'],
      ['june', 'jun'],
      ['july', 'jul'],
      ['august', 'aug'],
      ['september', 'sep', 'sept'],
      ['october', 'oct'],
      ['november', 'nov'],
      ['december', 'dec'],
    ],
    today: listed(`
      today, for today, this morning, this afternoon, just now, so far today`),
    yesterday: ['yesterday', 'for yesterday', 'from yesterday'],
    dayBeforeYesterday: ['the day before yesterday', 'day before yesterday', 'two days ago', '2 days ago'],
    thisWeek: ['this week', 'for this week', 'so far this week'],
    lastWeek: ['last week', 'the previous week', 'previous week', 'for last week', 'in the last week'],
    thisMonth: ['this month', 'for this month', 'so far this month', 'month to date'],
    lastMonth: ['last month', 'the previous month', 'previous month', 'for last month', 'in the last month'],
    thisYear: ['this year', 'so far this year', 'year to date'],
    lastYear: ['last year', 'the previous year', 'previous year'],
    lastDays: listed(`
      in the last {n} days, over the last {n} days, for the last {n} days, the last {n} days,
      the past {n} days, in the past {n} days, over the past {n} days, last {n} days, past {n} days`),
    lastWeeks: listed(`
      in the last {n} weeks, over the last {n} weeks, the last {n} weeks, the past {n} weeks,
      in the past {n} weeks, last {n} weeks, past {n} weeks`),
    oneMonth: listed(`
      in {month} {year}, for {month} {year}, of {month} {year}, {month} {year}, in {month}, for {month},
      of {month}, during {month}`),
    oneDay: ['on the {day}', 'on {day}', 'dated {day}', 'for {day}', '{day}'],
    range: listed(`
      from {day} to {day}, from {day} until {day}, from {day} till {day}, from {day} through {day},
      between {day} and {day}, {day} to {day}, {day} - {day}, {day} through {day}`),
    since: ['since {day}', 'from {day} on', 'from {day}', 'starting {day}'],
    daysAhead: listed(`
      for the next {n} days, over the next {n} days, in the next {n} days, the next {n} days, next {n} days,
      for {n} days, {n} days ahead, {n} days`),
    weeksAhead: listed(`
      for the next {n} weeks, over the next {n} weeks, in the next {n} weeks, the next {n} weeks,
      next {n} weeks, for {n} weeks, {n} weeks`),
    tomorrow: ['for tomorrow', 'tomorrow'],
    weekAhead: listed(`
      for next week, next week, for the next week, over the next week, in the next week, the next week,
      for a week, the coming week, for the coming week, in the coming week`),
    monthAhead: listed(`
      for next month, next month, for the next month, over the next month, in the next month, the next month,
      for a month, the coming month, for the coming month`),
  },
  units: listed(`
    pcs, pc, piece, pieces, unit, units, bottle, bottles, pack, packs, packet, packets, box, boxes, bag,
    bags, can, cans, cup, cups, kg, kilo, kilos, sachet, sachets, carton, cartons, jar, jars, bar, bars,
    sack, sacks, tray, trays, bunch, bunches, pair, pairs, roll, rolls`),
  fillers: listed(`
    please, pls, could you, can you, would you, will you, kindly, hey, hi, hello, i want to, i would like to,
    id like to, i'd like to, i need to, let us, let's, lets, just, now, right now, for me, thanks, thank you,
    currently, at the moment, tell me, ok, okay, so, and, then, i, we, give me, show me, me, quickly`),
  questions: listed(`
    what, how, which, when, who, why, whats, what's`),
  questionStarts: listed(`
    is, are, did, does, was, were`),
  courtesies: ['could', 'can', 'would', 'will', 'please'],
  changes: listed(`
    record, book, log, add, came, come, cost, sell, sold, sale, enter, register, note, write, put, change, chang, set, update, raise, lower,
    increas, reduc, decreas, make, edit, adjust, correct, fix, rename, delete, remov, archiv, drop, receiv, got, arriv, deliver,
    bought, buy, took, take, undo, revert, revers, roll, cancel, new, creat, restock, stock in, price, customer, move,
    return, lost, broke, damag`),
  notGoods: listed(`
    all, everything, all goods, all products, all items, goods, products, items, them, it, them all,
    all my goods, all my products, stock, sales, all sales, price, all prices, the database, database,
    account, my account, there, the, a, we, i, total, today, all of them, the stock, my stock, my sales`),
  notFirst: listed(`
    charge, show, list, see, check, get, find, is, are, was, were, did, do, does, which, what, how, of, in, on, to, from, for, the, that, this, last, we, i, you, your,
    all, low, stock, price, sales, category, who, if, and, or, dozen, many, much, my, products, goods, items, previous, any`),
  yes: listed(`
    yes, y, yeah, yep, yup, sure, ok, okay, confirm, confirmed, i confirm, correct, right, do it, go ahead,
    go on, proceed, please do, yes please, yes do it, yes go ahead, yes confirm, yes i confirm, sounds good,
    ok do it, ok go ahead, okay go ahead, of course, fine, yes correct, yes that is right, yes thats right,
    yes that's right, agreed, absolutely, please proceed, yes proceed, save it, yes save it, yes save, save, yes sure, yes ok, yes okay, ok save it, book it, yes book it, yes of course, yep do it, yep go ahead, sure go ahead, sure do it, looks good, yes looks good, perfect`),
  no: listed(`
    no, n, nope, nah, cancel, cancel it, cancel that, stop, dont, don't, do not, no thanks, no thank you,
    never mind, nevermind, no cancel, no cancel it, no dont, no don't, forget it, abort, not now, wrong,
    please cancel, no stop, please dont, please don't`),
  marks: listed(`
    the, of, how, many, what, which, is, are, sold, sell, sale, sales, record, book, add, price, change,
    show, list, find, this, last, week, month, today, yesterday, revenue, profit, should, buy, order, stock,
    received, receive, delete, undo, yes, help, please, me, my, for, to, at, from, goods, out, running, left,
    much, forecast, next, days, in, do, we, have, all, ignore, your, you, and, hello, cancel, no, a, who,
    write, tell, it, set, restock, best, summary, on, cost, each`),
  topics: {
    forecast: listed(`forecast, prediction, projection, predict, outlook, expected, expect, will`),
    low_stock: listed(`low, finished, running, gone, short, nearly, almost`),
    restock: listed(`restock, reorder, order, buy, purchase, replenish, restocking, reordering, shopping`),
    dashboard: listed(`seller, sellers, selling, best, summary, dashboard, overview`),
    sales: listed(`sales, revenue, turnover, profit, income, earnings, sold, sell, earn, takings, earned`),
    goods_detail: listed(`stock, price, cost, left, remaining, available, inventory, have`),
    find_goods: listed(`find, search, look`),
    list_goods: listed(`goods, products, items, list`),
  },
  links: ['at', 'for', 'with', 'of', 'to', 'is', 'the', 'a'],
  smallWords: listed(`
    the, a, an, demand, of, for, from, in, on, at, to, with, my, our, any, some, all, is, are, was, were, be, been, do, does, did, have,
    has, had, got, ive, i, we, you, it, me, us, there, still, right, now, what, whats, which, how, many, much, when, who, should,
    shall, can, could, would, will, going, need, want, please, show, tell, give, get, see, check, list, total, level, stock, price,
    cost, left, remaining, available, inventory, goods, product, products, item, items, shop, store, budget, money, rupiah, best,
    make, made, sell, sold, be, this, that, these, those, about, today, so, far, things, thing, stuff, worth, most, up, next, find,
    search, look, and, or, by, out, bought, expected, expect`),
  requests: [
    {
      intent: 'undo',
      forms: [
        'undo (that|it|this|the last action|the last one|the last change|last action|last change|the last sale|my last action|my last change|what you did)?',
        '(take|roll) (it|that) back',
        'roll back (the)? (last)? (action|change)?',
        '(revert|reverse) (that|it|the last action|the last one|the last change|last change|last action)',
        'take back the last (action|change|one|sale)',
        'cancel the last (action|change|sale|one)',
        'put it back (as it was)?',
      ],
    },
    {
      intent: 'help',
      forms: [
        'help',
        'menu',
        'what (can|do) you (do|understand|know)',
        'what (else)? can i (ask|say|do) (you|here)?',
        'how (do|can) i use (this|you|it)',
        'how does (this|it) work',
        'commands',
        'what are the commands',
        'i need help',
        'help me',
        'what are you able to do',
      ],
    },
    {
      intent: 'greeting',
      forms: [
        '(hi|hello|hey|good morning|good afternoon|good evening|good day|howdy)',
        '(hi|hello|hey) (there|assistant|bot)',
        'how are you',
        'test',
      ],
    },
    {
      intent: 'add_goods',
      forms: [
        `(add|create|register|make|enter) ${THE}? (new)? ${GOODS_WORD} (called|named)? {name} (at|for|with|with a|with the|price|priced at|costing|selling at|selling for)? (a)? ${PRICE}? (of)? {amount} (and|with)? (an)? (opening)? stock (of)? {quantity} {unit}`,
        `(add|create|register|make|enter) ${THE}? (new)? ${GOODS_WORD} (called|named)? {name} (at|for|with|with a|with the)? (a)? ${PRICE} (of)? {amount} (and|with|at)? (a)? cost (price)? (of)? {cost}`,
        `(add|create|register|make|enter) ${THE}? (new)? ${GOODS_WORD} (called|named)? {name} (at|for|with|with a|with the|priced at|costing|selling at|selling for|price)? (a)? ${PRICE}? (of)? {amount} (with|and) {quantity} {unit} (in stock|on hand)`,
        `(add|create|register|make|enter) ${THE}? (new)? ${GOODS_WORD} (called|named)? {name} (at|for|with|with a|with the) (a)? ${PRICE} (of)? {amount}`,
        `(add|create|register|make|enter) ${THE}? (new)? ${GOODS_WORD} (called|named)? {name} (at|for|price|priced at|costing|selling at|selling for|with price|with a price of) {amount}`,
        `(add|create|register|make|enter) ${THE}? (new)? ${GOODS_WORD} (called|named)? {name} {money}`,
        `new ${GOODS_WORD} (called|named)? {name} (at|for|price|priced at|costing|selling at) {amount}`,
        `new ${GOODS_WORD} (called|named)? {name} {money}`,
        `(add|create|register) ${THE}? (new)? ${GOODS_WORD} (called|named)? {name}`,
        `(add|create|register) ${THE}? (new)? ${GOODS_WORD}`,
      ],
    },
    {
      intent: 'receive_stock',
      forms: [
        `(received|receive|got|took in|accept|accepted|restocked|bought|we received|we got|i received|i got) (a delivery of)? (another)? {quantity} (more)? {unit} (of)? {goods} ${COST} {cost} ${EACH}?`,
        '(received|receive|got|took in|accept|accepted|restocked|we received|we got) (a delivery of)? (another)? {quantity} (more)? {unit} (of)? {goods}',
        `(stock in|delivery|delivered|incoming|arrived|received|stock received) {quantity} {unit} (of)? {goods} ${COST} {cost} ${EACH}?`,
        '(stock in|delivery|delivered|incoming|arrived|stock received) (of)? {quantity} {unit} (of)? {goods}',
        `add {quantity} {unit} (of)? {goods} (to|into) (the|my)? (stock|inventory) ${COST} {cost} ${EACH}?`,
        '(add|put) {quantity} {unit} (of)? {goods} (to|into) (the|my)? (stock|inventory)',
        'add {quantity} {unit} to (the)? stock of {goods}',
        '{quantity} {unit} (of)? {goods} (arrived|came in|were delivered|have arrived|delivered|just arrived|was delivered)',
        `{quantity} {unit} (of)? {goods} (arrived|came in|were delivered|have arrived|delivered|just arrived|was delivered|came) ${COST} {cost} ${EACH}?`,
        '(increase|raise) (the)? stock (of)? {goods} by {quantity} {unit}',
        'add (stock|inventory) (of|for)? {goods} {quantity} {unit}',
        '(received|receive) {goods}',
        'add stock (of|for|to) {goods}',
      ],
    },
    {
      intent: 'change_price',
      forms: [
        `(change|set|update|raise|lower|increase|reduce|make|put|adjust|edit) (the)? ${PRICE} (of|for)? {goods} (up|down)? ${TO} {amount}`,
        `(change|set|update|raise|lower|increase|reduce|adjust|edit) {goods} ${PRICE} ${TO}? {amount}`,
        `(the)? (new)? ${PRICE} (of|for)? {goods} (is|should be|becomes|will be|to|=) (now)? {amount}`,
        `{goods} (now)? (costs|cost|should cost|sells for|is now|goes for|should sell for) (now)? {amount} (now)?`,
        `(sell|price) {goods} (at|for) {amount} (from now on)?`,
        `(change|set|update) (the)? ${PRICE} (of|for)? {goods}`,
      ],
    },
    {
      intent: 'delete_goods',
      forms: [
        `(delete|remove|archive|drop) ${THE}? ${GOODS_WORD} (called|named)? {goods}`,
        '(delete|remove|archive|drop) {goods} from (the|my) (goods|list|catalogue|catalog|shop|store|products)',
        '(delete|remove|archive) (the)? {goods}',
      ],
    },
    {
      intent: 'add_sales',
      forms: [
        `${RECORD} ${SALE} (of)? {quantity} {unit} (of)? {goods}`,
        `${RECORD} ${SALE} (of|for)? {goods} (quantity|qty|x)? {quantity} {unit}`,
        '(sold|sell|sale|i sold|we sold|sale of|just sold) {quantity} {unit} (of)? {goods}',
        '(sold|sell|i sold|we sold) {goods} (x)? {quantity} {unit}',
        '(a|one|the)? (customer|somebody|someone|buyer) (just)? (bought|took|purchased) {quantity} {unit} (of)? {goods}',
        '{quantity} {unit} (of)? {goods} (sold|were sold|was sold|got sold|have been sold)',
        '{goods} sold {quantity} {unit}',
        `${RECORD} {quantity} {unit} (of)? {goods} (as)? sold`,
        `${RECORD} ${SALE} (of|for)? {goods}`,
        `${RECORD} ${SALE}`,
      ],
    },
    {
      intent: 'restock',
      forms: [
        `(what|which goods|which products|which items|what goods|what products|what items) (should|must|do|can|shall|could|would) (i|we) (need to|have to)? ${BUY} (with|for|on|given|if i have)* (a|my)? (budget of|budget|only)? {amount} (budget)?`,
        `(what|which goods|which products|which items|what goods|what products|what items) (should|must|do|can|shall|could|would) (i|we) (need to|have to)? ${BUY}`,
        `(what|which goods|which products|which items|what goods) (needs?|need) (to be)? (restocking|restocked|reordering|reordered|ordering|ordered|bought)`,
        `(restock|shopping|purchase|buying|order|reorder) (plan|list|advice|recommendation|recommendations|suggestions|proposal) (with|for|on)* (a|my)? (budget of|budget)? {amount}`,
        '(make|give|create)? (a|my|the)? (restock|restocking|shopping|purchase|buying|order|reorder) (plan|list|advice|recommendation|recommendations|suggestions|proposal)',
        `(with|have|i have|we have) (a)? (budget of)? {amount} (budget)? what (should|can|do) (i|we) ${BUY}`,
        `what to ${BUY} (with|for)* (a|my)? (budget of|budget)? {amount}`,
        `what to ${BUY}`,
        'restock',
        'plan (the|my)? (restock|restocking|purchase|order)',
        '(recommend|suggest) (what to)? (restock|buy|order|a restock|purchases)',
      ],
    },
    {
      intent: 'forecast',
      forms: [
        `(what is|whats|what's|make|get|show)? (the|a)? ${FORECAST} (demand|sales)? (of|for)? {goods}`,
        `(what is|whats|what's|make|get|show)? (the|a)? ${FORECAST}`,
        '{goods} forecast',
        'what (will|should) (i|we)? (sell|be sold)',
        '(how many|how much) {unit} (of)? {goods} (will|do you expect|are expected|do we expect)* (i|we|to be|to)? (sell|sold)',
        'how (many|much) (of)? {goods} (will|can|should) (i|we|it)? (sell|be sold)',
        'how (well|much) will {goods} sell',
        'what (will)? demand (will there be|is expected)? (for) {goods}',
      ],
    },
    {
      intent: 'low_stock',
      forms: [
        "(what|which goods|which products|which items|what goods|what products|what items|whats|what's|anything|which) (is|are|will be|goods are|do)? (about to)? (almost|nearly|soon|getting)? (running|run|runs|going|be|low|sold) (out|low|short|on stock|in stock)* (of stock|soon|on stock)?",
        '(low|out of) stock (goods|items|products|list|report)?',
        '(show|list|find|see|check)? (the|all|any)? (goods|products|items) (that are|which are|that|which)? (almost|nearly)? (low|running low|running out|run out|out of stock|low on stock|short) (on stock|in stock|of stock)?',
        '(show|list|find|see|check) (the|all)? (low|low on|out of) stock (goods|items|products)?',
        '(what|which goods|which products|which items) (is|are) (nearly|almost)? (out of stock|sold out|gone|empty|low|low in stock|low on stock)',
        '(which|what) (goods|products|items) (are)? (low|running low|running out) (on stock|in stock)?',
      ],
    },
    {
      intent: 'dashboard',
      forms: [
        '(show|give|see|open)? (the|a|my)? (dashboard|summary|overview|report) (of|for)? (the|my)? (shop|store|business|month)?',
        '(what|which) (is|was|goods|product|item|products|items)* (the|my|our)? (best|top) (seller|selling|selling item|selling product|selling goods|sellers|selling products|selling items)',
        '(best|top) (seller|selling item|selling product|selling goods|sellers|selling products)',
        '(what|which) (goods|product|item|products|items)? (sells|sell|sold|is selling) (the)? (best|most)',
        'how (is|was) (the|my|our)? (shop|store|business) (doing|going)?',
        "(what is|whats|what's)? (the|my)? (total)? (value of (the|my)? (stock|inventory)|stock value|inventory value)",
        'how much is (the|my|our) (stock|inventory) worth',
        'how (are we|am i) doing',
      ],
    },
    {
      intent: 'sales',
      forms: [
        `(what|how much|how many|how|show|list|see|get|check|total|tell)* (was|were|is|are)? (the|my|our)? ${SALES_WORD} (was|were|is|are)? (of|for|from|on) (the)? {goods}`,
        `(what|how much|how many|how|show|list|see|get|check|total|tell)* (was|were|is|are)? (the|my|our)? ${SALES_WORD} (did|do|have)? (i|we|was|were|is|are)? (make|made|have|had|there|do|get)?`,
        '(how many|how much) {unit} (of)? (the)? {goods} (did|have|were|was|has)? (i|we|been)? (sell|sold)',
        '(how much|what) (money)? did (i|we) (sell|earn|make|take|take in)',
        'how many {goods} were sold',
        'how (did|is|does|was) {goods} (sell|selling|sold|do|doing)',
        '{goods} (sales|revenue|turnover|profit)',
        'how (much|many) (did)? (i|we) (sell|sold) (of)? {goods}',
        '(did|have) (i|we) (sell|sold) (any)? {goods}',
        'how (were|are|was) (the|my|our)? sales',
        'how (was|is|were) (it|business|trade)?',
      ],
    },
    {
      intent: 'goods_detail',
      forms: [
        '(how many|how much) {unit} (of)? (the)? {goods} (are|is|do|have)* (i|we|there)? (have|got)? (left|in stock|on hand|remaining|available|still)*',
        "(what is|whats|what's|show|check|get|tell)? (the|my|our)? (stock|stock level|price|cost|inventory|details|detail|quantity|info) (of|for|on) (the)? {goods}",
        '(how much) (is|are|does|do) (a|an|one|the)? {goods} (cost|sell for)?',
        'how much (do|does|should) (i|we) (charge|ask|take) for {goods}',
        '{goods} (stock|price|details|stock level|inventory)',
        '(do (i|we) (still)? have|is there|are there|have we got|is there still|are there still) (any|some|enough)? {goods} (left|in stock|still|on hand)*',
        '(details|info|information) (of|on|about|for) {goods}',
        '(check|stock) {goods}',
        '(what does|what do) (a|an|one|the)? {goods} (cost|sell for)',
        'is {goods} (still)? (in stock|available|left)',
      ],
    },
    {
      intent: 'list_goods',
      forms: [
        '(list|show|see|display|view|get) (all|the|my|our)* (goods|products|items|stock|inventory|catalogue|catalog) (list|i have|we have|we sell|in the shop|in my shop)?',
        '(what|which) (goods|products|items) (do (i|we) (have|sell|stock)|are there|are in stock|are in the shop)',
        'what do (i|we) (sell|have|stock) (here|in the shop|in stock)?',
        '(goods|product|products|stock|inventory) list',
        '(all)? (goods|products|items)',
        'list of (goods|products|items)',
        '(list|show|see)? everything (i|we)? (sell|have|stock|in stock)?',
        'what is in (the)? (stock|shop|store)',
        '(list|show) (all|the|my)? (goods|products|items) (in|of) (the)? (category)? {category}',
        '(the)? category {category}',
        '(list|show) (all|the|my)? {category} (goods|products|items)',
      ],
    },
    {
      intent: 'find_goods',
      forms: [
        '(search for|look for|look up|lookup|find|search) (the|a|all|any)? (goods|product|products|item|items)? (called|named|with the name|containing|with)? {text}',
        'which {text} do (i|we) (have|sell|stock)',
        '(show|list) (all|the|my|any)? {text} (i have|we have|we sell)?',
        'do (i|we) sell (any)? {text}',
      ],
    },
  ],
};
