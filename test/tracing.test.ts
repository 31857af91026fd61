import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { eventInput } from './support/events.js';
import { type PersonalThings, personalThingsOn } from './support/personalThings.js';
import { type ServerProcess, startServerProcess } from './support/serverProcess.js';
import { openTestSocket } from './support/sockets.js';

/** A span as a collector gets it. */
interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Record<string, unknown>;
  links: { traceId: string; spanId: string }[];
  /** 2 is an error. */
  status: number;
}

// biome-ignore lint/suspicious/noExplicitAny: what a collector is sent is looked into
type Json = any;

const [SERVER, CLIENT] = [2, 3];

/** A collector that takes OTLP over HTTP, in JSON. */
async function startCollector(status = 200) {
  const batches: { path: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const server = createServer(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    batches.push({ path: request.url ?? '', headers: request.headers, body });
    answer.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    batches,
    spans: () => batches.flatMap(({ body }) => spansIn(JSON.parse(body))),
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function spansIn({ resourceSpans }: Json): Span[] {
  const spans = resourceSpans.flatMap(({ scopeSpans }: Json) =>
    scopeSpans.flatMap((scope: Json) => scope.spans),
  );
  return spans.map((span: Json) => ({
    ...span,
    parentSpanId: span.parentSpanId || undefined,
    attributes: Object.fromEntries(span.attributes.map(({ key, value }: Json) => [key, value])),
    links: span.links ?? [],
    status: span.status.code,
  }));
}

const TRACE_ID = 'abad1deaabad1deaabad1deaabad1dea';
const traceparent = (number: number) => ({
  traceparent: `00-${TRACE_ID.slice(0, -2)}${String(number).padStart(2, '0')}-00f067aa0ba902b7-01`,
});
const traceId = (number: number) => traceparent(number).traceparent.split('-')[1];

let database: TestDatabase;
let collector: Awaited<ReturnType<typeof startCollector>>;
let server: ServerProcess;
let people: PersonalThings;
/** All that was sent, once the process has ended. */
let spans: Span[];
let eventId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  collector = await startCollector();
  server = await startServerProcess(database.url, {
    LOG_LEVEL: 'info',
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20key',
    OTEL_SERVICE_NAME: 'turnout in tests',
  });
  people = personalThingsOn(server);
  await people.everybodyDoesEverything();
  await everythingThatIsTraced();
  await server.stop();
  spans = collector.spans();
}, 60_000);
afterAll(async () => {
  await server.stop();
  await collector.stop();
  await database.drop();
});

const EVENT = 'query ($id: ID!) { event(id: $id) { name attendees { totalCount } } }';
const REGISTER =
  'mutation ($input: RegisterAttendeeInput!) { registerAttendee(input: $input) { __typename } }';
const GROUP = 6;

async function everythingThatIsTraced(): Promise<void> {
  const created = await people.mutate(
    'createEvent',
    eventInput(),
    '... on CreateEventSuccess { event { id } }',
    traceparent(1),
  );
  eventId = created.data.createEvent.event.id;
  await people.post(EVENT, { id: eventId }, traceparent(2));
  await people.post('{ nothing }', {}, traceparent(3));
  await people.post('{ __typename', {}, traceparent(4));
  await fetch(`${server.url}/events/${eventId}/attendees.csv`, { headers: traceparent(5) });
  await fetch(`${server.url}/nowhere`, { headers: traceparent(6) });
  await Promise.all(
    Array.from({ length: GROUP }, (_, i) => {
      const input = { eventId, name: 'Ada', email: `ada${i}@example.org` };
      return people.post(REGISTER, { input }, traceparent(10 + i));
    }),
  );
  // All ask the same at the same moment, and are answered together.
  await Promise.all(
    Array.from({ length: GROUP }, (_, i) =>
      people.post(EVENT, { id: eventId }, traceparent(20 + i)),
    ),
  );
  await countTogether();
  await failKnown();
  const socket = openTestSocket(server);
  await socket.subscribe(EVENT, { id: eventId }).ended;
  const seats = 'subscription ($id: ID!) { seatsChanged(eventId: $id) { __typename } }';
  await socket.subscribe(seats, { id: eventId }).next();
  await socket.close();
}

const COUNTERS = 16;

/** Different questions, whose counts are the same and take so long that they meet. */
async function countTogether(): Promise<void> {
  await withClient((client) =>
    client.query(`
      INSERT INTO "Event" ("id", "name", "location", "timezone", "startsLocal", "endsLocal",
        "startsAt", "endsAt", "capacity", "createdAt", "updatedAt")
      SELECT gen_random_uuid(), 'Event', 'Oslo', 'UTC', at, at + interval '1 hour',
        at, at + interval '1 hour', 1, now(), now()
      FROM generate_series(1, 30000) AS n, LATERAL (SELECT now() + n * interval '1 day' AS at) AS day`),
  );
  const query = 'query ($first: Int!) { events(first: $first) { nodes { name } totalCount } }';
  await Promise.all(
    Array.from({ length: COUNTERS }, (_, i) =>
      people.post(query, { first: i + 1 }, traceparent(30 + i)),
    ),
  );
}

/** A document that was answered before: then refused for what it asks for, and then at fault. */
async function failKnown(): Promise<void> {
  const query = `query ($first: Int!) {
    events(first: $first) { nodes { location attendees(first: 100) { nodes { name } } } } }`;
  for (let i = 0; i < 2; i++) await people.post(query, { first: 1 }, traceparent(50 + i));
  const dear = await people.post(query, { first: 100 }, traceparent(52));
  expect(dear.errors?.[0].extensions.code).toBe('COST_LIMIT');
  await withClient(async (rival) => {
    await rival.query('ALTER TABLE "Event" RENAME COLUMN "location" TO "place"');
    const failed = await people.post(query, { first: 2 }, traceparent(53));
    expect(failed.errors?.[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
    await rival.query('ALTER TABLE "Event" RENAME COLUMN "place" TO "location"');
  });
}

async function withClient(act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await act(client).finally(() => client.end());
}

const inTrace = (number: number) => spans.filter((span) => span.traceId === traceId(number));
const childrenOf = ({ spanId }: Span) =>
  spans.filter(({ parentSpanId }) => parentSpanId === spanId);
const named = (name: string, among = spans) => among.filter((span) => span.name === name);

/** `POST /graphql > query Query.event > SELECT Event` for each span, with what it is in. */
function pathsIn(number: number): string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const pathOf = (span: Span): string => {
    const parent = byId.get(span.parentSpanId ?? '');
    return parent ? `${pathOf(parent)} > ${span.name}` : span.name;
  };
  return inTrace(number).map(pathOf);
}

describe('a request', () => {
  it('is a span in the trace that its client names, with route, status and nothing more', () => {
    const [request, ...others] = named('POST /graphql', inTrace(2));
    expect(others).toEqual([]);
    expect(request).toMatchObject({ parentSpanId: '00f067aa0ba902b7', kind: SERVER, status: 0 });
    expect(request?.attributes).toEqual({
      'http.request.method': { stringValue: 'POST' },
      'http.route': { stringValue: '/graphql' },
      'http.response.status_code': { intValue: 200 },
      'url.scheme': { stringValue: 'http' },
    });
  });

  it('has its operation in it, and the statements in that', () => {
    expect(pathsIn(2)).toEqual(
      expect.arrayContaining([
        'POST /graphql > query Query.event',
        expect.stringMatching(/^POST \/graphql > query Query.event > SELECT Event/),
        expect.stringMatching(/^POST \/graphql > query Query.event > SELECT Attendee/),
      ]),
    );
    const [operation] = named('query Query.event', inTrace(2)) as [Span];
    expect(operation.attributes).toEqual({
      'graphql.operation.type': { stringValue: 'query' },
      'turnout.operation': { stringValue: 'Query.event' },
    });
    for (const statement of childrenOf(operation)) {
      expect(statement).toMatchObject({
        kind: CLIENT,
        attributes: {
          'db.system.name': { stringValue: 'postgresql' },
          'db.query.summary': { stringValue: statement.name },
        },
      });
    }
  });

  it('has the statements of its transaction in it, from BEGIN to COMMIT', () => {
    const names = inTrace(1).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['BEGIN', 'COMMIT', 'mutation Mutation.createEvent']),
    );
    expect(names.filter((name) => name.startsWith('INSERT Event'))).not.toEqual([]);
  });

  it('that is refused tells by which code', () => {
    const codes = (number: number) =>
      inTrace(number).flatMap(({ attributes }) => attributes['turnout.error_codes'] ?? []);
    const list = (code: string) => [{ arrayValue: { values: [{ stringValue: code }] } }];
    expect(codes(3)).toEqual(list('GRAPHQL_VALIDATION_FAILED'));
    expect(codes(4)).toEqual(list('GRAPHQL_PARSE_FAILED'));
  });

  it('is told by its route, not by its address', () => {
    expect(pathsIn(5)).toContain('GET /events/:id/attendees.csv');
    expect(inTrace(6)).toEqual([
      expect.objectContaining({ name: 'GET', parentSpanId: expect.any(String) }),
    ]);
  });

  it('has its trace in its line of the log', () => {
    const lines: Json[] = server
      .said()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    const told = lines.filter((line) => line.traceId === traceId(2));
    expect(told).toEqual([
      expect.objectContaining({ requestId: expect.any(String), operation: 'Query.event' }),
    ]);
  });

  it('that is answered together with others has its own operation, and no statement of theirs', () => {
    for (let i = 0; i < GROUP; i++) {
      const [operation, ...others] = named('query Query.event', inTrace(20 + i));
      expect(others).toEqual([]);
      const statements = inTrace(20 + i).filter(({ kind }) => kind === CLIENT);
      for (const { parentSpanId } of statements) expect(parentSpanId).toBe(operation?.spanId);
      // Once, or not at all.
      const names = statements.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });
});

describe('a count that several lists share', () => {
  it('is in the operation of one of them, and each has its own operation and page', () => {
    let statements = 0;
    for (let i = 0; i < COUNTERS; i++) {
      const [operation, ...others] = named('query Query.events', inTrace(30 + i));
      expect(others).toEqual([]);
      expect(pathsIn(30 + i)).toContain('POST /graphql > query Query.events');
      const own = inTrace(30 + i).filter(({ kind }) => kind === CLIENT);
      expect([1, 2]).toContain(own.length);
      expect(own.map(({ parentSpanId }) => parentSpanId)).toEqual(own.map(() => operation?.spanId));
      statements += own.length;
    }
    // The first counts alone, others behind it together.
    expect(statements).toBeGreaterThan(COUNTERS + 1);
    expect(statements).toBeLessThan(2 * COUNTERS);
  });
});

describe('a known operation', () => {
  const operationIn = (number: number): Span => {
    const operations = named('query Query.events', inTrace(number));
    expect(operations).toHaveLength(1);
    expect(pathsIn(number)).toContain('POST /graphql > query Query.events');
    return operations[0] as Span;
  };
  const codes = (...texts: string[]) => ({
    arrayValue: { values: texts.map((text) => ({ stringValue: text })) },
  });

  it('that is refused tells by which code, and is no error', () => {
    const refused = operationIn(52);
    expect(refused.status).toBe(0);
    expect(refused.attributes).toEqual({
      'graphql.operation.type': { stringValue: 'query' },
      'turnout.operation': { stringValue: 'Query.events' },
      'turnout.error_codes': codes('COST_LIMIT'),
    });
    expect(inTrace(52)).toHaveLength(2); // no statement
  });

  it('that fails is an error, as is the statement at fault; nothing says what PostgreSQL said', () => {
    const failed = operationIn(53);
    expect(failed.status).toBe(2);
    expect(failed.attributes).toEqual({
      'graphql.operation.type': { stringValue: 'query' },
      'turnout.operation': { stringValue: 'Query.events' },
      'turnout.error_codes': codes('INTERNAL_SERVER_ERROR'),
      'error.type': { stringValue: 'INTERNAL_SERVER_ERROR' },
    });
    const statements = childrenOf(failed);
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({ name: 'SELECT Event', kind: CLIENT, status: 2 });
    expect(statements[0]?.attributes['error.type']).toEqual({ stringValue: '42703' });
    const sent = collector.batches.map(({ body }) => body).join('\n');
    expect(sent).not.toContain('does not exist');
  });
});

describe('a group of registrations', () => {
  it('is in the trace of one request, and linked to and from the others', () => {
    const requests = Array.from({ length: GROUP }, (_, i) => i + 10);
    const groups = requests.flatMap((number) => named('registration group', inTrace(number)));
    const decided = groups.flatMap((group) => {
      const linked = group.links.map((link) => link.traceId);
      expect(group.attributes['turnout.group_size']).toEqual({ intValue: linked.length + 1 });
      for (const trace of linked) {
        const back = spans.filter((span) => span.traceId === trace).flatMap(({ links }) => links);
        expect(back).toEqual([expect.objectContaining({ spanId: group.spanId })]);
      }
      return [group.traceId, ...linked];
    });
    expect(decided.sort()).toEqual(requests.map(traceId));
    expect(groups.length).toBeLessThan(GROUP); // else none was linked
  });

  it('has its statements in it', () => {
    const [group] = named('registration group') as [Span];
    const names = childrenOf(group).map(({ name }) => name);
    expect(names).toContain('COMMIT');
    expect(names.some((name) => name.startsWith('INSERT Attendee'))).toBe(true);
  });
});

describe('an operation over a socket', () => {
  it('is a trace of its own, with its statements', () => {
    const [query, subscription] = ['query Query.event', 'subscription Subscription.seatsChanged']
      .flatMap((name) => named(name))
      .filter(({ parentSpanId }) =>
        named('WebSocket /graphql').some(({ spanId }) => spanId === parentSpanId),
      );
    const roots = named('WebSocket /graphql');
    expect(roots.length).toBeGreaterThan(1);
    expect(roots.every(({ parentSpanId, kind }) => !parentSpanId && kind === SERVER)).toBe(true);
    expect(new Set(roots.map((root) => root.traceId)).size).toBe(roots.length);
    expect(childrenOf(query as Span).map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^SELECT Event/)]),
    );
    expect(subscription?.attributes['turnout.operation']).toEqual({
      stringValue: 'Subscription.seatsChanged',
    });
  });
});

describe('what is sent to the collector', () => {
  it('goes to its address for traces, with the headers and the name that were set', () => {
    for (const { path, headers, body } of collector.batches) {
      expect({ path, key: headers['x-key'] }).toEqual({ path: '/v1/traces', key: 'a key' });
      expect(JSON.parse(body).resourceSpans[0].resource.attributes).toContainEqual({
        key: 'service.name',
        value: { stringValue: 'turnout in tests' },
      });
    }
    expect(collector.batches).not.toEqual([]);
  });

  it('has no secret, password, token, address or name, no document and no variable', () => {
    const sent = collector.batches.map(({ body }) => body).join('\n');
    expect(people.foundIn(sent)).toEqual([]);
    for (const text of [
      'Ada',
      'example.org',
      eventId,
      'totalCount',
      'Op_',
      'nothing',
      '$1',
      'nowhere',
    ]) {
      expect({ text, found: sent.includes(text) }).toEqual({ text, found: false });
    }
    // Else the search has looked at nothing.
    expect(sent).toContain('Mutation.signUp');
    expect(sent).toContain('INSERT Attendee');
  });
});

describe('a collector that', () => {
  const TOLD = /"level":40,.*"told":"[^"]+".*"msg":"tracing"/;

  /** Answers one question, and stops. */
  async function runWith(endpoint: string): Promise<string> {
    const alone = await startServerProcess(database.url, {
      LOG_LEVEL: 'warn',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    });
    const { data } = await personalThingsOn(alone).post('{ __typename }');
    expect(data).toEqual({ __typename: 'Query' });
    expect(await alone.stop()).toBe(0);
    return alone.said();
  }

  it('is not there keeps nobody from being answered, and the process not from ending', async () => {
    expect(await runWith('http://127.0.0.1:9')).toMatch(TOLD);
  });

  it('takes nothing is told of in the log', async () => {
    const refusing = await startCollector(400);
    const said = await runWith(refusing.url).finally(refusing.stop);
    expect(said).toMatch(TOLD);
  });
});
