/** What the tools return, as the offline assistant reads it. Each property may be missing: a result is text until it is read. */
export interface GoodsResult {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly cost_price?: number;
  readonly unit?: string;
  readonly stock_quantity: number;
}

export interface GoodsListResult {
  readonly total: number;
  readonly goods: readonly GoodsResult[];
}

export interface SalesResult {
  readonly from?: string;
  readonly to?: string;
  readonly totals: {
    readonly sales: number;
    readonly quantity: number;
    readonly revenue: number;
    readonly profit: number;
  };
  readonly rows: readonly {
    readonly goods: string;
    readonly quantity: number;
    readonly sale_date: string;
    readonly total_revenue: number;
  }[];
}

export interface ForecastResult {
  readonly forecasts: readonly {
    readonly name: string;
    readonly stock_quantity: number;
    readonly is_forecasted: boolean;
    readonly days: number;
    readonly expected_sales: number;
    readonly restock_quantity: number;
    readonly stale: boolean;
    readonly reasons: readonly string[];
  }[];
}

export interface RestockResult {
  readonly total: number;
  readonly total_cost: number;
  readonly stale: boolean;
  readonly reasons: readonly string[];
  readonly buy: readonly {
    readonly name: string;
    readonly unit: string | null;
    readonly stock_quantity: number;
    readonly buy_quantity: number;
  }[];
}

export interface DashboardResult {
  readonly year: number;
  readonly month: number;
  readonly monthly_revenue: number;
  readonly monthly_profit: number;
  readonly top_selling_item: { readonly name: string; readonly total_quantity_sold: number };
  readonly previous_month: { readonly monthly_revenue: number };
  readonly stock_value: number;
}

/** A name that was not clear. */
export interface QuestionResult {
  readonly question: string;
  readonly candidates: readonly GoodsResult[];
}
