import { HttpStatus } from '@nestjs/common';
import type { DomainErrorCode } from '@tor/kernel/domain-error';

/** How a refusal is told over HTTP. */
export interface CatalogueEntry {
  readonly status: HttpStatus;
  readonly title: string;
  /** A detail as an answer carries it, for the OpenAPI document. */
  readonly example: string;
}

/** The HTTP status, title and an example of every refusal of the domain. A code without an entry does not compile. */
export const ERROR_CATALOGUE: Record<DomainErrorCode, CatalogueEntry> = {
  invalid_date: {
    status: HttpStatus.UNPROCESSABLE_ENTITY,
    title: 'Not a date',
    example: '"2026-02-30" is not a date of the form YYYY-MM-DD',
  },
  invalid_value: {
    status: HttpStatus.UNPROCESSABLE_ENTITY,
    title: 'Not a valid value',
    example: '"1500.555" is not an amount with at most two decimal places',
  },
  goods_not_found: {
    status: HttpStatus.NOT_FOUND,
    title: 'Goods not found',
    example: 'There are no goods of this id',
  },
  goods_archived: {
    status: HttpStatus.NOT_FOUND,
    title: 'Goods are archived',
    example: 'These goods are archived',
  },
  sale_not_found: {
    status: HttpStatus.NOT_FOUND,
    title: 'Sale not found',
    example: 'There is no sale of this id',
  },
  insufficient_stock: {
    status: HttpStatus.BAD_REQUEST,
    title: 'Not enough stock',
    example: 'Not enough stock: 3 available, 5 requested',
  },
  stock_count_not_found: {
    status: HttpStatus.NOT_FOUND,
    title: 'Stock count not found',
    example: 'There is no stock count of this id',
  },
  stock_count_closed: {
    status: HttpStatus.BAD_REQUEST,
    title: 'Stock count is closed',
    example: 'This stock count is closed',
  },
  stock_count_outdated: {
    status: HttpStatus.BAD_REQUEST,
    title: 'Counted before another count was closed',
    example: 'Another count has been closed since these were counted here: "Kopi Gayo". Count them again',
  },
  stock_limit_exceeded: {
    status: HttpStatus.BAD_REQUEST,
    title: 'More stock than the books hold',
    example: 'The stock would be 1000000004: the books hold 1000000000 at most',
  },
  invalid_month: {
    status: HttpStatus.BAD_REQUEST,
    title: 'No such month',
    example: 'The month must be a whole number from 1 to 12, the year one from 2000 to 2099',
  },
  forecast_job_not_found: {
    status: HttpStatus.NOT_FOUND,
    title: 'Forecast job not found',
    example: 'There is no forecast job of this id',
  },
  idempotency_key_reused: {
    status: HttpStatus.UNPROCESSABLE_ENTITY,
    title: 'Idempotency key used for another request',
    example: 'This Idempotency-Key was sent with another request before',
  },
  conversation_not_found: {
    status: HttpStatus.NOT_FOUND,
    title: 'Conversation not found',
    example: 'There is no conversation of this id',
  },
  conversation_busy: {
    status: HttpStatus.CONFLICT,
    title: 'Conversation is busy',
    example: 'The message before this one is still being answered',
  },
  action_not_found: {
    status: HttpStatus.NOT_FOUND,
    title: 'Action not found',
    example: 'There is no proposed action of this id',
  },
  action_expired: {
    status: HttpStatus.CONFLICT,
    title: 'Action expired',
    example: 'This action was not confirmed in time, ask for it again',
  },
  action_cancelled: {
    status: HttpStatus.CONFLICT,
    title: 'Action cancelled',
    example: 'This action was cancelled',
  },
  action_outdated: {
    status: HttpStatus.CONFLICT,
    title: 'Action is out of date',
    example: 'What this action was proposed for has changed since, ask for it again',
  },
  action_done: {
    status: HttpStatus.CONFLICT,
    title: 'Action carried out',
    example: 'This action was carried out already',
  },
  nothing_to_undo: {
    status: HttpStatus.CONFLICT,
    title: 'Nothing to undo',
    example: 'There is no action in this conversation to take back',
  },
  assistant_unavailable: {
    status: HttpStatus.SERVICE_UNAVAILABLE,
    title: 'The assistant is out of reach',
    example: 'The assistant is out of reach, try again soon',
  },
  email_taken: {
    status: HttpStatus.BAD_REQUEST,
    title: 'E-mail address taken',
    example: 'This e-mail address is signed up already',
  },
  sign_up_refused: {
    status: HttpStatus.BAD_REQUEST,
    title: 'Sign-up refused',
    example: 'The sign-up was refused: User already registered',
  },
  invalid_credentials: {
    status: HttpStatus.BAD_REQUEST,
    title: 'Wrong e-mail address or password',
    example: 'The e-mail address or the password is wrong',
  },
  invalid_token: {
    status: HttpStatus.UNAUTHORIZED,
    title: 'Sign in first',
    example: 'The access token is not valid or has expired',
  },
  auth_provider_unavailable: {
    status: HttpStatus.SERVICE_UNAVAILABLE,
    title: 'Sign-in is out of reach',
    example: 'The sign-in service is out of reach, try again soon',
  },
  database_unavailable: {
    status: HttpStatus.SERVICE_UNAVAILABLE,
    title: 'The database is out of reach',
    example: 'The database is out of reach, try again soon',
  },
  queue_unavailable: {
    status: HttpStatus.SERVICE_UNAVAILABLE,
    title: 'The queue is out of reach',
    example: 'Forecasts cannot be asked for right now, try again soon',
  },
  queue_full: {
    status: HttpStatus.TOO_MANY_REQUESTS,
    title: 'Too many forecasts are waiting',
    example: 'Too many forecasts are waiting to be made, ask again in a minute',
  },
  tenant_unknown: {
    status: HttpStatus.UNAUTHORIZED,
    title: 'Sign in first',
    example: 'There is no shop for this user',
  },
};
