import pg from 'pg';
import { StatementBatch } from '../../src/data/statements/StatementBatch.js';

/** How a statement fails: PostgreSQL refuses it, or the connection is gone before it is sent. */
export type Breakage = 'refused' | 'cut off';

/** Makes statements fail where they leave the driver; all others reach the real database. */
export interface BrokenStatements {
  /** Breaks one of the statements that follow, the first is 1. Forgets what was counted. */
  breakAt(position: number, how: Breakage): void;
  /** Breaks none any more. @returns how many there were since `breakAt` */
  mend(): number;
  /** The driver as it was. */
  restore(): void;
}

/** Fails in PostgreSQL itself, and with it the transaction that it is in. */
const REFUSED = `DO $$ BEGIN RAISE EXCEPTION 'broken on purpose' USING ERRCODE = 'XX000'; END $$`;

type Query = (this: Connected, ...args: unknown[]) => unknown;
type Connected = pg.Client & {
  connectionParameters: { application_name?: string };
  connection: { stream: { destroy(): void } };
};

/** Of the pools of servers in this process; their wake-ups have connections of their own. */
export function breakStatements(): BrokenStatements {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  let position: number | null = null;
  let how: Breakage = 'refused';
  let count = 0;

  prototype.query = function (...args) {
    if (position === null || this.connectionParameters.application_name !== 'turnout') {
      return query.apply(this, args);
    }
    count += 1;
    if (count !== position) return query.apply(this, args);
    if (how === 'cut off') {
      this.connection.stream.destroy();
      return query.apply(this, args);
    }
    const [statement, ...rest] = args;
    if (statement instanceof StatementBatch) {
      const refused = [{ name: undefined, text: REFUSED, values: [] }];
      return query.call(this, Object.assign(statement, { statements: refused }));
    }
    // Whatever PostgreSQL refuses to commit, it has taken back.
    if ((statement as { text: string }).text === 'COMMIT') query.call(this, 'ROLLBACK');
    return query.call(this, { ...(statement as object), text: REFUSED, values: [] }, ...rest);
  };
  return {
    breakAt(at, breakage) {
      position = at;
      how = breakage;
      count = 0;
    },
    mend() {
      position = null;
      return count;
    },
    restore() {
      prototype.query = query;
    },
  };
}
