/** Every way in which the domain can refuse. The HTTP layer maps each to a status and fails to compile when one is missing. */
export type DomainErrorCode =
  | 'invalid_date'
  | 'invalid_value'
  | 'goods_not_found'
  | 'goods_archived'
  | 'sale_not_found'
  | 'insufficient_stock'
  | 'stock_count_not_found'
  | 'stock_count_closed'
  | 'stock_count_outdated'
  | 'stock_limit_exceeded'
  | 'invalid_month'
  | 'forecast_job_not_found'
  | 'idempotency_key_reused'
  | 'conversation_not_found'
  | 'conversation_busy'
  | 'action_not_found'
  | 'action_expired'
  | 'action_cancelled'
  | 'action_outdated'
  | 'action_done'
  | 'nothing_to_undo'
  | 'assistant_unavailable'
  | 'email_taken'
  | 'sign_up_refused'
  | 'invalid_credentials'
  | 'invalid_token'
  | 'auth_provider_unavailable'
  | 'tenant_unknown'
  | 'database_unavailable'
  | 'queue_unavailable'
  | 'queue_full';

/** A refusal that the caller can understand. `message` is written for a person and holds no internals. */
export class DomainError extends Error {
  constructor(
    readonly code: DomainErrorCode,
    message: string,
    /** Of a refusal that time mends: when it is worth asking again, in seconds. */
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
