import { databaseRefusal } from '../data/databaseErrors.js';

/** What the log says of an error. */
export interface DescribedError {
  [fact: string]: unknown;
  type: string;
  code?: string;
  message: string;
  sqlState?: string;
  constraint?: string | null;
  stack: string;
  cause?: DescribedError;
}

const LEVELS_MAX = 3;

/**
 * Tells an error without what it may quote: PostgreSQL's sentences and Prisma's have the rows and
 * the arguments in them, and so names and addresses of people. Where it happened, what kind it is,
 * and which rule was broken are enough to find it.
 */
export function describeError(error: unknown, level = 1): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const { code, cause } = error as Error & { code?: unknown };
  const refusal = databaseRefusal(error);
  const quotes = refusal !== null || error.constructor.name.startsWith('PrismaClient');
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    ...(typeof code === 'string' && { code }),
    ...(refusal ?? {}),
    message: quotes ? 'left out: it may quote data' : error.message,
    stack: framesOf(error),
    ...(cause instanceof Error && level < LEVELS_MAX && { cause: describeError(cause, level + 1) }),
  };
}

/** The lines that say where; those before them repeat the message. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
