import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ForecastRun } from './forecast-run.entity.js';
import { Goods } from './goods.entity.js';

/** What one run says of one goods: demand day by day with its band, and what to order. */
@Entity({ name: 'restock_inferences' })
@Index('restock_inferences_of_goods', ['userId', 'goodsId'])
export class RestockInference {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'restock_inferences_pkey' })
  userId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'run_id', primaryKeyConstraintName: 'restock_inferences_pkey' })
  runId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'goods_id', primaryKeyConstraintName: 'restock_inferences_pkey' })
  goodsId!: string;

  /** The goods' demand version that the run saw. */
  @Column({ type: 'integer', name: 'demand_version' })
  demandVersion!: number;

  /** Which model spoke. */
  @Column({ type: 'text' })
  model!: string;

  /** Whole units a day, from the run's `as_of` on. */
  @Column({ type: 'integer', array: true })
  predicted!: number[];

  @Column({ type: 'integer', array: true })
  lower!: number[];

  @Column({ type: 'integer', array: true })
  upper!: number[];

  /** The 80 % band of the sum of the first seven days, in whole units. */
  @Column({ type: 'integer', name: 'week_lower' })
  weekLower!: number;

  @Column({ type: 'integer', name: 'week_upper' })
  weekUpper!: number;

  /** Units a day, over the calibration origins. */
  @Column({ type: 'double precision', name: 'mean_absolute_error' })
  meanAbsoluteError!: number;

  /** Lead time + review, in days: what an order has to cover. */
  @Column({ type: 'integer', name: 'protection_days' })
  protectionDays!: number;

  /** The share of restock cycles without a stock-out that the safety stocks are for. */
  @Column({ type: 'double precision', name: 'service_level' })
  serviceLevel!: number;

  @Column({ type: 'double precision', name: 'protection_demand' })
  protectionDemand!: number;

  @Column({ type: 'double precision', name: 'protection_safety_stock' })
  protectionSafetyStock!: number;

  @Column({ type: 'double precision', name: 'protection_lower_demand' })
  protectionLowerDemand!: number;

  @Column({ type: 'double precision', name: 'protection_upper_demand' })
  protectionUpperDemand!: number;

  @Column({ type: 'integer', name: 'lead_time_days' })
  leadTimeDays!: number;

  @Column({ type: 'double precision', name: 'lead_time_demand' })
  leadTimeDemand!: number;

  @Column({ type: 'double precision', name: 'lead_time_safety_stock' })
  leadTimeSafetyStock!: number;

  /**
   * The demand over the protection days that is not exceeded with each of the forecaster's cover probabilities, ascending; null
   * in inferences of versions that did not keep it.
   */
  @Column({ type: 'double precision', array: true, name: 'protection_quantiles', nullable: true })
  protectionQuantiles!: number[] | null;

  /** Days from the first sale that was learnt from to the day before the run; null, as all of the basis, in older inferences. */
  @Column({ type: 'integer', name: 'basis_days', nullable: true })
  basisDays!: number | null;

  /** Those of them with a sale. */
  @Column({ type: 'integer', name: 'basis_sale_days', nullable: true })
  basisSaleDays!: number | null;

  /** Days from the latest sale to the run's day, 1 for the day before; null when there is none. */
  @Column({ type: 'integer', name: 'basis_days_since_last_sale', nullable: true })
  basisDaysSinceLastSale!: number | null;

  /** Units sold in the 28 days before the run. */
  @Column({ type: 'integer', name: 'basis_recent_units', nullable: true })
  basisRecentUnits!: number | null;

  /** Days of those 28 on which the ledger says that the shelf was empty all day. */
  @Column({ type: 'integer', name: 'basis_recent_days_out_of_stock', nullable: true })
  basisRecentDaysOutOfStock!: number | null;

  /** Whole units on hand when the run wrote. */
  @Column({ type: 'integer', name: 'stock_quantity' })
  stockQuantity!: number;

  /** Whole units to order, at that stock. */
  @Column({ type: 'integer', name: 'restock_quantity' })
  restockQuantity!: number;

  @ManyToOne(() => ForecastRun, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'restock_inferences_run' },
    { name: 'run_id', referencedColumnName: 'id', foreignKeyConstraintName: 'restock_inferences_run' },
  ])
  run?: ForecastRun;

  @ManyToOne(() => Goods)
  @JoinColumn([
    { name: 'user_id', referencedColumnName: 'userId', foreignKeyConstraintName: 'restock_inferences_goods' },
    { name: 'goods_id', referencedColumnName: 'id', foreignKeyConstraintName: 'restock_inferences_goods' },
  ])
  goods?: Goods;
}
