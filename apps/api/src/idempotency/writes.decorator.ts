import { applyDecorators, HttpCode, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IDEMPOTENCY_KEY } from './idempotency-key.js';
import { IN_STEPS, OnceInterceptor } from './once.interceptor.js';

/**
 * A POST that writes: answers 200, and takes an `Idempotency-Key`.
 * @param options `inSteps`: the handler writes in several transactions, each of which is safe to repeat
 */
export function Writes(options: { readonly inSteps?: boolean } = {}): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    SetMetadata(IN_STEPS, options.inSteps ?? false),
    UseInterceptors(OnceInterceptor),
    ApiHeader({
      name: IDEMPOTENCY_KEY,
      required: false,
      description:
        'Sent again within 24 hours with the same request, the answer is the same and nothing is written twice',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
      example: '8f14e45f-ceea-467f-a0e6-4c3b6d1f9f10',
    }),
  );
}
