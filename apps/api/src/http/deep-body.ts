import { BadRequestException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

/** Far more than any route asks for, far less than what overflows the stack of those who walk through a body. */
const DEEPEST = 32;

/** Refuses bodies with lists in lists in lists. Comes after the body parsers, which read them without harm. */
export function refuseDeepBody(request: Request, _: Response, next: NextFunction): void {
  next(isDeeper(request.body, DEEPEST) ? new BadRequestException('The body is nested too deeply') : undefined);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}
