import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { removeEmbeddedDatabase, startEmbeddedDatabase } from '../../src/data/embeddedDatabase.js';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.js';
import type { Kill } from './plan.js';

/** Several servers on one PostgreSQL, all of which can be killed and come back by themselves. */
export interface System {
  databaseUrl: string;
  servers: number;
  /** Where a server listens now; it may just have been killed. */
  urlOf(server: number): string;
  /** Waits until a server does its work. @throws when that takes too long */
  untilReady(server: number): Promise<void>;
  /** Kills with SIGKILL, and waits until everything works again. @returns what was killed */
  kill(target: Kill['target']): Promise<string>;
  /** What must not happen and did: servers that died by themselves, or did not stop. */
  incidents: string[];
  /** Stops the servers, and waits until PostgreSQL has nothing left to do for them. */
  stopServers(): Promise<void>;
  stop(): Promise<void>;
}

/** How long anything may take to come back. */
export const RECOVERY_MAX_MS = 30_000;

/** Servers on a durable PostgreSQL of their own, in a folder that goes when they stop. */
export async function startOwnSystem(servers: number): Promise<System> {
  const home = await mkdtemp(join(tmpdir(), 'turnout-test-'));
  const database = await startEmbeddedDatabase({ home });
  const removeDatabase = async () => {
    await database.stop();
    await removeEmbeddedDatabase(home);
  };
  try {
    return await startSystem(database.url, servers, {
      killPostgres: () => killProcess(database.pid),
      removeDatabase,
    });
  } catch (error) {
    await removeDatabase();
    throw error;
  }
}

interface SystemParts {
  killPostgres?: () => void;
  removeDatabase?: () => Promise<void>;
}

/** Servers on a PostgreSQL that is there. */
export async function startSystem(
  databaseUrl: string,
  servers: number,
  { killPostgres = () => {}, removeDatabase = async () => {} }: SystemParts = {},
): Promise<System> {
  const incidents: string[] = [];
  let stopping = false;
  const killed = new Set<ServerProcess>();
  const running: ServerProcess[] = [];

  /** A start can meet a database that is just down; whoever runs servers starts them again. */
  async function launch(index: number): Promise<void> {
    const deadline = Date.now() + RECOVERY_MAX_MS;
    for (;;) {
      try {
        const server = await startServerProcess(databaseUrl, {
          LOG_LEVEL: 'fatal',
          // All of the load comes from one address.
          ADDRESS_COST_PER_MINUTE_MAX: '1000000000',
        });
        if (stopping) return void (await server.stop());
        running[index] = server;
        void server.ended.then((status) => {
          if (stopping) return;
          if (!killed.has(server)) {
            incidents.push(`server ${index} ended by itself (${status}):\n${server.said()}`);
          }
          void launch(index);
        });
        return;
      } catch (error) {
        if (stopping) return;
        if (Date.now() > deadline) {
          incidents.push(`server ${index} cannot be started: ${(error as Error).message}`);
          return;
        }
        await untilDatabaseAnswers(databaseUrl);
      }
    }
  }

  const untilReady = (index: number) =>
    until(`server ${index} is ready`, async () => {
      const url = running[index]?.url;
      const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      return response.ok;
    });
  const untilAllReady = () => Promise.all(running.map((_server, i) => untilReady(i)));

  await Promise.all(Array.from({ length: servers }, (_, index) => launch(index)));
  await untilAllReady();
  return {
    databaseUrl,
    servers,
    incidents,
    urlOf: (index) => (running[index] as ServerProcess).url,
    untilReady,
    async kill(target) {
      const what = typeof target === 'number' ? `server ${target}` : target;
      if (typeof target === 'number') {
        const server = running[target] as ServerProcess;
        killed.add(server);
        killProcess(server.pid);
        await until(`${what} was started again`, async () => running[target] !== server);
      } else {
        await untilSessionsEnd(databaseUrl, async () => {
          if (target === 'postgres') killPostgres();
          const session = target === 'session' ? await findSession(databaseUrl) : undefined;
          killProcess(session);
          return target === 'postgres' || session !== undefined;
        });
      }
      await untilDatabaseAnswers(databaseUrl);
      await untilAllReady();
      return what;
    },
    async stopServers() {
      stopping = true;
      const statuses = await Promise.all(running.map((server) => server.stop()));
      for (const [i, status] of statuses.entries()) {
        if (status !== 0) incidents.push(`server ${i} did not stop when told to (${status})`);
      }
      await until('the last session is over', async () => !(await findSession(databaseUrl)));
    },
    async stop() {
      stopping = true;
      await Promise.all(running.map((server) => server.stop()));
      await removeDatabase();
    },
  };
}

/** Waits for a condition; one that throws is not met yet. */
async function until(what: string, isMet: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + RECOVERY_MAX_MS;
  while (!(await isMet().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}.`);
    await sleep(20);
  }
}

/**
 * Waits until a crash has ended all sessions: PostgreSQL may go on answering for a moment. Where
 * there is no session to kill there is no crash; the one that watches is killed instead.
 */
async function untilSessionsEnd(url: string, crash: () => Promise<boolean>): Promise<void> {
  const witness = new pg.Client({ connectionString: url });
  witness.on('error', () => {});
  let ended = false;
  witness.once('end', () => {
    ended = true;
  });
  await witness.connect();
  const { rows } = await witness.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  if (!(await crash())) killProcess(rows[0]?.pid);
  await until('all sessions are over', async () => ended);
}

function untilDatabaseAnswers(url: string): Promise<void> {
  return until('PostgreSQL answers', async () => {
    await query(url, 'SELECT 1');
    return true;
  });
}

/** The process id of one of the servers' sessions; undefined when they have none. */
async function findSession(url: string): Promise<number | undefined> {
  const [session] = await query(
    url,
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'turnout'
     ORDER BY state = 'idle', query_start LIMIT 1`,
  );
  return session?.pid;
}

async function query(url: string, sql: string): Promise<{ pid: number }[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // told by the query
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

function killProcess(pid: number | undefined): void {
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}
