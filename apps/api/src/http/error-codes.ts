import type { DomainErrorCode } from '@tor/kernel/domain-error';
import { ERROR_CATALOGUE, type CatalogueEntry } from './error-catalogue.js';
import { HTTP_ERRORS, type HttpErrorCode } from './http-errors.js';

/** Every `code` that problem details are made with on purpose. */
export type ErrorCode = DomainErrorCode | HttpErrorCode;

const ENTRIES: Record<ErrorCode, CatalogueEntry> = { ...ERROR_CATALOGUE, ...HTTP_ERRORS };

export function entryOf(code: ErrorCode): CatalogueEntry {
  return ENTRIES[code];
}

/** A URN that names the kind of problem. */
export function problemType(code: string): string {
  return `urn:tor-monitor:problem:${code}`;
}
