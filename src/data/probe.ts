import pg from 'pg';

/** Asks whether the database answers, without queueing behind those who work with it. */
export interface Probe {
  /** @throws when it does not, or not in time */
  ask(): Promise<void>;
  close(): Promise<void>;
}

const ANSWER_MS_MAX = 2_000;

/** On a connection of its own, which is opened when it is first needed. */
export function createProbe(url: string): Probe {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'turnout probe',
    max: 1,
    connectionTimeoutMillis: ANSWER_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
  });
  pool.on('error', () => {}); // the next one to ask will be told
  let asking: Promise<void> | null = null;
  return {
    ask() {
      asking ??= pool
        .query('SELECT 1')
        .then(() => {})
        .finally(() => {
          asking = null;
        });
      return asking;
    },
    close: () => pool.end(),
  };
}
