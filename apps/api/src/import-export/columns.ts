import type { ColumnNames } from '@tor/spreadsheet/header';

/** The columns of a goods file, in the order of an export, with the other names that an import understands. */
export const GOODS_COLUMNS = {
  id: [],
  name: ['nama', 'nama_barang', 'nama_produk', 'barang', 'produk'],
  category: ['kategori'],
  sku: ['kode', 'kode_barang', 'kode_produk'],
  unit: ['satuan'],
  price: ['harga', 'harga_jual'],
  cost_price: ['harga_beli', 'harga_modal', 'modal', 'cost'],
  stock_quantity: ['stok', 'jumlah_stok', 'stock'],
  lead_time_days: ['waktu_tunggu', 'waktu_tunggu_hari'],
  low_stock_threshold: ['stok_minimum', 'batas_stok'],
  created_at: ['dibuat', 'dibuat_pada'],
  archived_at: ['diarsipkan', 'diarsipkan_pada'],
} as const satisfies ColumnNames<string>;

export type GoodsColumn = keyof typeof GOODS_COLUMNS;

/** The columns of a sales file. */
export const SALES_COLUMNS = {
  id: [],
  goods_id: ['id_barang', 'id_produk'],
  goods_name: ['nama', 'nama_barang', 'nama_produk', 'barang', 'produk', 'name'],
  goods_sku: ['sku', 'kode', 'kode_barang', 'kode_produk'],
  sale_date: ['tanggal', 'tanggal_penjualan', 'tanggal_jual', 'date'],
  quantity: ['jumlah', 'kuantitas', 'qty'],
  unit_price: ['harga', 'harga_satuan', 'harga_jual', 'price'],
  unit_cost: ['harga_beli', 'harga_modal', 'modal', 'cost', 'cost_price'],
  total_revenue: ['omzet', 'omset', 'pendapatan', 'revenue'],
  total_profit: ['laba', 'keuntungan', 'profit'],
  created_at: ['dibuat', 'dibuat_pada'],
} as const satisfies ColumnNames<string>;

export type SalesColumn = keyof typeof SALES_COLUMNS;
