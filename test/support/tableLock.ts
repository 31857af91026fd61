import pg from 'pg';

/** Somebody who keeps all others from a table for as long as a test wants. */
export interface TableLock {
  hold(table: string): Promise<unknown>;
  release(): Promise<unknown>;
  /** Whether somebody waits for any lock. */
  isWaitedFor(): Promise<boolean>;
  end(): Promise<void>;
}

export async function openTableLock({ databaseUrl }: { databaseUrl: string }): Promise<TableLock> {
  const rival = new pg.Client({ connectionString: databaseUrl });
  await rival.connect();
  return {
    hold: (table) => rival.query(`BEGIN; LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`),
    release: () => rival.query('COMMIT'),
    async isWaitedFor() {
      const { rowCount } = await rival.query('SELECT 1 FROM pg_locks WHERE NOT granted');
      return rowCount !== 0;
    },
    end: () => rival.end(),
  };
}
