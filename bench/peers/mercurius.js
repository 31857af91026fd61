// A peer: a server written for nothing but speed, by someone who knows Mercurius and PostgreSQL.
// Compiled operations (jit), named prepared statements that fetch only what is needed, a loader
// for nested lists, one query a page, zones from a table of offsets. It has what the benchmark asks
// for and no more: no limits, no permissions, no logs.
//
// CACHE_TTL  seconds; with it, mercurius-cache keeps answers as long (0: only while in flight)
// REGISTER   `one statement`: no transaction around lock, decision and insert, but all in one
import { createHash, createSecretKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { verify } from '@node-rs/argon2';
import Fastify from 'fastify';
import { SignJWT } from 'jose';
import mercurius from 'mercurius';
import mercuriusCache from 'mercurius-cache';
import pg from 'pg';
import { readCursor, writeCursor } from './cursor.js';
import { formatInZone } from './formatInZone.js';

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.DATABASE_POOL_SIZE),
});
const key = createSecretKey(Buffer.from(process.env.JWT_SECRET));

/** A statement that PostgreSQL plans once a connection. */
const prepared = (name, text) => (values) => ({ name, text, values });

const UPCOMING = `"status" = 'SCHEDULED' AND "visibility" = 'PUBLIC' AND "startsAt" >= now()`;
const EVENT =
  '"id", "name", "description", "location", "startsAt", "endsAt", "capacity", "seatsLeft", "confirmedCount", "waitlistLength"';
const oneEvent = prepared(
  'event',
  `SELECT ${EVENT} FROM "Event" WHERE "id" = $1 AND "visibility" = 'PUBLIC'`,
);
const firstEvents = prepared(
  'events',
  `SELECT ${EVENT} FROM "Event" WHERE ${UPCOMING} ORDER BY "startsAt", "id" LIMIT $1`,
);
const nextEvents = prepared(
  'events after',
  `SELECT ${EVENT} FROM "Event" WHERE ${UPCOMING} AND ("startsAt", "id") > ($2::timestamptz, $3::uuid)
   ORDER BY "startsAt", "id" LIMIT $1`,
);
const countUpcoming = prepared(
  'count',
  `SELECT count(*)::int AS "count" FROM "Event" WHERE ${UPCOMING}`,
);
/** One LIKE a word, each of which the trigram index serves; a statement for each number of words. */
const everyWord = (words, from) =>
  words.map((_word, i) => `"searchText" LIKE $${i + from}`).join(' AND ');
const foundEvents = (size, words) =>
  prepared(
    `events with ${words.length} words`,
    `SELECT ${EVENT} FROM "Event" WHERE ${UPCOMING} AND ${everyWord(words, 2)}
     ORDER BY "startsAt", "id" LIMIT $1`,
  )([size, ...words]);
const countFound = (words) =>
  prepared(
    `count with ${words.length} words`,
    `SELECT count(*)::int AS "count" FROM "Event" WHERE ${UPCOMING} AND ${everyWord(words, 1)}`,
  )(words);

const attendeePages = (name, condition, direction) =>
  prepared(
    name,
    `SELECT page.* FROM unnest($1::uuid[]) AS parent("id") CROSS JOIN LATERAL (
       SELECT "eventId", "id", "name", "status", "arrival" FROM "Attendee"
       WHERE "eventId" = parent."id" AND "status" <> 'CANCELLED' ${condition}
       ORDER BY "arrival" ${direction} LIMIT $2) AS page`,
  );
const firstAttendees = attendeePages('attendees', '', 'ASC');
const nextAttendees = attendeePages('attendees after', 'AND "arrival" > $3', 'ASC');
const lastAttendees = attendeePages('attendees last', '', 'DESC');

const lockEvent = prepared(
  'lock',
  `SELECT "status", "visibility", "startsAt", "seatsLeft", "waitlistLength" FROM "Event"
   WHERE "id" = $1 FOR NO KEY UPDATE`,
);
const insertAttendee = prepared(
  'insert',
  `INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "secretHash")
   VALUES (uuidv7(), $1, $2, $3, 'CONFIRMED', now(), $4)
   ON CONFLICT ("eventId", lower("email" COLLATE "C")) WHERE "status" <> 'CANCELLED' DO NOTHING
   RETURNING "id", "name", "status"`,
);
const registerAtOnce = prepared(
  'register',
  `WITH locked AS MATERIALIZED (
     SELECT "id" FROM "Event" WHERE "id" = $1 AND "status" = 'SCHEDULED' AND "visibility" = 'PUBLIC'
       AND "startsAt" > now() AND "seatsLeft" > 0 AND "waitlistLength" = 0 FOR NO KEY UPDATE)
   INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "secretHash")
   SELECT uuidv7(), "id", $2, $3, 'CONFIRMED', now(), $4 FROM locked
   ON CONFLICT ("eventId", lower("email" COLLATE "C")) WHERE "status" <> 'CANCELLED' DO NOTHING
   RETURNING "id", "name", "status"`,
);

const userByName = prepared(
  'user',
  `SELECT "id", "username", "passwordHash" FROM "User" WHERE lower("username" COLLATE "C") = lower($1 COLLATE "C")
   UNION ALL SELECT "id", "username", "passwordHash" FROM "User" WHERE lower("email" COLLATE "C") = lower($1 COLLATE "C")`,
);
const insertSession = prepared(
  'session',
  `WITH session AS (
     INSERT INTO "Session" ("id", "userId", "createdAt", "expiresAt")
     VALUES (uuidv7(), $1, now(), now() + interval '30 days') RETURNING "id")
   INSERT INTO "RefreshToken" ("hash", "sessionId", "createdAt")
   SELECT $2, "id", now() FROM session RETURNING "sessionId"`,
);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PAGE_MAX = 100;

function patterns(search) {
  const words = search.split(/\s+/).filter(Boolean);
  return words.map((word) => `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`);
}

function connection(rows, size, placeOf) {
  const nodes = rows.length > size ? rows.slice(0, size) : rows;
  return {
    nodes,
    edges: () => nodes.map((node) => ({ node, cursor: writeCursor(placeOf(node)) })),
    pageInfo: () => ({
      hasNextPage: rows.length > size,
      endCursor: nodes.length > 0 ? writeCursor(placeOf(nodes.at(-1))) : null,
    }),
  };
}

const eventPlace = ({ startsAt, id }) => [startsAt.toISOString(), id];

async function listEvents(_root, { first, after, search }) {
  const size = Math.min(Math.max(first, 1), PAGE_MAX);
  const words = search ? patterns(search) : null;
  let statement = firstEvents([size + 1]);
  if (words) statement = foundEvents(size + 1, words);
  else if (after) statement = nextEvents([size + 1, ...readCursor(after)]);
  const { rows } = await pool.query(statement);
  return {
    ...connection(rows, size, eventPlace),
    countAll: async () => {
      const counted = await pool.query(words ? countFound(words) : countUpcoming([]));
      return counted.rows[0].count;
    },
  };
}

/** One statement for all events that are asked the same: those of a page. */
async function loadAttendees(queries) {
  const answers = new Array(queries.length);
  const groups = new Map();
  for (const [i, { params }] of queries.entries()) {
    const same = `${params.first} ${params.after} ${params.last}`;
    if (groups.has(same)) groups.get(same).push(i);
    else groups.set(same, [i]);
  }
  await Promise.all(
    [...groups.values()].map(async (indexes) => {
      const events = indexes.map((i) => queries[i].obj);
      const connections = await listAttendees(events, queries[indexes[0]].params);
      for (const [at, i] of indexes.entries()) answers[i] = connections[at];
    }),
  );
  return answers;
}

async function listAttendees(events, { first, after, last }) {
  const size = Math.min(last ?? first ?? 20, PAGE_MAX);
  const ids = events.map(({ id }) => id);
  let statement = firstAttendees([ids, size + 1]);
  if (last) statement = lastAttendees([ids, size + 1]);
  else if (after) statement = nextAttendees([ids, size + 1, readCursor(after)[0]]);
  const { rows } = await pool.query(statement);
  const byEvent = new Map(ids.map((id) => [id, []]));
  for (const row of rows) byEvent.get(row.eventId).push(row);
  return events.map(({ id, confirmedCount, waitlistLength }) => {
    const found = byEvent.get(id);
    const page = last ? found.slice(0, size).reverse() : found;
    return {
      ...connection(page, size, ({ arrival }) => [arrival]),
      totalCount: confirmedCount + waitlistLength,
    };
  });
}

async function registerAttendee(_root, { input: { eventId, name, email } }) {
  if (!name.trim() || name.length > 200 || !EMAIL.test(email)) return refusal('InvalidInput');
  if (!UUID.test(eventId)) return refusal('EventNotFound');
  const secret = randomBytes(32);
  const row = [eventId, name, email, createHash('sha256').update(secret).digest()];
  const success = ([attendee]) => ({
    __typename: 'RegisterAttendeeSuccess',
    attendee,
    secret: secret.toString('base64url'),
  });
  if (process.env.REGISTER === 'one statement') {
    const { rows } = await pool.query(registerAtOnce(row));
    if (rows.length > 0) return success(rows);
  }

  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query(lockEvent([eventId]));
    const refused = refuse(rows[0]);
    if (refused) {
      await client.query('ROLLBACK');
      return refused;
    }
    const inserted = await client.query(insertAttendee(row));
    await client.query('COMMIT');
    return inserted.rows.length > 0 ? success(inserted.rows) : refusal('AlreadyRegistered');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

function refuse(event) {
  if (event?.visibility !== 'PUBLIC') return refusal('EventNotFound');
  if (event.status === 'CANCELLED') return refusal('EventCancelled');
  if (event.startsAt <= new Date()) return refusal('EventStarted');
  if (event.seatsLeft <= 0 || event.waitlistLength > 0) return refusal('EventFull');
  return null;
}

function refusal(typename) {
  return { __typename: typename, message: typename };
}

async function signIn(_root, { input: { usernameOrEmail, password } }) {
  const { rows } = await pool.query(userByName([usernameOrEmail]));
  const [user] = rows;
  if (!user || !(await verify(user.passwordHash, password))) return refusal('InvalidCredentials');
  const refreshToken = randomBytes(32);
  const hash = createHash('sha256').update(refreshToken).digest();
  const session = await pool.query(insertSession([user.id, hash]));
  const accessToken = await new SignJWT({ sid: session.rows[0].sessionId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user.id)
    .setIssuedAt()
    .setExpirationTime('15m')
    .sign(key);
  return {
    __typename: 'SignInSuccess',
    user,
    accessToken,
    refreshToken: refreshToken.toString('base64url'),
  };
}

/** Compiled operations do not call functions that they find in an object. */
const connectionFields = {
  edges: (connection) => connection.edges(),
  pageInfo: (connection) => connection.pageInfo(),
};

const app = Fastify();
app.register(mercurius, {
  schema: readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'),
  jit: 1,
  resolvers: {
    Query: {
      events: listEvents,
      event: async (_root, { id }) =>
        UUID.test(id) ? (await pool.query(oneEvent([id]))).rows[0] : null,
    },
    Mutation: { registerAttendee, signIn },
    EventConnection: { ...connectionFields, totalCount: ({ countAll }) => countAll() },
    AttendeeConnection: connectionFields,
    Event: {
      startsAt: ({ startsAt }, { timezone }) => formatInZone(startsAt, timezone),
      endsAt: ({ endsAt }, { timezone }) => formatInZone(endsAt, timezone),
    },
  },
  loaders: { Event: { attendees: { loader: loadAttendees, opts: { cache: false } } } },
});
if (process.env.CACHE_TTL !== undefined) {
  app.register(mercuriusCache, {
    ttl: Number(process.env.CACHE_TTL),
    policy: { Query: { events: true, event: true }, Event: { attendees: true } },
  });
}

const address = await app.listen({ host: '127.0.0.1', port: 0 });
console.log(`GraphQL ${address}/graphql`);
process.once('SIGTERM', async () => {
  await app.close();
  await pool.end();
});
