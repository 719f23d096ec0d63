import { listed, type LanguagePhrases } from './phrases.js';

const RECORD =
  '(catat|catatkan|catetin|catetkan|input|inputkan|masukkan|masukin|tulis|rekam|buat|bikin|tambah|tambahkan)';
const SALE = '(penjualan|jualan|transaksi penjualan|transaksi|orderan|sales)';
const SOLD = '(laku|terjual|kejual|dibeli|dibeli orang|keluar)';
const STOCK = '(sisa stok|jumlah stok|stoknya|stok|stock|persediaan|sisa|jumlah)';
const HOW_MANY =
  '(berapa|brp|berapakah|brapa|tinggal berapa|sisa berapa|ada berapa|berapa banyak|tinggal brp|sisa brp|masih berapa)';
const PRICE = '(harga jualnya|harga jual|harganya|harga)';
const COST = '(harga modal|harga belinya|harga beli|modalnya|modal|beli|@)';
const TO = '(jadi|menjadi|ke|ke harga|=|sebesar)';
const CHANGE =
  '(ubah|ganti|update|naikkan|naikin|turunkan|turunin|set|rubah|edit|pasang|gantikan|atur|perbarui|revisi)';
const GOODS_WORD = '(barang|produk|item)';
const FORECAST =
  '(perkiraan|kebutuhan|ramal|prediksi|ramalan|forecast|proyeksi|estimasi|perkirakan|prediksikan|ramalkan)';
const RESTOCK =
  '(restock|restok|direstock|direstok|distock|dibeli|beli|dipesan|pesan|diorder|order|kulakan|dikulak|belanja|ditambah|distok|dibelanjakan|dikulakin)';
const MUST = '(harus|perlu|mesti|sebaiknya|wajib|musti|kudu)';
const SALES_WORD =
  '(penjualan|jualan|omzet|omset|pendapatan|pemasukan|laba|untung|keuntungan|profit|transaksi|penjualannya|omzetnya|hasil penjualan|hasil jualan|total penjualan|total omzet|rekap penjualan|laporan penjualan|total jualan|revenue)';

/** Indonesian, as it is typed on a phone. */
export const INDONESIAN: LanguagePhrases = {
  numbers: {
    // prettier-ignore
    values: {
      nol: 0, satu: 1, sebuah: 1, sekilo: 1, sebungkus: 1, sebotol: 1, sekardus: 1, sedus: 1, sepotong: 1, segelas: 1, sebiji: 1, dua: 2, tiga: 3, empat: 4, lima: 5, enam: 6, tujuh: 7,
      delapan: 8, sembilan: 9, sepuluh: 10, sebelas: 11, belas: 10, setengah: 0.5,
    },
    multipliers: {
      seratus: 100,
      puluh: 10,
      ratus: 100,
      lusin: 12,
      kodi: 20,
      ribu: 1000,
      juta: 1_000_000,
      seribu: 1000,
      sejuta: 1_000_000,
      selusin: 12,
      sekodi: 20,
    },
    scales: { ribu: 1000, rb: 1000, rebu: 1000, k: 1000, juta: 1_000_000, jt: 1_000_000 },
  },
  periods: {
    months: [
      ['januari', 'jan'],
      ['februari', 'feb', 'pebruari'],
      ['maret', 'mar'],
      ['april', 'apr'],
      ['mei'],
      ['juni', 'jun'],
      ['juli', 'jul'],
      ['agustus', 'agu', 'ags', 'agt'],
      ['september', 'sep', 'sept'],
      ['oktober', 'okt'],
      ['november', 'nov', 'nopember'],
      ['desember', 'des'],
    ],
    today: listed(`
      hari ini, hr ini, hari ni, hariini, barusan, tadi, tadi pagi, tadi siang, tadi sore`),
    yesterday: ['kemarin', 'kmrn', 'kemaren', 'kmarin', 'hari kemarin'],
    dayBeforeYesterday: ['kemarin lusa', 'dua hari lalu', 'dua hari yang lalu', '2 hari lalu', '2 hari yang lalu'],
    thisWeek: ['minggu ini', 'mgg ini', 'pekan ini', 'mggu ini'],
    lastWeek: listed(`
      minggu lalu, minggu kemarin, pekan lalu, mgg lalu, minggu yang lalu, minggu kmrn`),
    thisMonth: ['bulan ini', 'bln ini'],
    lastMonth: listed(`
      bulan lalu, bulan kemarin, bln lalu, bulan yang lalu, bln kmrn, bln kemarin`),
    thisYear: ['tahun ini', 'thn ini'],
    lastYear: ['tahun lalu', 'tahun kemarin', 'thn lalu'],
    lastDays: listed(`
      {n} hari terakhir, {n} hari belakangan, {n} hari kebelakang, {n} hari ke belakang,
      {n} hari terakhir ini, {n} hr terakhir`),
    lastWeeks: ['{n} minggu terakhir', '{n} pekan terakhir'],
    oneMonth: listed(`
      bulan {month} tahun {year}, bulan {month} {year}, {month} {year}, bulan {month}, bln {month},
      selama {month}, di {month}`),
    oneDay: ['pada tanggal {day}', 'tanggal {day}', 'tgl {day}', 'pada {day}', '{day}'],
    range: listed(`
      dari tanggal {day} sampai tanggal {day}, dari tanggal {day} sampai {day}, dari tgl {day} sampai {day}, dari tgl {day} sd {day},
      dari {day} sampai {day}, dari {day} hingga {day},
      dari {day} ke {day}, tanggal {day} sampai {day}, tgl {day} sampai {day}, tgl {day} sd {day},
      tgl {day} - {day}, tanggal {day} - {day}, {day} sampai {day}, {day} s/d {day}, {day} sd {day},
      {day} - {day}, antara {day} dan {day}`),
    since: listed(`
      sejak tanggal {day}, sejak {day}, mulai tanggal {day}, mulai {day}, dari tanggal {day}, dari {day}`),
    daysAhead: listed(`
      {n} hari ke depan, {n} hari kedepan, {n} hari mendatang, {n} hari lagi, untuk {n} hari,
      selama {n} hari, {n} hari, {n} hr`),
    weeksAhead: ['{n} minggu ke depan', '{n} minggu kedepan', '{n} minggu mendatang', 'untuk {n} minggu', '{n} minggu'],
    tomorrow: ['besok', 'bsk', 'untuk besok', 'hari besok'],
    weekAhead: listed(`
      minggu depan, seminggu ke depan, seminggu kedepan, seminggu, pekan depan, seminggu mendatang,
      untuk minggu depan, mgg depan`),
    monthAhead: listed(`
      bulan depan, sebulan ke depan, sebulan kedepan, sebulan, untuk bulan depan, bln depan`),
  },
  units: listed(`
    buah, biji, pcs, pc, unit, botol, btl, bungkus, bks, dus, kardus, karton, kg, kilo, pak, pack, sachet,
    saset, renceng, kaleng, kotak, box, lembar, ekor, karung, sak, batang, butir, ikat, porsi,
    pasang, set, rol, toples, slop, bal, tabung, tray, papan, gulung, liter, ltr, rim, bendel`),
  fillers: listed(`
    tolong, tlg, tolongin, dong, donk, deh, ya, yah, min, kak, bang, mas, mbak, mba, pak, bu, gan, coba,
    mohon, please, pls, plis, nih, sih, halo, hai, eh, oh, oke, ok, saya, aku, mau, ingin, pengen, minta,
    bisa, boleh, bantu, bantuin, lihatkan, kasih tau, kasih tahu, sekarang, saat ini, skrg, skg, kah, lah,
    dulu, aja, saja, lagi`),
  questions: listed(`
    berapa, brp, berapakah, brapa, apa, apakah, mana, kapan, siapa, kenapa, gimana, bagaimana`),
  questionStarts: [],
  courtesies: listed(`
    bisa, boleh, tolong, mohon, minta, coba, tolongin, bantu, bantuin`),
  changes: listed(`
    catat, catet, jual, menjual, ngejual, laku, terjual, kejual, beli, dibeli, membeli, borong, bayar, tambah, nambah, tambahin,
    masuk, input, tulis, rekam, buat, bikin, daftarkan, entri, ubah, rubah, ganti, naik, turun, set, edit, koreksi, revisi,
    perbaiki, perbarui, pasang, atur, hapus, apus, hilang, arsip, buang, batal, urung, kembali, balik, terima, nerima, menerima,
    datang, tiba, kirim, kulak, restok, restock, update, salah, isi, kurang, rusak, retur, pindah, jadi, menjadi, modal, harga,
    bungkus, orderan, pesanan, keluar`),
  notGoods: listed(`
    semua, semua barang, semuanya, barang, produk, item, stok, penjualan, semua produk, seluruh barang,
    semua data, apa, saja, apa saja, itu, ini, semua penjualan, database, akun, harga, semua harga`),
  notFirst: listed(`
    sudah, udah, dapat, dapet, masih, tinggal, kira-kira, kira, laku, terjual, perkiraan, prediksi, ramalan, forecast, yang, yg, apa, apakah, berapa, brp, brapa, dari, dan, untuk, di, ke, harus, perlu, stok, stock, harga, kategori, sisa,
    instruksi, perintah, sejak, sampai, barang, produk, semua, seluruh, penjualan, ini, itu, lusin, bisa, kapan, siapa, saya`),
  yes: listed(`
    ya, iya, y, yes, yap, yup, yoi, ok, oke, okay, okey, betul, benar, setuju, lanjut, lanjutkan, gas, sip,
    siap, boleh, silakan, konfirmasi, ya betul, ya benar, ya lanjut, ya lanjutkan, ok lanjut, oke lanjut,
    oke lanjutkan, ya setuju, ya konfirmasi, iya betul, iya benar, iya lanjut, iya lanjutkan, ya silakan,
    ya boleh, iya boleh, jadi, ya jadi, simpan, ya simpan, iya simpan, oke simpan, ok simpan, ya catat, iya catat, ya kerjakan, ya lakukan, ya proses, proses, ya oke, ya ok, iya ok, iya oke, ya sudah, ya udah, yaudah, ya tolong, ya dong, boleh lanjut`),
  no: listed(`
    tidak, tdk, gak, ga, nggak, enggak, ngga, tidak jadi, tdk jadi, gak jadi, ga jadi, nggak jadi,
    enggak jadi, batal, batalkan, batalin, jangan, jgn, stop, no, salah, tidak usah, gak usah, ga usah,
    nggak usah, tidak batal, jangan dulu, jgn dulu`),
  marks: listed(`
    produk, list, berapa, brp, stok, barang, penjualan, catat, harga, jual, laku, kemarin, minggu, bulan, ini, lalu, apa,
    yang, harus, dibeli, tambah, ubah, terima, hapus, daftar, cari, omzet, laba, batalkan, perkiraan,
    prediksi, bantuan, hari, dari, sampai, jadi, modal, habis, menipis, terlaris, tolong, dan, di, untuk,
    tidak, saya, toko, masuk, terjual, ribu, juta, ya, iya, batal, gak, ringkasan, abaikan, semua, siapa,
    sebutkan, adalah, dengan, lihat, sisa, brapa, kmrn, kulakan, laporan`),
  topics: {
    forecast: listed(
      `perkiraan, prediksi, ramalan, ramal, forecast, proyeksi, estimasi, diperkirakan, prediksikan, perkirakan`,
    ),
    low_stock: listed(`habis, abis, hbs, menipis, tipis, sedikit, dikit, kritis, ludes, nipis`),
    restock: listed(
      `restock, restok, belanja, kulakan, kulak, order, pesan, dipesan, diorder, dibeli, beli, ulang, direstock, direstok, dikulak, belanjaan`,
    ),
    dashboard: listed(`terlaris, laris, terlaku, ringkasan, rangkuman, dashboard, dasbor`),
    sales: listed(
      `penjualan, omzet, omset, laba, untung, keuntungan, profit, pendapatan, pemasukan, laku, terjual, kejual, jualan, transaksi, dapat, dapet`,
    ),
    goods_detail: listed(`stok, stock, stoknya, sisa, sisanya, tinggal, harga, harganya, persediaan, tersisa`),
    find_goods: listed(`cari, carikan, cariin, temukan, carikan`),
    list_goods: listed(`daftar, list, barang, produk`),
  },
  links: ['dengan', 'di', 'ke', 'yang', 'sebanyak', 'seharga', 'itu', 'nya', 'jadi'],
  smallWords: listed(`
    yang, yg, di, ke, dari, untuk, buat, dan, dengan, pakai, pake, pke, itu, ini, ada, masih, sudah, udah, sdh, sebaiknya, enaknya,
    harus, perlu, mesti, saya, aku, kita, toko, warung, barang, produk, item, apa, aja, saja, sih, semua, seluruh, berapa, brp,
    brapa, banyak, total, jumlah, cek, lihat, liat, tampilkan, tunjukkan, kasih, beri, saran, saranin, rekomendasi, rekomendasikan,
    tahu, tau, info, tolong, dong, ya, min, kak, kah, ulang, uang, modal, budget, anggaran, dana, duit, punya, kalau, kalo, cuma,
    hampir, mau, akan, bakal, bisa, bagus, paling, mana, kira, kira-kira, permintaan, catatan, laporan, rekap, riwayat, jual,
    stok, stock, stoknya, harga, harganya, sisa, sisanya, tinggal, tersisa, sekarang, nih, deh, gak, tidak, lagi, nya, pada,
    selama, daftar, list, segera, cepat, waktunya, apakah, siapa, gimana, bagaimana, mending, cukup, menurutmu, menurut, kamu,
    namanya, bernama, jualnya, dijual, tersedia, dong, mohon, info, isi, gudang, rak, penting, hari, minggu, bulan`),
  requests: [
    {
      intent: 'undo',
      forms: [
        '(batalkan|batalin|urungkan|undo|cancel) (yang|yg|transaksi|perubahan|tindakan|aksi|input|catatan)? (terakhir|tadi|barusan|sebelumnya)',
        '(batalkan|batalin|urungkan|undo) (yang|yg) (tadi|terakhir|barusan) (itu)?',
        'undo',
        'urungkan',
        '(kembalikan|balikin) (seperti|kayak) (semula|tadi|sebelumnya)',
        '(kembalikan|balikin) (yang|yg)? (tadi|barusan|terakhir)',
        'salah (input|catat)? (batalkan|batalin) (yang|yg)? (tadi|barusan|terakhir)?',
        '(batalkan|batalin|urungkan) (penjualan|perubahan|tindakan|transaksi|yang) (yang|yg)? (terakhir|tadi|barusan)',
      ],
    },
    {
      intent: 'help',
      forms: [
        'bantuan',
        'help',
        'menu',
        'panduan',
        '(kamu|anda|lu|bot) bisa apa (aja|saja)?',
        '(bisa|apa) (apa)? (aja|saja)',
        'apa (aja|saja)? yang (bisa|dapat) (kamu|anda) (lakukan|bantu|kerjakan)',
        'cara (pakai|pakainya|menggunakan|pemakaian)',
        'gimana cara (pakai|pakainya|menggunakannya)',
        '(kamu|anda) bisa apa',
        '(bisa)? bantu apa (aja|saja)? (kak|min)?',
        'perintah apa yang ada',
        'cara pakai (asisten|bot|aplikasi) (ini)?',
      ],
    },
    {
      intent: 'greeting',
      forms: [
        '(halo|hai|hi|hello|pagi|siang|sore|malam|permisi|assalamualaikum)',
        'selamat (pagi|siang|sore|malam)',
        'halo (min|kak|bot|asisten)',
        'apa kabar',
        'tes',
        'test',
      ],
    },
    {
      intent: 'add_goods',
      forms: [
        `(tambah|tambahkan|tambahin|buat|bikin|masukkan|daftarkan|input|entri) ${GOODS_WORD} (baru)? (bernama|namanya|nama|dengan nama)? {name} ${PRICE} {amount} (dan)? (stok|stock|stok awal|stoknya) (awal)? {quantity} {unit}`,
        `(tambah|tambahkan|tambahin|buat|bikin|masukkan|daftarkan|input|entri) ${GOODS_WORD} (baru)? (bernama|namanya|nama|dengan nama)? {name} (stok|stock|stok awal|stoknya) (awal)? {quantity} {unit} ${PRICE} {amount}`,
        `(tambah|tambahkan|tambahin|buat|bikin|masukkan|daftarkan|input|entri) ${GOODS_WORD} (baru)? (bernama|namanya|nama|dengan nama)? {name} ${PRICE} {amount} ${COST} {cost}`,
        `(tambah|tambahkan|tambahin|buat|bikin|masukkan|daftarkan|input|entri) ${GOODS_WORD} (baru)? (bernama|namanya|nama|dengan nama)? {name} (${PRICE}|seharga) {amount}`,
        `(tambah|tambahkan|tambahin|buat|bikin|masukkan|daftarkan|input|entri) ${GOODS_WORD} (baru)? (bernama|namanya|nama|dengan nama)? {name} {money}`,
        `${GOODS_WORD} baru {name} ${PRICE}? {amount} (stok|stock) {quantity} {unit}`,
        `${GOODS_WORD} baru {name} (${PRICE}|seharga)? {amount}`,
        `(tambah|tambahkan|tambahin|buat|bikin|daftarkan|input|entri) ${GOODS_WORD} (baru)? (bernama|namanya|nama|dengan nama)? {name}`,
        `(tambah|tambahkan|tambahin|buat|bikin|daftarkan) ${GOODS_WORD} (baru)?`,
      ],
    },
    {
      intent: 'receive_stock',
      forms: [
        `(terima|nerima|menerima) (stok|barang|kiriman|stock)? (masuk)? {quantity} {unit} {goods} (dengan)? ${COST} {cost} (per|satuannya|sebiji|satuan|perbiji)? {unit}`,
        `(terima|nerima|menerima) (stok|barang|kiriman|stock)? (masuk)? {goods} {quantity} {unit} (dengan)? ${COST} {cost} (per|satuannya|sebiji|satuan|perbiji)? {unit}`,
        `(terima|nerima|menerima) (stok|barang|kiriman|stock)? (masuk)? {quantity} {unit} {goods}`,
        `(terima|nerima|menerima) (stok|barang|kiriman|stock)? (masuk)? {goods} {quantity} {unit}`,
        `(stok|barang|kiriman|stock) (masuk|datang|tiba|baru) {quantity} {unit} {goods} (dengan)? ${COST} {cost} (per|satuannya|sebiji|satuan|perbiji)? {unit}`,
        `(stok|barang|kiriman|stock) (masuk|datang|tiba|baru) {goods} {quantity} {unit} (dengan)? ${COST} {cost} (per|satuannya|sebiji|satuan|perbiji)? {unit}`,
        '(stok|barang|kiriman|stock) (masuk|datang|tiba|baru) {quantity} {unit} {goods}',
        '(stok|barang|kiriman|stock) (masuk|datang|tiba|baru) {goods} {quantity} {unit}',
        `(tambah|tambahkan|tambahin|nambah|isi) (stok|stock|persediaan) {goods} (sebanyak|sejumlah)? {quantity} {unit} (dengan)? ${COST} {cost} (per|satuannya|sebiji|satuan|perbiji)? {unit}`,
        '(tambah|tambahkan|tambahin|nambah|isi) (stok|stock|persediaan) {quantity} {unit} {goods}',
        '(tambah|tambahkan|tambahin|nambah|isi) (stok|stock|persediaan) {goods} (sebanyak|sejumlah)? {quantity} {unit}',
        '(stok|stock) {goods} (tambah|nambah|ditambah|bertambah|masuk) {quantity} {unit}',
        '{goods} (masuk|datang|tiba|restok|restock) {quantity} {unit}',
        `(baru|barusan|sudah|udah)? (datang|masuk|tiba|sampai) {quantity} {unit} {goods} (dengan)? ${COST} {cost} (per|satuannya|sebiji|satuan|perbiji)? {unit}`,
        '(baru|barusan|sudah|udah)? (datang|masuk|tiba|sampai) {quantity} {unit} {goods}',
        `(habis|baru|abis|barusan) (kulakan|belanja|kulak|restok|restock) {quantity} {unit} {goods} (dengan)? ${COST} {cost} (per|satuannya|sebiji|satuan|perbiji)? {unit}`,
        '(habis|baru|abis|barusan) (kulakan|belanja|kulak|restok|restock) {quantity} {unit} {goods}',
        '(habis|baru|abis|barusan) (kulakan|belanja|kulak|restok|restock) {goods} {quantity} {unit}',
        '(ada)? (kiriman|barang|stok) (masuk|datang) {goods}',
        '(terima|tambah|tambahkan|nambah) (stok|stock|kiriman) {goods}',
      ],
    },
    {
      intent: 'change_price',
      forms: [
        `${CHANGE} ${PRICE} {goods} ${TO}? {amount}`,
        `${CHANGE} {goods} ${PRICE} ${TO}? {amount}`,
        `${PRICE} {goods} (${CHANGE}|diubah|diganti|dinaikkan|diturunkan|naik|turun|sekarang|berubah) ${TO}? {amount}`,
        `${PRICE} {goods} ${TO} {amount}`,
        `{goods} (naik|turun|ganti) ${PRICE} ${TO}? {amount}`,
        `{goods} ${PRICE} (naik|turun|ganti)? ${TO} {amount}`,
        `{goods} (sekarang|jadi|mulai sekarang)? ${PRICE} (sekarang|jadi)? {amount}`,
        `${CHANGE} ${PRICE} {goods}`,
      ],
    },
    {
      intent: 'delete_goods',
      forms: [
        `(hapus|hapuskan|arsipkan|hilangkan|delete|buang) ${GOODS_WORD} {goods}`,
        '(arsipkan|hapus) {goods} dari (daftar|daftar barang|toko|katalog)',
        '(hapus|arsipkan) {goods}',
      ],
    },
    {
      intent: 'add_sales',
      forms: [
        `${RECORD} ${SALE} {quantity} {unit} {goods}`,
        `${RECORD} ${SALE} {goods} (sebanyak|sejumlah|x)? {quantity} {unit}`,
        `${RECORD} (ya)? (jual|terjual|laku|kejual|ada yang beli) {quantity} {unit} {goods}`,
        `${RECORD} {goods} ${SOLD} {quantity} {unit}`,
        `(ada)? (penjualan|jual|jualan|jualin|menjual|kejual|terjual|laku|ngejual) {quantity} {unit} {goods}`,
        '(ada yang|ada pembeli|pembeli|pelanggan|ada pelanggan|orang) (beli|ambil|borong|ngambil) {quantity} {unit} {goods}',
        '(ada yang|ada pembeli|pembeli|pelanggan|ada pelanggan|orang) (beli|ambil|borong|ngambil) {goods} {quantity} {unit}',
        `{goods} ${SOLD} {quantity} {unit}`,
        '(jual|menjual|kejual|terjual|laku|penjualan) {goods} (sebanyak|sejumlah|x)? {quantity} {unit}',
        `${RECORD} {quantity} {unit} {goods} (terjual|laku|kejual)`,
        '{quantity} {unit} {goods} (terjual|laku|kejual)',
        '(catat|catatkan|catetin|input|tulis|rekam) {quantity} {unit} {goods}',
        '(catat|catatkan|catetin|input|tulis|rekam) {goods} {quantity} {unit}',
        `${RECORD} ${SALE} {goods}`,
        `${RECORD} ${SALE}`,
      ],
    },
    {
      intent: 'restock',
      forms: [
        `(apa|barang|produk|item|barang apa|produk apa|apa saja|apa aja|barang mana|mana) (saja|aja)? (yang|yg)? ${MUST} (saya|aku|kita|segera|di)? ${RESTOCK} (dengan|pakai|pake|kalau|kalo|modal|budget|anggaran|dana|duit|uang|punya|cuma)* {amount}`,
        `(apa|barang|produk|item|barang apa|produk apa|apa saja|apa aja|barang mana|mana) (saja|aja)? (yang|yg)? ${MUST} (saya|aku|kita|segera|di)? ${RESTOCK}`,
        '(rencana|daftar|saran|rekomendasi|usulan|rencanakan|susun) (restock|restok|belanja|kulakan|pembelian|pesanan|order|belanjaan|stok) (dengan|pakai|pake|budget|modal|anggaran|dana|duit|uang)* {amount}',
        '(rencana|daftar|saran|rekomendasi|usulan|rencanakan|susun) (restock|restok|belanja|kulakan|pembelian|pesanan|order|belanjaan|stok)',
        '(restock|restok|belanja|kulakan|kulak) apa (saja|aja)? (yang|yg)? (bagus|perlu|harus)? (dengan|pakai|pake|budget|modal|anggaran|dana|duit|uang)* {amount}',
        '(restock|restok|belanja|kulakan|kulak|order|beli|pesan) apa (saja|aja)? (hari ini|minggu ini|besok)?',
        '(punya|ada|modal|budget|anggaran|dana|duit|uang|dengan|pakai|kalau|kalo)* {amount} (bisa|enaknya|sebaiknya|cukup|buat|untuk|mending)* (beli|belanja|kulakan|restock|restok|kulak|order) apa (saja|aja)?',
        'apa (saja|aja)? (yang|yg)? (bisa|sebaiknya|enaknya)* (saya)? (dibeli|beli|dikulak) (dengan|pakai|pake|pke) (modal|budget|anggaran|dana|duit|uang)? {amount}',
        '(restock|restok|belanja|kulakan)',
        `${MUST} ${RESTOCK} apa (saja|aja)?`,
        '(waktunya|saatnya) (restock|restok|belanja|kulakan) (apa)?',
      ],
    },
    {
      intent: 'forecast',
      forms: [
        `(berapa|brp)? ${FORECAST} (penjualan|permintaan|jualan)? (untuk|buat)? (barang)? {goods} (berapa|brp)?`,
        '(kira-kira|kira) {goods} (laku|terjual|kejual) (berapa|brp)',
        `(berapa|brp)? ${FORECAST} (penjualan|permintaan|jualan)? (berapa|brp)?`,
        `{goods} (kira-kira|diperkirakan|bakal|akan) (laku|terjual|kejual) (berapa|brp)`,
        '(kira-kira|bakal|akan) (laku|terjual|kejual) (berapa|brp) {goods}',
        '(berapa|brp) (kira-kira)? {goods} (yang|yg)? (akan|bakal) (laku|terjual|kejual)',
        '(berapa|brp) {goods} (akan|bakal) (laku|terjual)',
      ],
    },
    {
      intent: 'low_stock',
      forms: [
        '(ada)? (barang|produk|item|stok|stock)? (apa|mana|apa saja|apa aja|mana saja)? (barang|stok)? (yang|yg) (stoknya|stocknya)? (mau|hampir|akan|sudah|udah|sdh|bakal|tinggal)* (habis|abis|hbs|menipis|tipis|sedikit|dikit|kosong|kurang|ludes) (apa|apa saja|mana)?',
        '(stok|stock|barang|produk) (apa|apa saja|apa aja|mana)? (yang|yg)? (mau|hampir|akan|bakal)? (habis|abis|hbs|menipis|tipis|kosong|sedikit|kritis)',
        '(apa|barang apa|ada) (saja|aja)? (barang|stok)? (yang|yg) (mau|hampir|bakal)? (habis|abis|menipis|tipis|kosong)',
        '(daftar|lihat|cek|tampilkan|tunjukkan) (stok|barang|stock) (yang|yg)? (mau|hampir)? (habis|abis|menipis|tipis|kosong|sedikit|kritis)',
        '(ada)? (stok|barang) (yang|yg)? (menipis|kritis) (gak|tidak|nggak|ga)?',
      ],
    },
    {
      intent: 'dashboard',
      forms: [
        '(ringkasan|rangkuman|dashboard|dasbor|kondisi|performa|kinerja) (toko|usaha|warung|bisnis|penjualan)? (saya|bulanan)? (gimana|bagaimana)?',
        '(barang|produk|item)? (apa)? (yang|yg)? (paling|ter) (laris|laku|banyak terjual|banyak dibeli) (apa)?',
        '(barang|produk|item) (apa)? (terlaris|terlaku|paling laris) (apa)?',
        '(apa)? (barang|produk) (yang|yg)? (terlaris|terlaku)',
        'terlaris',
        '(bagaimana|gimana) (kondisi|keadaan|performa|kinerja) (toko|usaha|warung) (saya)?',
        '(berapa)? nilai (stok|persediaan) (saya|toko)? (berapa)?',
        '(bagaimana|gimana) (toko|warung|jualan|penjualan) (saya)?',
      ],
    },
    {
      intent: 'sales',
      forms: [
        `(berapa|brp|lihat|cek|tampilkan|tunjukkan|daftar|total|rekap|riwayat|laporan|hitung)* ${SALES_WORD} (saya|toko|kita|warung)? (dari|untuk|barang|produk|buat)? {goods} ${HOW_MANY}?`,
        `(berapa|brp|lihat|cek|tampilkan|tunjukkan|daftar|total|rekap|riwayat|laporan|hitung)* ${SALES_WORD} (saya|toko|kita|warung)? ${HOW_MANY}?`,
        `(sudah|udah)? ${SOLD} ${HOW_MANY}`,
        `{goods} ${SOLD} ${HOW_MANY}`,
        `(berapa|brp|brapa) (banyak|jumlah|total|unit|pcs)? {goods} (yang|yg)? (sudah|udah)? ${SOLD}`,
        `(berapa|brp) (banyak)? ${SOLD}nya {goods}`,
        '(dapat|dapet|masuk|terjual) (berapa|brp) (duit|uang)?',
        '(riwayat|histori|daftar) {goods} (terjual|penjualan)',
      ],
    },
    {
      intent: 'goods_detail',
      forms: [
        `${STOCK} {goods} ${HOW_MANY}`,
        `${HOW_MANY} ${STOCK} {goods}`,
        `{goods} ${STOCK} ${HOW_MANY}`,
        `{goods} ${HOW_MANY} ${STOCK}`,
        '{goods} (masih|tinggal|sisa|sisanya|ada|masih ada)* (berapa|brp|brapa|ada|nggak|gak)+ {unit}',
        `${PRICE} {goods} ${HOW_MANY}`,
        `${HOW_MANY} ${PRICE} {goods}`,
        `{goods} ${PRICE} ${HOW_MANY}`,
        '(cek|lihat|info|detail|cari tahu|tampilkan|informasi|tunjukkan) (stok|stock|harga|barang|produk|detail)+ {goods}',
        '(detail|info|informasi) {goods}',
        '(stok|stock|sisa|harga|persediaan)+ {goods}',
        'cek {goods}',
        '(apa|apakah)? (masih)? ada (stok)? {goods} (gak|tidak|nggak|ga)?',
        '(berapa|brp) {goods} (yang|yg)? (masih)? (ada|tersisa|tersedia|di stok|di toko|di gudang)?',
      ],
    },
    {
      intent: 'list_goods',
      forms: [
        '(daftar|list|lihat|tampilkan|tunjukkan|cek|liat|sebutkan|kirim|kirimkan) (semua|seluruh|daftar|list)? (barang|produk|item|stok|stock) (saya|toko|yang ada|yang dijual|semua|dagangan|jualan|lengkap)?',
        '(barang|produk) (yang|yg) (ada|dijual|saya jual|tersedia) (apa)? (saja|aja)?',
        '(barang|produk) apa (saja|aja)? (yang|yg)? (ada|saya jual|dijual|saya punya|tersedia) (di toko)?',
        '(semua|seluruh) (barang|produk)',
        '(apa|barang) (saja|aja) (barang|yang) (ada|saya|dijual|saya jual)* (di toko|saya)?',
        '(lihat|cek)? (stok|stock) (semua|semua barang)',
        '(stok|barang|produk)',
        '(lihat|daftar|tampilkan|list) (barang|produk) kategori {category}',
        '(barang|produk)? (di|dari|dalam) kategori {category} (apa saja|apa aja|apa)?',
        '(barang|produk) kategori {category} (apa saja|apa aja|apa)?',
        'kategori {category} (apa saja|apa aja|apa)?',
      ],
    },
    {
      intent: 'find_goods',
      forms: [
        '(cari|carikan|cariin|temukan|search) (barang|produk|item)? (bernama|namanya|dengan nama|yang namanya)? {text}',
        '(ada|punya|jual) {text} (apa saja|apa aja|apa)',
        '(ada|daftar|lihat|list) barang {text}',
      ],
    },
  ],
};
