/** A statement that we sent has failed; `cause` is what the driver threw, here with a stack of ours. */
export class StatementFailed extends Error {
  override name = 'StatementFailed';
  /** The SQLSTATE, or the system's code; null without one. */
  readonly code: string | null;

  constructor(cause: Error & { code?: string }) {
    super(cause.message, { cause });
    this.code = cause.code ?? null;
  }
}
