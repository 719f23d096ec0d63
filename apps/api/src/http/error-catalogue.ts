import { HttpStatus } from '@nestjs/common';
import type { DomainErrorCode } from '@tor/kernel/domain-error';

interface CatalogueEntry {
  readonly status: HttpStatus;
  readonly title: string;
}

/** The HTTP status and title of every refusal of the domain. A code without an entry does not compile. */
export const ERROR_CATALOGUE: Record<DomainErrorCode, CatalogueEntry> = {
  invalid_date: { status: HttpStatus.UNPROCESSABLE_ENTITY, title: 'Not a date' },
  invalid_value: { status: HttpStatus.UNPROCESSABLE_ENTITY, title: 'Not a valid value' },
  goods_not_found: { status: HttpStatus.NOT_FOUND, title: 'Goods not found' },
  goods_archived: { status: HttpStatus.NOT_FOUND, title: 'Goods are archived' },
  sale_not_found: { status: HttpStatus.NOT_FOUND, title: 'Sale not found' },
  insufficient_stock: { status: HttpStatus.BAD_REQUEST, title: 'Not enough stock' },
  stock_count_not_found: { status: HttpStatus.NOT_FOUND, title: 'Stock count not found' },
  stock_count_closed: { status: HttpStatus.BAD_REQUEST, title: 'Stock count is closed' },
  invalid_month: { status: HttpStatus.BAD_REQUEST, title: 'No such month' },
  idempotency_key_reused: {
    status: HttpStatus.UNPROCESSABLE_ENTITY,
    title: 'Idempotency key used for another request',
  },
  email_taken: { status: HttpStatus.BAD_REQUEST, title: 'E-mail address taken' },
  sign_up_refused: { status: HttpStatus.BAD_REQUEST, title: 'Sign-up refused' },
  invalid_credentials: { status: HttpStatus.BAD_REQUEST, title: 'Wrong e-mail address or password' },
  invalid_token: { status: HttpStatus.UNAUTHORIZED, title: 'Sign in first' },
  auth_provider_unavailable: { status: HttpStatus.SERVICE_UNAVAILABLE, title: 'Sign-in is out of reach' },
  database_unavailable: { status: HttpStatus.SERVICE_UNAVAILABLE, title: 'The database is out of reach' },
  tenant_unknown: { status: HttpStatus.UNAUTHORIZED, title: 'Sign in first' },
};
