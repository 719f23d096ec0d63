import { Injectable } from '@nestjs/common';
import type { TenantId } from '@tor/kernel/tenant-id';
import { toProblem } from '../http/problem.filter.js';
import { validated } from '../http/validation.js';
import { fingerprintOfPost } from '../idempotency/idempotency-key.js';
import { Once } from '../idempotency/once.js';
import { BatchedSale, type BatchedSaleResult, type SalesBatchView } from './dto/sales-batch.js';
import { toSaleView, type SaleView } from './dto/sale.view.js';
import { SalesService } from './sales.service.js';

/** What `POST /api/sales` answers, kept under a sale's own key. */
interface KeptAnswer {
  readonly message: string;
  readonly data: SaleView;
}

/** Books sales one by one: each in a transaction of its own, once for its key, whatever becomes of the others. */
@Injectable()
export class SalesBatchService {
  constructor(
    private readonly sales: SalesService,
    private readonly once: Once,
  ) {}

  /**
   * @param message what a sale's answer says, the same as that of a sale which was sent alone
   * @throws what is nobody's fault, such as DomainError `database_unavailable`: sent again, what was booked is not booked twice
   */
  async book(tenantId: TenantId, sales: readonly Record<string, unknown>[], message: string): Promise<SalesBatchView> {
    const results: BatchedSaleResult[] = [];
    for (const sale of sales) results.push(await this.#bookOne(tenantId, sale, message));
    const booked = results.filter(({ status }) => status === 200).length;
    return { booked, refused: results.length - booked, results };
  }

  async #bookOne(tenantId: TenantId, sent: Record<string, unknown>, message: string): Promise<BatchedSaleResult> {
    const { idempotency_key: sentKey, ...body } = sent;
    try {
      const { idempotency_key: key, ...sale } = await validated(BatchedSale, sent);
      const request = { key, fingerprint: fingerprintOfPost('/api/sales', body) };
      const { answer, replayed } = await this.once.inOneTransaction(
        tenantId,
        request,
        async (): Promise<KeptAnswer> => ({ message, data: toSaleView(await this.sales.create(tenantId, sale)) }),
      );
      return { idempotency_key: key, status: 200, replayed, sale: (answer as KeptAnswer).data };
    } catch (error) {
      const { status, code, detail, errors } = toProblem(error);
      if (status >= 500) throw error;
      const key = typeof sentKey === 'string' ? sentKey : null;
      return { idempotency_key: key, status, replayed: false, code, detail, ...(errors && { errors }) };
    }
  }
}
