import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { toGoodsView, type GoodsView } from '../../goods/dto/goods.view.js';
import type { GoodsService } from '../../goods/goods.service.js';

/** Goods as they are at this moment, archived ones too. @throws DomainError `goods_not_found` */
export async function goodsNow(service: GoodsService, tenantId: TenantId, id: string): Promise<GoodsView> {
  return toGoodsView((await service.detail(tenantId, id)).goods);
}

/** @throws DomainError `goods_archived` */
export function requireActive(goods: GoodsView): GoodsView {
  if (goods.archived_at !== null) throw new DomainError('goods_archived', 'These goods are archived');
  return goods;
}
