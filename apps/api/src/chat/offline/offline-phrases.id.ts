import type { OfflinePhrases } from './offline-phrases.js';

const EXAMPLES = `- "daftar barang", "cari kopi", "stok kopi gayo berapa?"
- "barang apa yang mau habis?", "apa yang harus dibeli dengan 500 ribu?"
- "perkiraan penjualan kopi gayo 7 hari"
- "omzet minggu ini", "penjualan kopi gayo bulan lalu"
- "catat penjualan 3 kopi gayo", "terima stok kopi gayo 24 modal 31 ribu"
- "tambah barang Teh Botol harga 5000", "ubah harga kopi gayo jadi 50 ribu"
- "ya", "batal", "batalkan yang terakhir", "bantuan"`;

export const OFFLINE_INDONESIAN: OfflinePhrases = {
  signature: '(Asisten offline)',
  greeting: `Halo! Saya asisten offline toko Anda. Saya mengerti permintaan seperti:\n${EXAMPLES}`,
  help: `Saya asisten offline: tanpa model bahasa, saya mengerti permintaan seperti:\n${EXAMPLES}`,
  notUnderstood: `Maaf, itu tidak saya mengerti. Saya asisten offline dan hanya mengerti permintaan soal toko Anda seperti:\n${EXAMPLES}`,
  nothingWaits: 'Tidak ada usulan yang menunggu jawaban.',
  missing: {
    goods: 'Barang yang mana?',
    quantity: 'Berapa jumlahnya?',
    price: 'Berapa harganya?',
    name: 'Apa nama barangnya?',
  },
  candidate: (name, price, stock) => `${name} (${price}, stok ${stock})`,
  chooseOne: 'Balas dengan nomor atau namanya.',
  noGoodsFound: 'Tidak ada barang yang cocok.',
  noneRunsOut: 'Tidak ada barang yang stoknya menipis.',
  goodsListed: (shown, total) => `${shown} dari ${total} barang:`,
  runOut: (total) => `${total} barang stoknya menipis:`,
  goodsLine: (name, stock, price) => `- ${name}: stok ${stock}, ${price}`,
  goodsDetail: (name, stock, price) => `Stok "${name}": ${stock}. Harga jual ${price}.`,
  goodsCost: (cost) => `Harga modal ${cost}.`,
  noSales: (period) => `Tidak ada penjualan${period}.`,
  sales: (period, sales, units, revenue, profit) =>
    `Penjualan${period}: ${sales} transaksi, ${units} terjual, omzet ${revenue}, laba ${profit}.`,
  saleLine: (day, name, units, revenue) => `- ${day}: ${name}, ${units}, ${revenue}`,
  period: (from, to) => {
    if (from !== null && from === to) return ` pada ${from}`;
    if (from !== null && to !== null) return ` dari ${from} sampai ${to}`;
    if (from !== null) return ` sejak ${from}`;
    return to === null ? ' sampai sekarang' : ` sampai ${to}`;
  },
  noForecast: 'Belum ada perkiraan: penjualannya belum cukup untuk dipelajari.',
  forecast: (name, days, units, stock) =>
    `"${name}" diperkirakan terjual ${units} dalam ${days} ke depan; stok sekarang ${stock}.`,
  order: (quantity) => `Pesan ${quantity} sekarang.`,
  orderNothing: 'Belum perlu memesan.',
  restock: (total, cost) => `${total} barang perlu dibeli sekarang, seluruhnya ${cost}:`,
  restockLine: (name, quantity, stock) => `- ${name}: beli ${quantity} (stok ${stock})`,
  nothingToBuy: 'Belum ada yang perlu dibeli.',
  stale: 'Perkiraan ini belum yang terbaru.',
  dashboard: (month, revenue, profit) => `Ringkasan ${month}: omzet ${revenue}, laba ${profit}.`,
  bestSeller: (name, units) => `Terlaris: ${name}, ${units} terjual.`,
  monthBefore: (revenue) => `Bulan sebelumnya: omzet ${revenue}.`,
  stockValue: (value) => `Nilai stok sekarang ${value}.`,
};
