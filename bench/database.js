// What every benchmark stands on: a PostgreSQL of its own that keeps its promises (every commit is
// on disk), and rows in it.
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { removeEmbeddedDatabase, startEmbeddedDatabase } from '../dist/data/embeddedDatabase.js';
import { migrate } from '../dist/data/migrate.js';
import { hashPassword } from '../dist/domain/accounts/passwords.js';
import { zoneRulesVersion } from '../dist/domain/time/zoneRules.js';
import { PASSWORD, USERS } from './accounts.js';

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

/** Ways of a server that holds millions of rows; the same for whoever is measured on it. */
const SETTINGS = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'none', // counts only when asked to, see countStatements
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
};

/**
 * A PostgreSQL for measuring.
 *
 * @param home  its folder, kept for the next time; left out: a temporary one, which goes away
 */
export async function startPostgres(home = null) {
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'turnout-bench-')));
  const options = { home: folder, durable: true };
  let server = await startEmbeddedDatabase(options);
  await withClient(server.url, async (client) => {
    for (const [name, value] of Object.entries(SETTINGS)) {
      await client.query(`ALTER SYSTEM SET ${name} = '${value}'`).catch(ignoreUnknown(name));
    }
  });
  await server.stop(); // some of them need a start
  server = await startEmbeddedDatabase(options);
  return {
    url: server.url,
    pid: server.pid,
    async stop() {
      await server.stop();
      if (home === null) await removeEmbeddedDatabase(folder);
    },
  };
}

/** Settings of an extension are unknown before it was loaded: PostgreSQL then takes them from the file. */
function ignoreUnknown(name) {
  return (error) => {
    if (!name.includes('.')) throw error;
  };
}

/** The address of the database `name` on the server behind `url`, made and migrated when missing. */
export async function openDatabaseNamed(url, name) {
  const address = new URL(url);
  address.pathname = `/${name}`;
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE "${name}"`);
  });
  await migrate(address.href, { directory: MIGRATIONS });
  return address.href;
}

/** How much is in a database: `hot` of the attendees come to one event, half way down the list. */
export const SMALL = { events: 10_000, attendees: 500_000, hot: 200_000 };
export const LARGE = { events: 1_000_000, attendees: 10_000_000, hot: 1_000_000 };

const BATCH = 100_000;

/**
 * Fills an empty database.
 *
 * Triggers and foreign keys rest meanwhile, and indexes are made at the end, as in any bulk load;
 * so what triggers keep (counters, versions) is written here, and compared with the rows at the end.
 *
 * @param advance  called with what is being done and which share of all is done
 */
export async function seed(url, { events, attendees, hot }, advance = () => {}) {
  const passwordHash = await hashPassword(PASSWORD);
  await withClient(url, async (client) => {
    await client.query(
      `SET session_replication_role = replica; SET maintenance_work_mem = '512MB'`,
    );
    const indexes = await dropIndexes(client);
    const rowsInAll = events * 2 + attendees;
    let rows = 0;
    const batches = async (title, count, insert) => {
      for (let from = 1; from <= count; from += BATCH) {
        advance(title, (rows / rowsInAll) * 0.7);
        const to = Math.min(from + BATCH - 1, count);
        await insert(from, to);
        rows += to - from + 1;
      }
    };
    const others = attendees - hot;
    await batches('events', events, (from, to) =>
      client.query(insertEvents, [from, to, events, hot, others]),
    );
    await batches('versions', events, (from, to) => client.query(insertVersions, [from, to]));
    await batches('attendees of the hot event', hot, (from, to) =>
      client.query(insertAttendees, [from, to, 1, Math.ceil(events / 2), 0]),
    );
    await batches('attendees', others, (from, to) =>
      client.query(insertAttendees, [from, to, events - 1, null, hot]),
    );
    await client.query(insertUsers, [USERS, passwordHash]);
    await client.query('INSERT INTO "ZoneRules" VALUES ($1, now())', [zoneRulesVersion]);
    for (const [i, { name, definition }] of indexes.entries()) {
      advance(`index ${name}`, 0.7 + (0.2 * i) / indexes.length);
      await client.query(definition);
    }
    advance('VACUUM ANALYZE', 0.9);
    await client.query('DROP TABLE bench_numbers; RESET session_replication_role');
    await client.query('VACUUM ANALYZE');
    advance('comparing counters with rows', 0.97);
    await checkCounters(client);
    advance('done', 1);
  });
}

/** Indexes that no constraint needs, to be made again when the rows are there. */
async function dropIndexes(client) {
  await client.query('CREATE TABLE bench_numbers ("n" int PRIMARY KEY, "id" uuid NOT NULL)');
  const { rows } = await client.query(`
    SELECT indexname AS name, indexdef AS definition FROM pg_indexes
    WHERE schemaname = 'public' AND tablename IN ('Event', 'Attendee', 'EventVersion')
      AND indexname NOT IN (SELECT conname FROM pg_constraint)`);
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  return rows;
}

const list = (name) => `(ARRAY[${name.map((word) => `'${word}'`).join(', ')}])`;
const TOPICS = list(
  'Jazz,Chess,Pottery,Running,Poetry,Cooking,Robotics,Cinema,Choir,Climbing,Photography,Gardening,Theatre,Sailing,Astronomy,Painting,Cycling,Debate,Yoga,Dance'.split(
    ',',
  ),
);
const CITIES = list(
  'Lisbon,Tokyo,Nairobi,Quito,Oslo,Kolkata,Porto,Denver,Lyon,Seoul,Accra,Malmo,Perth,Bogota,Tallinn,Osaka,Leipzig,Dakar,Tromso,Galway,Hanoi,Naples,Austin,Bergen,Cusco'.split(
    ',',
  ),
);

// $1 to $2: numbers of the events. $3: events in all, spread over two years. $4: attendees of the
// event in the middle. $5: attendees of all others together.
const insertEvents = `
  WITH inserted AS (
    INSERT INTO "Event" ("id", "name", "description", "location", "timezone", "startsLocal", "endsLocal",
      "startsAt", "endsAt", "capacity", "confirmedCount", "createdAt", "updatedAt")
    SELECT "id", ${TOPICS}[1 + n % 20] || ' in ' || ${CITIES}[1 + n / 20 % 25] || ' ' || n,
      'Number ' || n || ' of many. Code ' || substr(md5(n::text), 1, 10) || '.',
      'Hall ' || n % 97 || ', ' || ${CITIES}[1 + n / 20 % 25], 'Europe/Paris',
      "starts" AT TIME ZONE 'Europe/Paris', ("starts" + interval '2 hours') AT TIME ZONE 'Europe/Paris',
      "starts", "starts" + interval '2 hours', 5000000,
      CASE WHEN n = ceil($3::int / 2.0) THEN $4::int ELSE
        $5::int / ($3::int - 1) + ((n - (n > ceil($3::int / 2.0))::int) <= $5::int % ($3::int - 1))::int END,
      now(), now()
    FROM (
      SELECT n, uuidv7() AS "id",
        date_trunc('minute', now() + interval '2 days' + n * (interval '730 days' / $3::int)) AS "starts"
      FROM generate_series($1::int, $2::int) AS n ORDER BY n) AS numbered
    RETURNING "id", split_part("description", ' ', 2)::int AS n)
  INSERT INTO bench_numbers SELECT n, "id" FROM inserted`;

const insertVersions = `
  INSERT INTO "EventVersion"
  SELECT "Event"."id", "version", NULL, "updatedAt", NULL,
    ARRAY['name', 'description', 'location', 'timezone', 'startsLocal', 'endsLocal', 'startsAt',
      'endsAt', 'capacity', 'visibility', 'status', 'allowOverlap'],
    "name", "description", "location", "timezone", "startsLocal", "endsLocal", "startsAt", "endsAt",
    "capacity", "visibility", "status", "allowOverlap"
  FROM "Event" JOIN bench_numbers USING ("id") WHERE n BETWEEN $1::int AND $2::int`;

// $1 to $2: numbers of the attendees. $4: the event they come to; null: each to the next of the $3
// events beside the one in the middle. $5: numbers given out before.
const insertAttendees = `
  INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "secretHash")
  SELECT uuidv7(), bench_numbers."id", 'Person ' || $5::int + number, 'person' || $5::int + number || '@example.org',
    'CONFIRMED', now(), '\\x00'
  FROM generate_series($1::int, $2::int) AS number
  CROSS JOIN LATERAL (SELECT 1 + (number - 1) % $3::int AS turn) AS t
  JOIN bench_numbers ON bench_numbers.n =
    coalesce($4::int, turn + (turn >= ceil(($3::int + 1) / 2.0))::int)
  ORDER BY number`;

const insertUsers = `
  INSERT INTO "User" ("id", "username", "email", "passwordHash", "createdAt", "updatedAt")
  SELECT gen_random_uuid(), 'user' || n, 'user' || n || '@example.org', $2, now(), now()
  FROM generate_series(1, $1::int) AS n`;

/** @throws Error when the counters of events are not what their attendees say */
async function checkCounters(client) {
  const { rows } = await client.query(`
    SELECT count(*)::int AS wrong FROM "Event"
    LEFT JOIN (SELECT "eventId" AS "id", count(*) AS "count" FROM "Attendee" GROUP BY 1) AS counted USING ("id")
    WHERE "confirmedCount" <> coalesce("count", 0)`);
  if (rows[0].wrong > 0) throw new Error(`${rows[0].wrong} events have wrong counters`);
}

/** How many statements a database answers while `work` runs; those of triggers are not counted. */
export async function countStatements(url, work) {
  return withClient(url, async (client) => {
    const track = async (what) => {
      await client.query(`ALTER SYSTEM SET pg_stat_statements.track = '${what}'`);
      await client.query('SELECT pg_reload_conf()');
      await client.query('SELECT pg_sleep(0.3)'); // the servers' sessions hear of it a little later
    };
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    await track('top');
    try {
      await client.query('SELECT pg_stat_statements_reset()');
      await work();
      const { rows } = await client.query(`
        SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND query NOT ILIKE '%pg_stat_statements%'`);
      return rows[0].calls;
    } finally {
      await track('none');
    }
  });
}

export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** CPU that the processes of a PostgreSQL took so far, in seconds; those that ended are counted. */
export function postgresCpuSeconds(pid, ticksPerSecond) {
  const ticks = (process, withEnded) => {
    try {
      const stat = readFileSync(`/proc/${process}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      return fields[11] + fields[12] + (withEnded ? fields[13] + fields[14] : 0);
    } catch {
      return 0; // it ended just now
    }
  };
  const own = ticks(pid, true);
  return childrenOf(pid).reduce((sum, child) => sum + ticks(child, false), own) / ticksPerSecond;
}

/** The processes that a process has started, and that are still there. */
export function childrenOf(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}
