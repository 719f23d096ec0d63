import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo } from './chat-steps.js';
import { addGoods, stockOf, unbalancedGoods } from './shop-steps.js';

describe('the offline assistant', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  beforeAll(async () => {
    shop = await stack.newShop();
    await addGoods(shop, { name: 'Kopi Gayo 250 g', price: 48000, stock_quantity: 24, cost_price: 31000 });
    await addGoods(shop, { name: 'Kopi Toraja 250 g', price: 52000, stock_quantity: 3 });
    await addGoods(shop, { name: 'Teh Botol', price: 5000, stock_quantity: 100, unit: 'botol' });
  });

  afterAll(() => stack.stop());

  it('says that it is the offline one', async () => {
    const answer = await answerTo(shop, 'bantuan');
    expect(answer).toMatchObject({ message: 'bantuan', assistant: 'offline', conversation_id: expect.any(String) });
    expect(answer.response).toContain('asisten offline');
    expect((await answerTo(shop, 'help')).response).toContain('offline assistant');
  });

  it.each([
    ['stok teh botol berapa?', 'Stok "Teh Botol": 100 botol. Harga jual Rp 5.000.'],
    ['how many teh botol are left?', 'Stock of "Teh Botol": 100 botol. Price Rp 5.000.'],
    ['daftar barang', '- Kopi Toraja 250 g: stok 3 unit, Rp 52.000'],
    ['cari kopi', '2 dari 2 barang:'],
    ['what is running out?', '- Kopi Toraja 250 g: stock 3 units, Rp 52.000'],
    ['omzet hari ini', 'Tidak ada penjualan pada '],
    ['ringkasan bulan ini', 'omzet Rp 0'],
    ['siapa presiden?', 'tidak saya mengerti'],
    ['ya', 'Tidak ada usulan'],
    ['stok motor berapa', 'Tidak ada barang bernama "motor".'],
  ])('answers %j', async (message, expected) => {
    expect((await answerTo(shop, message)).response).toContain(expected);
  });

  it('asks which goods are meant, and goes on with the one that is chosen', async () => {
    const asked = await answerTo(shop, 'catat penjualan 2 kopi');
    expect(asked.response).toContain(
      'Ada beberapa barang yang cocok dengan "kopi". Yang mana?\n1. Kopi Gayo 250 g (Rp 48.000, stok 24 unit)',
    );
    expect(asked.pending_action).toBeUndefined();
    const proposed = await answerTo(shop, 'yang toraja', asked.conversation_id);
    expect(proposed.pending_action).toMatchObject({ tool: 'add_sales', arguments: { quantity: 2 } });
    expect(proposed.response).toContain('Catat penjualan 2 unit "Kopi Toraja 250 g"');
    const cancelled = await answerTo(shop, 'gak jadi', asked.conversation_id);
    expect(cancelled.response).toContain('Dibatalkan, tidak ada yang berubah');
  });

  it('asks for what is missing, and takes it from the next message', async () => {
    const asked = await answerTo(shop, 'catat penjualan teh botol');
    expect(asked.response).toContain('Berapa jumlahnya?');
    const proposed = await answerTo(shop, '5', asked.conversation_id);
    expect(proposed.pending_action).toMatchObject({ tool: 'add_sales', arguments: { quantity: 5 } });
  });

  it('books a sale once it is confirmed, and takes it back when asked to', async () => {
    const goods = await addGoods(shop, { name: 'Keripik Singkong', price: 12500, stock_quantity: 20 });
    const proposed = await answerTo(shop, 'catat penjualan 3 keripik singkong');
    const id = proposed.conversation_id;
    expect(proposed.pending_action).toMatchObject({
      tool: 'add_sales',
      changes: [{ field: 'stock_quantity', before: '20', after: '17' }],
    });
    expect(proposed.response).toContain('total Rp 37.500');
    expect(await stockOf(shop, goods.id)).toBe(20);
    expect((await answerTo(shop, 'ya', id)).response).toContain('Sudah dikerjakan: Catat penjualan 3 unit');
    expect(await stockOf(shop, goods.id)).toBe(17);
    expect((await answerTo(shop, 'ya', id)).response).toContain('Sudah dikerjakan: Catat penjualan 3 unit');
    expect(await stockOf(shop, goods.id)).toBe(17);
    const undo = await answerTo(shop, 'batalkan yang terakhir', id);
    expect(undo.pending_action).toMatchObject({ tool: 'delete_sales' });
    await answerTo(shop, 'ok lanjut', id);
    expect(await stockOf(shop, goods.id)).toBe(20);
    expect((await answerTo(shop, 'undo', id)).response).toContain('There is no action');
    expect(await unbalancedGoods(stack.database)).toEqual([]);
  });
});
