import {
  applyDecorators,
  Inject,
  Injectable,
  NotFoundException,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { DomainError } from '@tor/kernel/domain-error';
import { OPERATOR_TOKEN_NEEDED, operatorAccess } from '@tor/process/operator-access';
import { Public } from './public.decorator.js';
import { NoRateLimit } from './rate-limits.js';

/** The `OPERATOR_TOKEN`, or null. */
export const OPERATOR_TOKEN = Symbol('operator token');

/**
 * Lets a request pass that may see what is for operators alone. For handlers outside Nest's routes too.
 * @param token the `OPERATOR_TOKEN`; null where there is none
 * @throws DomainError `invalid_token`; NotFoundException, the same as where there is no route
 */
export function requireOperator(request: Request, token: string | null): void {
  switch (operatorAccess(request, token)) {
    case 'granted':
      return;
    case 'refused':
      throw new DomainError('invalid_token', OPERATOR_TOKEN_NEEDED);
    case 'hidden':
      throw new NotFoundException(`Cannot ${request.method} ${request.path}`);
  }
}

/** Asks for the operator's token, see {@link requireOperator}. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(@Inject(OPERATOR_TOKEN) private readonly token: string | null) {}

  canActivate(context: ExecutionContext): boolean {
    requireOperator(context.switchToHttp().getRequest<Request>(), this.token);
    return true;
  }
}

/**
 * Marks a controller whose routes are for operators alone: no user's token opens them, they count no requests and are not in
 * the OpenAPI document, which is for the shops' clients.
 */
export const OperatorOnly = (): ClassDecorator =>
  applyDecorators(Public(), NoRateLimit(), UseGuards(OperatorGuard), ApiExcludeController());
