/** Too much was asked within a minute. Like `Unauthenticated`, it is the same everywhere. */
export class RateLimited extends Error {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}
