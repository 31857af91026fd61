/** What was asked for needs an account. The only refusal that is not a value: it is the same everywhere. */
export class Unauthenticated extends Error {}
