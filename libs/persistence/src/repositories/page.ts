/** A slice of a list. */
export interface PageRequest {
  /** How many rows to pass over. */
  readonly offset: number;
  /** How many rows to return at most. */
  readonly limit: number;
  /** Text that must occur, letter case aside; every character stands for itself. */
  readonly search?: string;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** Rows of the whole list, not of this slice. */
  readonly total: number;
}
