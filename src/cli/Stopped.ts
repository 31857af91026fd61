/** A reason to stop that needs no stack: its message says all. */
export class Stopped extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}
