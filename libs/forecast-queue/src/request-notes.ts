import type { TenantId } from '@tor/kernel/tenant-id';

/** A shop's forecast that is asked for and not made yet, as it is noted where it is not lost. */
export interface ForecastRequest {
  readonly tenantId: TenantId;
  /** Of the job that makes it: a UUID. */
  readonly jobId: string;
  /** When it was asked for last. */
  readonly askedAt: Date;
  /** It is not to be made earlier. */
  readonly dueAt: Date;
  /** Asked for by the nightly refresh and not by a person. */
  readonly nightly: boolean;
}

/** Where requests are noted before they are on the queue, and until their run has ended. A shop has one at a time. */
export interface RequestNotes {
  /** Notes a request, or joins the one that the shop has. @returns what is noted now */
  note(request: ForecastRequest): Promise<ForecastRequest>;
  /** Forgets the request of this job, if it is still noted. */
  strike(tenantId: TenantId, jobId: string): Promise<void>;
}

export const REQUEST_NOTES = Symbol('request notes');

/** Of programs that ask for a forecast without a database: the queue alone knows then. */
export const NO_NOTES: RequestNotes = {
  note: (request) => Promise.resolve(request),
  strike: () => Promise.resolve(),
};
