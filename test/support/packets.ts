import pg from 'pg';
import { StatementBatch } from '../../src/data/statements/StatementBatch.js';

/** How many statements were in each packet that was sent past Prisma while `work` ran. */
export async function packetsWhile(work: () => Promise<unknown>): Promise<number[]> {
  const packets: number[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [batch] = args;
    if (batch instanceof StatementBatch) packets.push(batch.statements.length);
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return packets;
}
