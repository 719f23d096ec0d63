/** The most values one matrix may hold: 512 MB of floats, far below what WebAssembly's 2 GB heap can grow to. */
const MAX_VALUES = 128 * 1024 * 1024;

/**
 * Makes sure that `rows` holds `rowCount` rows of `columns` finite values >= 0. XGBoost itself reads -1 as "missing",
 * throws a bare string at NaN in features and answers NaN labels with silent NaN.
 * @throws Error that names the row and the column
 */
export function checkRows(rows: Float32Array, rowCount: number, columns: number): void {
  if (!Number.isInteger(columns) || columns < 1) throw new Error(`columns must be a whole number >= 1, not ${columns}`);
  if (!Number.isInteger(rowCount) || rowCount < 0) throw new Error(`The row count must be whole, not ${rowCount}`);
  if (rows.length !== rowCount * columns) {
    throw new Error(`${rowCount} rows of ${columns} columns need ${rowCount * columns} values, not ${rows.length}`);
  }
  if (rows.length > MAX_VALUES) throw new Error(`${rows.length} values are more than the engine takes (${MAX_VALUES})`);
  for (let index = 0; index < rows.length; index++) {
    const value = rows[index] ?? NaN;
    if (!(value >= 0 && value < Infinity)) {
      const place = `row ${Math.floor(index / columns)}, column ${index % columns}`;
      throw new Error(`Every feature must be finite and >= 0, but ${place} is ${value}`);
    }
  }
}

/**
 * Makes sure that every target is finite, not below `least`, and that they are enough to learn from.
 * @throws Error that names the row
 */
export function checkTargets(targets: Float32Array, least: number): void {
  if (targets.length < 2) throw new Error(`At least 2 rows are needed to fit a model, not ${targets.length}`);
  for (let row = 0; row < targets.length; row++) {
    const value = targets[row] ?? NaN;
    if (!(value >= least && value < Infinity)) throw new Error(`The target of row ${row} is ${value}`);
  }
}
