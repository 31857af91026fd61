/** A request that is refused before GraphQL sees it, or that GraphQL could not answer in time. */
export class Refusal extends Error {
  readonly status: number;
  /** `extensions.code`; left out: what the status is called. */
  readonly code: string | undefined;
  readonly headers: Record<string, string>;

  /** @param message  one sentence that says what was wrong */
  constructor(
    status: number,
    message: string,
    { code, headers = {} }: { code?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
