/** The embedded PostgreSQL cannot be had here and now. The message says why and what to do, in words for a person. */
export class PostgresUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostgresUnavailable';
  }
}
