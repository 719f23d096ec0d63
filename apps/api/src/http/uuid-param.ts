import { Param, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { ValidationProblem } from './validation.js';

class UuidPipe implements PipeTransform<string, string> {
  constructor(private readonly field: string) {}

  transform(value: string): string {
    if (!isUUID(value)) throw new ValidationProblem([{ field: this.field, message: `${this.field} must be a UUID` }]);
    return value.toLowerCase();
  }
}

/** A path parameter that has to be a UUID. */
export const UuidParam = (name: string): ParameterDecorator => Param(name, new UuidPipe(name));
