import type pg from 'pg';
import { StatementBatch } from './StatementBatch.js';

type Query = (...sent: unknown[]) => unknown;
type ClientClass = new () => pg.Client;

const BEGIN = 'BEGIN';
const ENDS = new Set(['COMMIT', 'ROLLBACK']);
/** What the driver answers to BEGIN, COMMIT and ROLLBACK, as far as Prisma's adapter looks. */
const NOTHING = { rows: [], fields: [], rowCount: null };

/**
 * Connections that keep a BEGIN until the first statement of the transaction, and send both in one
 * packet: a transaction takes a way to PostgreSQL and back less. One in which nothing is asked is
 * not begun at all.
 */
export function beginningLate(Client: ClientClass): ClientClass {
  class LateClient extends Client {}
  const send = (client: pg.Client, sent: unknown[]): unknown =>
    (Client.prototype.query as Query).apply(client, sent);
  const owing = new WeakSet<pg.Client>();
  const beginnings = new WeakMap<pg.Client, Promise<unknown>>();

  const query = function (this: pg.Client, ...sent: unknown[]): unknown {
    const [statement] = sent;
    const text = textOf(statement);
    if (text === BEGIN) {
      owing.add(this);
      return Promise.resolve(NOTHING);
    }
    if (owing.delete(this)) {
      if (ENDS.has(text)) return Promise.resolve(NOTHING);
      // Where it fails, what comes behind would be in no transaction: nothing is sent any more.
      const giveUp = () => void this.end();
      if (statement instanceof StatementBatch) return send(this, [statement.beginning(giveUp)]);
      const begun = send(this, [BEGIN]) as Promise<unknown>;
      begun.catch(giveUp);
      beginnings.set(
        this,
        begun.finally(() => beginnings.delete(this)),
      );
    }
    const beginning = beginnings.get(this);
    if (!beginning) return send(this, sent);
    const answer = beginning.then(() => send(this, sent));
    if (statement instanceof StatementBatch) answer.catch((error) => statement.handleError(error));
    return answer;
  };
  Object.assign(LateClient.prototype, { query });
  return LateClient;
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  return (statement as { text?: string }).text ?? '';
}
