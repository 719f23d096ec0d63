import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { ValidationProblem } from './validation.js';

const EXAMPLE = '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21';

class UuidPipe implements PipeTransform<string, string> {
  constructor(private readonly field: string) {}

  transform(value: string): string {
    if (!isUUID(value)) throw new ValidationProblem([{ field: this.field, message: `${this.field} must be a UUID` }]);
    return value.toLowerCase();
  }
}

/** A path parameter that has to be a UUID, and is documented as one. */
export function UuidParam(name: string): ParameterDecorator {
  const parameter = Param(name, new UuidPipe(name));
  const documented = ApiParam({ name, schema: { type: 'string', format: 'uuid', example: EXAMPLE } });
  return (controller, handler, index) => {
    parameter(controller, handler, index);
    const method = handler === undefined ? undefined : Object.getOwnPropertyDescriptor(controller, handler);
    if (handler !== undefined && method) documented(controller, handler, method);
  };
}
