// How soon whatever goes past a bound is refused: one request after the other to a process that has
// nothing else to do, over HTTP and over a WebSocket. It needs no rows, as nothing of it is executed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { openDatabaseNamed, startPostgres } from './database.js';
import { startProgress } from './progress.js';
import { startServer } from './servers.js';

const USAGE = `Usage: npm run bench:refusals -- [--times 100]

  --times   how often each is sent, after a tenth of that to warm up
`;
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit();
}
const TIMES = Number(values.times);
/** What README promises; more than that at the median is marked. */
const MS_MAX = 50;
/** About as long as a body may be. */
const BODY_BYTES = 99_000;
const MESSAGE_BYTES_MAX = 131_072;

const many = (count, part) => Array.from({ length: count }, (_, i) => part(i)).join(' ');
/** As many parts as a body has room for. */
const full = (part, bytes = BODY_BYTES) =>
  many(Math.floor(bytes / (part(10_000).length + 1)), part);
const nested = (levels) => `{ events ${'{ nodes '.repeat(levels)}{ id } ${'}'.repeat(levels)} }`;
/** Fragments that spread each other twice: what they stand for doubles with each. */
const doubling = (levels) =>
  `{ ...F0 } ${many(levels, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)}
   fragment F${levels} on Query { __typename }`;

/** Documents, each past the bound after which it is named; answered alike by either way in. */
const documents = {
  'DOCUMENT_TOKENS_MAX: 100 kB, deep': nested(10_900),
  'DOCUMENT_TOKENS_MAX: 100 kB of fragments': `{ ...F10000 } ${full(
    (i) => `fragment F${i} on Query { ...F${i + 1} }`,
  )}`,
  'DOCUMENT_TOKENS_MAX: 100 kB of aliases': `{ ${full((i) => `a${i}: __typename`)} }`,
  'DOCUMENT_TOKENS_MAX: 100 kB of directives': `{ __typename ${full(() => '@include(if: true)')} }`,
  DOCUMENT_OPERATIONS_MAX: many(300, (i) => `query Q${i} { __typename }`),
  DOCUMENT_DEPTH_MAX: nested(600),
  DOCUMENT_SELECTIONS_MAX: `{ ${many(1_900, () => '__typename')} }`,
  'DOCUMENT_SELECTIONS_MAX: fragments that double': doubling(150),
  DOCUMENT_ALIASES_MAX: `{ ${many(600, (i) => `a${i}: __typename`)} }`,
  DOCUMENT_DIRECTIVES_PER_FIELD_MAX: `{ __typename ${many(270, () => '@include(if: true)')} }`,
  DOCUMENT_DIRECTIVES_MAX: `{ ${many(200, () => '__typename @skip(if: false)')} }`,
  INTROSPECTION_DEPTH_MAX: `{ __schema { types ${'{ fields { type '.repeat(300)}{ name } ${'} }'.repeat(300)} } }`,
  INTROSPECTION_SELECTIONS_MAX: `{ __schema { types { ${many(1_500, () => 'name')} } } }`,
  OPERATION_COST_MAX: `{ events(first: 100) { nodes { attendees(first: 100) { nodes {
    event { attendees(first: 100) { nodes { id } } } } } } } }`,
  'a fragment within itself': '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  'fields that are not there': `{ ${many(290, (i) => `wrong${i}`)} }`,
  'fields that do not go together': `{ ${many(29, (i) => `a: event(id: "${i}") { id }`)} }`,
  'no GraphQL': `{ ${'('.repeat(1_000)}`,
  'NUL in the document': `{ events(search: "\0${'x'.repeat(90_000)}") { totalCount } }`,
  'NUL written out': `{ events(search: "${'x'.repeat(90_000)}\\u0000") { totalCount } }`,
};
const QUERY = 'query ($given: String) { events(search: $given) { totalCount } }';
/** What comes with a document that is small, in JSON. */
const variables = {
  'variables nested 20,000 deep': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'variables: NUL in the last of 20,000': JSON.stringify([
    ...Array.from({ length: 20_000 }, () => 'x'),
    '\0',
  ]),
  'variables of another type': '{"not":"text"}',
};

const json = (body, headers = {}) => ({
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const LARGE = 'x'.repeat(999_000);
const SMALL = { query: '{ __typename }' };
/** What only HTTP has. */
const requests = {
  'BODY_BYTES_MAX: 1 MB for a query': json({ query: QUERY, variables: { given: LARGE } }),
  'BULK_BODY_BYTES_MAX: 1.1 MB': json({
    query: QUERY,
    variables: { given: LARGE + LARGE.slice(9e5) },
  }),
  '1 MB that is no JSON': json(`{"query":"${LARGE}`),
  '1 MB of lists in lists': json(`${'['.repeat(499_000)}${']'.repeat(499_000)}`),
  'MessagePack nested 50,000 deep': {
    body: Buffer.alloc(50_000, 0x91),
    headers: { 'content-type': 'application/msgpack' },
  },
  'a type of body that is not taken': json(SMALL, { 'content-type': 'text/plain' }),
  'an Accept that names nothing there is': json(SMALL, { accept: 'image/png' }),
  'an Accept with 2,000 types': json(SMALL, { accept: full(() => 'image/png,', 14_000) }),
  'a token that is none': json(SMALL, { authorization: `Bearer ${'x'.repeat(8_000)}` }),
  'a token signed by another': json(SMALL, { authorization: `Bearer ${forgedToken()}` }),
};

/** In the form of an access token, with a signature that is none of this server's. */
function forgedToken() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'turnout', aud: 'turnout', sub: 'nobody', sid: 'none', exp: 4e9 };
  return `${part({ alg: 'HS256', typ: 'at+jwt' })}.${part(claims)}.${'A'.repeat(43)}`;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** @returns status and body of the answer */
function post(url, { body, headers }) {
  return new Promise((done, failed) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, ...length } });
    sent.once('response', async (answer) => {
      const text = (await answer.toArray()).join('');
      done({ status: answer.statusCode, text });
    });
    sent.once('error', failed).end(body);
  });
}

/** The answer to one operation on a socket of its own, that is open already. */
async function openSocket(url) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  const next = () =>
    new Promise((done, failed) => {
      socket.once('message', (data) => done(data.toString()));
      socket.once('close', (code) => failed(new Error(`closed with ${code}`)));
    });
  await new Promise((done, failed) => socket.once('open', done).once('error', failed));
  const acknowledged = next();
  socket.send('{"type":"connection_init"}');
  await acknowledged;
  let sent = 0;
  return {
    async ask(payload) {
      const answer = next();
      const id = String(sent++);
      socket.send(`{"id":"${id}","type":"subscribe","payload":${payload}}`);
      return answer.finally(() => socket.removeAllListeners('close'));
    },
    /** @returns the code with which the server closes the socket on this */
    async provoke(message) {
      const closed = new Promise((done) => socket.once('close', done));
      socket.send(message);
      return closed;
    },
    close: () => socket.terminate(),
  };
}

/** Every way to be refused, by its name: sends once, and says what came of it. */
function attemptsAt(url, socket) {
  const payloads = [
    ...Object.entries(documents).map(([name, query]) => [name, JSON.stringify({ query })]),
    ...Object.entries(variables).map(([name, given]) => [
      name,
      `{"query":${JSON.stringify(QUERY)},"variables":{"given":${given}}}`,
    ]),
  ];
  const overHttp = [
    ...Object.entries(requests),
    ...payloads.map(([name, payload]) => [
      name,
      json(payload, { accept: 'application/graphql-response+json' }),
    ]),
  ].map(([name, message]) => ({
    name,
    way: 'HTTP',
    async attempt() {
      const { status, text } = await post(url, message);
      return status >= 400 ? `${status} ${codeIn(text)}` : null;
    },
  }));
  const overSocket = payloads.map(([name, payload]) => ({
    name,
    way: 'WebSocket',
    async attempt() {
      const text = await socket.ask(payload);
      return text.includes('"type":"error"') ? codeIn(text) : null;
    },
  }));
  return [...overHttp, ...overSocket, ...closedSockets(url)];
}

/** What ends a socket: each needs one of its own, whose opening is not measured. */
function closedSockets(url) {
  const messages = {
    SOCKET_MESSAGE_BYTES_MAX: 'x'.repeat(MESSAGE_BYTES_MAX + 1),
    'a message that is none': '{"type":',
  };
  return Object.entries(messages).map(([name, message]) => ({
    name,
    way: 'WebSocket',
    prepare: () => openSocket(url),
    async attempt(own) {
      const code = await own.provoke(message);
      return `closed with ${code}`;
    },
  }));
}

const codeIn = (text) => /"code":"(\w+)"/.exec(text)?.[1] ?? text.slice(0, 40);

/** @returns times in ms, sorted, and what the refusals said */
async function measureOne({ prepare, attempt, name }) {
  const times = [];
  let answer;
  for (let i = 0; i < TIMES + TIMES / 10; i++) {
    const prepared = await prepare?.();
    const begun = performance.now();
    answer = await attempt(prepared);
    const ms = performance.now() - begun;
    if (answer === null) throw new Error(`${name} was not refused`);
    if (i >= TIMES / 10) times.push(ms);
  }
  return { times: times.sort((a, b) => a - b), answer };
}

const postgres = await startPostgres();
const results = [];
const progress = startProgress('refusals');
try {
  const server = await startServer('turnout', await openDatabaseNamed(postgres.url, 'refusals'));
  const socket = await openSocket(server.url);
  try {
    const attempts = attemptsAt(server.url, socket);
    for (const [i, one] of attempts.entries()) {
      progress.show(i / attempts.length, `${one.way}: ${one.name}`);
      const { times, answer } = await measureOne(one);
      const at = (share) => Number(times[Math.floor((times.length - 1) * share)].toFixed(1));
      const row = {
        past: one.name,
        way: one.way,
        answer,
        'median ms': at(0.5),
        'p99 ms': at(0.99),
      };
      results.push({
        ...row,
        'slowest ms': at(1),
        [`over ${MS_MAX} ms`]: at(0.5) > MS_MAX ? '!' : '',
      });
    }
  } finally {
    socket.close();
    await server.stop();
  }
} finally {
  progress.end();
  await postgres.stop();
}
console.table(results);
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/refusals.json', `${JSON.stringify(results, null, 2)}\n`);
agent.destroy();
