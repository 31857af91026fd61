// What every benchmark stands on: a PostgreSQL of its own, seeded, and server processes on it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { removeEmbeddedDatabase, startEmbeddedDatabase } from '../dist/data/embeddedDatabase.js';
import { migrate } from '../dist/data/migrate.js';

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** A migrated, empty database that keeps its promises: every commit is on disk. */
export async function startDatabase() {
  const home = await mkdtemp(join(tmpdir(), 'turnout-bench-'));
  const database = await startEmbeddedDatabase({ home, durable: true });
  await migrate(database.url, { directory: MIGRATIONS });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return {
    url: database.url,
    client,
    async stop() {
      await client.end();
      await database.stop();
      await removeEmbeddedDatabase(home);
    },
  };
}

/** Fills the database by SQL: `events` future events, `attendees` spread evenly over them. */
export async function seed({ client }, { events, attendees }) {
  await client.query(
    `INSERT INTO "Event" ("id", "name", "description", "location", "timezone", "startsLocal",
       "endsLocal", "startsAt", "endsAt", "capacity", "createdAt", "updatedAt")
     SELECT gen_random_uuid(), 'Event ' || n, 'Number ' || n || ' of many.', 'Hall ' || n % 97,
       'Europe/Paris', start, start + interval '2 hours', start AT TIME ZONE 'Europe/Paris',
       (start + interval '2 hours') AT TIME ZONE 'Europe/Paris', 1000000, now(), now()
     FROM generate_series(1, $1::int) AS n,
       LATERAL (SELECT date_trunc('hour', now() + n * interval '1 hour')::timestamp + interval '1 day') AS s(start)`,
    [events],
  );
  await client.query(
    `INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "secretHash")
     SELECT gen_random_uuid(), event.id, 'Person ' || n, 'person' || n || '@example.org',
       'CONFIRMED', now(), '\\x00'
     FROM (SELECT "id", row_number() OVER (ORDER BY "startsAt") - 1 AS position FROM "Event") AS event
     JOIN generate_series(0, $1::int - 1) AS n ON n % $2::int = event.position`,
    [attendees, events],
  );
  await client.query('VACUUM ANALYZE');
}

/** A server process; `settings` are environment variables. */
export async function startServer(databaseUrl, settings = {}) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      ANONYMOUS_EVENTS: 'true',
      JWT_SECRET: 'of a server that lives for one measurement, and for nothing else',
      DATABASE_URL: databaseUrl,
      PORT: '0',
      LOG_LEVEL: 'silent',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await graphqlUrlIn(child.stdout);
  return {
    url,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function graphqlUrlIn(stdout) {
  for await (const line of createInterface({ input: stdout })) {
    const found = /GraphQL\s+(http\S+)/.exec(line);
    if (found) {
      stdout.resume();
      return found[1];
    }
  }
  throw new Error('the server ended before it was ready');
}

/** The global ids of the soonest events, `count` at most. */
export async function eventIds(url, count) {
  const query = `query ($after: String) {
    events(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
  }`;
  const ids = [];
  let page = { hasNextPage: true, endCursor: null };
  while (page.hasNextPage && ids.length < count) {
    const { events } = await send(url, query, { after: page.endCursor });
    ids.push(...events.nodes.map(({ id }) => id));
    page = events.pageInfo;
  }
  return ids;
}

async function send(url, query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
