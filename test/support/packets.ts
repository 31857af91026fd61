import pg from 'pg';
import { StatementBatch } from '../../src/data/statements/StatementBatch.js';

/** The statements in each packet that a connection sent while `work` ran. */
export async function packetsWhile(work: () => Promise<unknown>): Promise<string[][]> {
  const packets: string[][] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    packets.push(textsOf(args[0]));
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return packets;
}

function textsOf(sent: unknown): string[] {
  if (typeof sent === 'string') return [sent];
  if (sent instanceof StatementBatch) return sent.statements.map(({ text }) => text);
  return [(sent as pg.QueryConfig).text];
}
