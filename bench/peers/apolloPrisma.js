// A peer: the server that tutorials of Apollo and Prisma lead to. Prisma's model API, its own
// cursors, one query for each nested list, an interactive transaction for registering.
import { createHash, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { verify } from '@node-rs/argon2';
import { PrismaPg } from '@prisma/adapter-pg';
import { formatInTimeZone } from 'date-fns-tz';
import { SignJWT } from 'jose';
import { PrismaClient } from '../../dist/data/prisma/client.js';

const prisma = new PrismaClient({
  adapter: new PrismaPg({
    connectionString: process.env.DATABASE_URL,
    max: Number(process.env.DATABASE_POOL_SIZE),
    options: '-c TimeZone=UTC',
  }),
});
const key = createSecretKey(Buffer.from(process.env.JWT_SECRET));

const PAGE_MAX = 100;
const LIVE = { status: { not: 'CANCELLED' } };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Prisma's cursor pagination: the cursor is the id of the last row. */
const behind = (after) => (after ? { skip: 1, cursor: { id: after } } : {});

function connection(rows, size, totalCount) {
  const nodes = rows.slice(0, size);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: node.id })),
    pageInfo: { hasNextPage: rows.length > size, endCursor: nodes.at(-1)?.id ?? null },
    totalCount,
  };
}

function upcoming(search) {
  const contains = (word) => ({ contains: word, mode: 'insensitive' });
  const words = search?.split(/\s+/).filter(Boolean) ?? [];
  return {
    status: 'SCHEDULED',
    visibility: 'PUBLIC',
    startsAt: { gte: new Date() },
    AND: words.map((word) => ({
      OR: [{ name: contains(word) }, { location: contains(word) }, { description: contains(word) }],
    })),
  };
}

async function listEvents(_root, { first, after, search }) {
  const size = Math.min(Math.max(first, 1), PAGE_MAX);
  const where = upcoming(search);
  const rows = await prisma.event.findMany({
    where,
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: size + 1,
    ...behind(after),
  });
  return connection(rows, size, () => prisma.event.count({ where }));
}

async function listAttendees(event, { first, after, last }) {
  const size = Math.min(last ?? first ?? 20, PAGE_MAX);
  // Not findUnique().attendees(), which batches but reads all attendees to cut the page in memory.
  const rows = await prisma.attendee.findMany({
    where: { eventId: event.id, ...LIVE },
    // Unique with the id: else Prisma would read them all to find the cursor.
    orderBy: [{ arrival: 'asc' }, { id: 'asc' }],
    take: last ? -size : size + 1,
    ...behind(after),
  });
  return connection(rows, size, event.confirmedCount + event.waitlistLength);
}

async function registerAttendee(_root, { input: { eventId, name, email } }) {
  if (!name.trim() || name.length > 200 || !EMAIL.test(email)) return refusal('InvalidInput');
  if (!UUID.test(eventId)) return refusal('EventNotFound');
  const secret = randomBytes(32);
  try {
    return await prisma.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT "id" FROM "Event" WHERE "id" = ${eventId}::uuid FOR UPDATE`;
        const event = await tx.event.findUnique({ where: { id: eventId } });
        if (event?.visibility !== 'PUBLIC') return refusal('EventNotFound');
        if (event.status === 'CANCELLED') return refusal('EventCancelled');
        if (event.startsAt <= new Date()) return refusal('EventStarted');
        if (event.seatsLeft <= 0 || event.waitlistLength > 0) return refusal('EventFull');
        const attendee = await tx.attendee.create({
          data: {
            id: randomUUID(),
            eventId,
            name,
            email,
            status: 'CONFIRMED',
            registeredAt: new Date(),
            secretHash: createHash('sha256').update(secret).digest(),
          },
        });
        const text = secret.toString('base64url');
        return { __typename: 'RegisterAttendeeSuccess', attendee, secret: text };
      },
      { maxWait: 10_000, timeout: 10_000 },
    );
  } catch (error) {
    if (error.code === 'P2002') return refusal('AlreadyRegistered');
    throw error;
  }
}

function refusal(typename) {
  return { __typename: typename, message: typename };
}

async function signIn(_root, { input: { usernameOrEmail, password } }) {
  const named = { equals: usernameOrEmail, mode: 'insensitive' };
  const user = await prisma.user.findFirst({
    where: { OR: [{ username: named }, { email: named }] },
  });
  if (!user || !(await verify(user.passwordHash, password))) return refusal('InvalidCredentials');
  const refreshToken = randomBytes(32);
  const now = new Date();
  const session = await prisma.session.create({
    data: {
      id: randomUUID(),
      userId: user.id,
      createdAt: now,
      expiresAt: new Date(now.getTime() + 30 * 86_400_000),
      refreshTokens: {
        create: { hash: createHash('sha256').update(refreshToken).digest(), createdAt: now },
      },
    },
  });
  const accessToken = await new SignJWT({ sid: session.id })
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

const spell = (instant, timezone) =>
  formatInTimeZone(instant, timezone, "yyyy-MM-dd'T'HH:mm:ssXXX");

const server = new ApolloServer({
  typeDefs: readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'),
  resolvers: {
    Query: {
      events: listEvents,
      event: (_root, { id }) =>
        UUID.test(id) ? prisma.event.findUnique({ where: { id, visibility: 'PUBLIC' } }) : null,
    },
    Mutation: { registerAttendee, signIn },
    Event: {
      startsAt: ({ startsAt }, { timezone }) => spell(startsAt, timezone),
      endsAt: ({ endsAt }, { timezone }) => spell(endsAt, timezone),
      attendees: listAttendees,
    },
  },
});
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
console.log(`GraphQL ${url}graphql`);
process.once('SIGTERM', async () => {
  await server.stop();
  await prisma.$disconnect();
});
