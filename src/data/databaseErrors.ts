/** What PostgreSQL said about a statement it refused. */
export interface DatabaseRefusal {
  /** Five characters. @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
  sqlState: string;
  /** The constraint that was broken, when one was. */
  constraint: string | null;
}

/** PostgreSQL gave up on one of several transactions that stood in each other's way. */
const WORTH_RETRYING = new Set(['40001', '40P01']);
/** A rival was faster: run again, the transaction finds what the rival wrote, and can say so. */
const LOST_RACES = new Set(['Collaborator_owner_not_double_booked']);

/**
 * Finds what PostgreSQL said in an error thrown by Prisma, whichever of its shapes it has:
 * a known request error (P2002, P2010, P2034, P2039 …) with the driver's error under `meta`,
 * a bare driver-adapter error (when COMMIT itself fails), or the error of `pg`.
 */
export function databaseRefusal(error: unknown): DatabaseRefusal | null {
  for (const layer of layersOf(error)) {
    const sqlState = text(layer.originalCode) ?? sqlStateOf(layer.code);
    if (!sqlState) continue;
    return { sqlState, constraint: constraintOf(layer) };
  }
  return null;
}

/** Whether the same transaction may well succeed when it is run again. */
export function isTransient(error: unknown): boolean {
  if (isRecord(error) && error.code === 'P2034') return true;
  const refusal = databaseRefusal(error);
  if (refusal === null) return false;
  return WORTH_RETRYING.has(refusal.sqlState) || LOST_RACES.has(refusal.constraint ?? '');
}

/** SQLSTATE classes: connection lost, resources short, operator intervened, system error. */
const OUTAGE_CLASSES = new Set(['08', '53', '57', '58']);
/** Prisma: cannot reach the server, lost it, no free connection, transaction timed out. */
const OUTAGE_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
/** The driver adapter's words for the same, which a raw statement's error carries instead. */
const OUTAGE_KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout']);
/** How `pg` says, without a code, that a connection is gone or was not to be had. */
const CONNECTION_GONE =
  /^(Connection terminated|Client (was closed|has encountered a connection error)|timeout exceeded when trying to connect)/;

/** Whether the database could not be worked with at all, whatever was asked of it. */
export function isOutage(error: unknown): boolean {
  const refusal = databaseRefusal(error);
  if (refusal) return OUTAGE_CLASSES.has(refusal.sqlState.slice(0, 2));
  for (const layer of layersOf(error)) {
    if (OUTAGE_CODES.has(String(layer.code)) || /^E[A-Z]+$/.test(String(layer.code))) return true;
    if (OUTAGE_KINDS.has(String(layer.kind))) return true;
    if (CONNECTION_GONE.test(text(layer.message) ?? '')) return true;
  }
  return false;
}

/** PostgreSQL has no room for another connection, or is starting or stopping. */
const NOT_TAKEN_STATES = new Set(['53300', '57P03']);
/** Prisma: cannot reach the server, no free connection. */
const NOT_TAKEN_CODES = new Set(['P1001', 'P2024', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
/** The pool, the driver and Prisma about a connection that was waited for too long. */
const NOT_TAKEN =
  /^timeout exceeded when trying to connect|^Connection terminated due to connection timeout|Unable to start a transaction in the given time/;

/**
 * Whether no connection was to be had, in the time there is for it: what was asked never reached the
 * database. An outage too, but one that is worth trying again in a moment.
 */
export function isNoConnection(error: unknown): boolean {
  const refusal = databaseRefusal(error);
  if (refusal) return NOT_TAKEN_STATES.has(refusal.sqlState);
  for (const layer of layersOf(error)) {
    if (NOT_TAKEN_CODES.has(String(layer.code))) return true;
    if (layer.kind === 'DatabaseNotReachable' || layer.kind === 'TooManyConnections') return true;
    if (NOT_TAKEN.test(text(layer.message) ?? '')) return true;
  }
  return false;
}

/** The error and what it wraps, outermost first. */
function* layersOf(error: unknown): Generator<Record<string, unknown>> {
  const waiting = [error];
  for (let seen = 0; waiting.length > 0 && seen < 10; seen++) {
    const layer = waiting.shift();
    if (!isRecord(layer)) continue;
    yield layer;
    waiting.push(layer.meta, layer.driverAdapterError, layer.cause);
  }
}

/** Not every code of five characters is PostgreSQL's: `P1001` is Prisma's, `EPIPE` the system's. */
function sqlStateOf(code: unknown): string | null {
  return typeof code === 'string' && /^(?!P[1-9])(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** What our own triggers say: the driver adapter drops the name of the constraint they give. */
const TRIGGER_MESSAGES: [message: RegExp, constraint: string][] = [
  [/ has a free seat and a waiting attendee$/, 'Event_no_idle_seat'],
  [/ is left without an owner$/, 'Event_keeps_an_owner'],
];

/** `pg` and, for some constraints, the driver adapter give its name; for others only the message does. */
function constraintOf(layer: Record<string, unknown>): string | null {
  const { constraint } = layer;
  const named = text(constraint) ?? (isRecord(constraint) ? text(constraint.index) : null);
  if (named) return named;
  const message = text(layer.originalMessage) ?? text(layer.message) ?? '';
  const raised = TRIGGER_MESSAGES.find(([ours]) => ours.test(message));
  return raised?.[1] ?? /constraint "([^"]+)"/.exec(message)?.[1] ?? null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
