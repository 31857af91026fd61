// How soon what is past a bound is refused: the largest and most hostile of each kind, over HTTP and
// over a WebSocket, to a process that has nothing else to do and to one that answers other clients.
// `npm run bench:refusals`; the bounds that are a wait themselves, like that of slow headers, are
// left out, and so are the queues. Where Linux tells, a refusal is also given without the time in
// which the server or the client could have gone on and others had the processors: as it would be on
// a machine that nobody else uses.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { PASSWORD } from './accounts.js';
import { openDatabaseNamed, seed, startPostgres } from './database.js';
import { factsFor } from './facts.js';
import { startClient } from './measure.js';
import { say } from './progress.js';
import { send, startServer } from './servers.js';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    /** Clients that list events meanwhile, the second time. */
    clients: { type: 'string', default: '16' },
    only: { type: 'string', default: '' },
  },
});
const TIMES = Number(values.times);
/** Such a document is measured first and then never again: each has another comment in front. */
let documents = 0;
const another = (document) => `#${++documents}\n${document}`;

const textOf = (body) => (typeof body === 'string' ? body : JSON.stringify(body));
const many = (count, write) => Array.from({ length: count }, (_, i) => write(i)).join(' ');
const deep = (count, open, close, inside = '') =>
  `${open.repeat(count)}${inside}${close.repeat(count)}`;

const bomb = (lines) => {
  const fragments = many(lines, (i) => `fragment F${i + 1} on Query{...F${i} ...F${i}}`);
  return `{...F${lines}} fragment F0 on Query{__typename} ${fragments}`;
};
/** As many fields as are allowed, each of which could be merged with each other one. */
const alike = `{${many(9, (i) => `...A${i}`)}} ${many(
  9,
  (i) =>
    `fragment A${i} on Query{${many(3, () => `events(first:${i}){nodes{${many(8, () => 'name')}}}`)}}`,
)}`;
const rounds = `{...R0} ${many(240, (i) => `fragment R${i} on Query{...R${(i + 1) % 240}}`)}`;

const PAGES = `query ($first: Int = 100) {
  events(first: $first) { nodes { attendees(first: 100) { nodes { name } } } } }`;
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }';

/** What is sent, by what it is past and which code it is answered with. */
const documentsPast = [
  ['tokens: 49,000 words', 'TOKEN_LIMIT', `{${'a '.repeat(49_000)}}`],
  ['nesting: a list without end', 'DEPTH_LIMIT', `{events(search:${'['.repeat(90_000)}`],
  [
    'tokens: words in a comment of 90 kB',
    'TOKEN_LIMIT',
    `#${'a '.repeat(45_000)}\n{${'a '.repeat(2_000)}}`,
  ],
  ['operations', 'OPERATION_LIMIT', many(390, (i) => `query Q${i}{a}`)],
  ['depth', 'DEPTH_LIMIT', deep(660, '{a', '}')],
  ['selections', 'SELECTION_LIMIT', `{${'a '.repeat(1_990)}}`],
  ['selections: fragments that double', 'SELECTION_LIMIT', bomb(180)],
  ['aliases', 'ALIAS_LIMIT', `{${many(290, (i) => `a${i}:b`)}}`],
  ['directives', 'DIRECTIVE_LIMIT', `{a ${'@skip(if:true)'.repeat(280)}}`],
  ['directives of 1,990 words', 'DIRECTIVE_LIMIT', `{a ${'@a '.repeat(990)}}`],
  ['schema: depth', 'DEPTH_LIMIT', `{__schema{types{${deep(280, 'ofType{', '}', 'name')}}}}`],
  ['schema: selections', 'SELECTION_LIMIT', `{__schema{types{${'name '.repeat(1_900)}}}}`],
  ['nesting: braces', 'DEPTH_LIMIT', `{${'{'.repeat(90_000)}`],
  ['no GraphQL: a text without end', 'GRAPHQL_PARSE_FAILED', `{a(b:"${'x'.repeat(90_000)}`],
  ['unknown fields', 'GRAPHQL_VALIDATION_FAILED', `{${many(290, (i) => `event${i}`)}}`],
  ['a field of 90 kB', 'GRAPHQL_VALIDATION_FAILED', `{${'a'.repeat(90_000)}}`],
  [
    'unknown arguments',
    'GRAPHQL_VALIDATION_FAILED',
    `{events(${many(600, (i) => `firs${i}:1`)}){totalCount}}`,
  ],
  [
    'unknown fields of an input',
    'GRAPHQL_VALIDATION_FAILED',
    `{events(filter:{${many(600, (i) => `locatio${i}:1`)}}){totalCount}}`,
  ],
  [
    'variables that nobody uses',
    'GRAPHQL_VALIDATION_FAILED',
    `query(${many(390, (i) => `$v${i}:Int`)}){__typename}`,
  ],
  ['lists in lists', 'DEPTH_LIMIT', `{events(search:${deep(950, '[', ']')}){totalCount}}`],
  ['types in types', 'DEPTH_LIMIT', `query($x:${deep(950, '[', ']', 'Int')}){__typename}`],
  ['fields of one name', 'COMPARISON_LIMIT', `{${'events{nodes{name}} '.repeat(99)}nothing}`],
  [
    'fields of one name, with arguments',
    'COMPARISON_LIMIT',
    `{events{nodes{${'startsAt(timezone:"Asia/Tokyo") '.repeat(296)}}}}`,
  ],
  [
    'fields of one name, as often as is allowed',
    'GRAPHQL_VALIDATION_FAILED',
    `{${'events{nodes{name}} '.repeat(82)}nothing}`,
  ],
  ['fields that could be merged', 'COMPARISON_LIMIT', alike],
  ['lines', 'TOKEN_LIMIT', `${'\n'.repeat(47_000)}{a}`],
  [
    'unknown fields below 4,900 lines',
    'GRAPHQL_VALIDATION_FAILED',
    `${'\n'.repeat(4_900)}{${many(290, (i) => `event${i}`)}}`,
  ],
  ['fragments in circles', 'GRAPHQL_VALIDATION_FAILED', rounds],
].map(([what, code, query]) => ({ what, code, body: () => ({ query: another(query) }) }));

const variablesPast = [
  ['cost', 'COST_LIMIT', { query: PAGES }],
  [
    'cost: 15,000 ids',
    'COST_LIMIT',
    { query: NODES, variables: { ids: Array(15_000).fill(null) } },
  ],
  ['wrong values', 'BAD_USER_INPUT', { query: NODES, variables: { ids: Array(1_000).fill(null) } }],
  [
    'variables: 40,000 levels',
    'BAD_USER_INPUT',
    `{"query":${JSON.stringify(NODES)},"variables":{"ids":${deep(40_000, '[', ']')}}}`,
  ],
].map(([what, code, body]) => ({ what, code, body: () => body }));

const MINUTE = { what: 'what a minute allows', code: 'RATE_LIMITED', signedIn: true };
const signed = (token) => ({ authorization: `Bearer ${token}` });
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokens = {
  'a token that is none': 'x'.repeat(12_000),
  'a token signed by nobody': `${part({ alg: 'none' })}.${part({ sub: 'x' })}.`,
  'a token with another signature': `${part({ alg: 'HS256' })}.${part({ sub: 'x'.repeat(8_000) })}.${'A'.repeat(43)}`,
};

/** Refused by what carries them. A text is a body as it is. */
const carried = [
  {
    what: 'a body of 1 MB',
    code: 'PAYLOAD_TOO_LARGE',
    body: () => ({ query: '{__typename}', variables: { a: 'x'.repeat(999_900) } }),
  },
  { what: 'a body of 2 MB', code: 'PAYLOAD_TOO_LARGE', body: () => 'x'.repeat(2_000_000) },
  {
    what: 'a body of 40,000 lists in lists',
    code: 'BAD_REQUEST',
    body: () => deep(40_000, '[', ']'),
  },
  {
    what: 'a body that is no JSON',
    code: 'BAD_REQUEST',
    body: () => `{"query":"${'a'.repeat(99_000)}`,
  },
  {
    what: 'headers of 20 kB',
    code: 'HEADERS_TOO_LARGE',
    headers: { 'x-long': 'x'.repeat(20_000) },
    body: () => ({}),
  },
  ...Object.entries(tokens).map(([what, token]) => ({
    what,
    code: 'UNAUTHENTICATED',
    headers: signed(token),
    body: () => ({ query: '{__typename}' }),
  })),
];

const cases = [
  ...documentsPast.map((one) => ({ ...one, ways: ['HTTP', 'WebSocket'] })),
  ...variablesPast.map((one) => ({ ...one, ways: ['HTTP', 'WebSocket'] })),
  {
    ...MINUTE,
    ways: ['HTTP', 'WebSocket'],
    body: () => ({ query: PAGES, variables: { first: 90 } }),
  },
  ...carried.map((one) => ({ ...one, ways: ['HTTP'] })),
  { what: 'a message of 132 kB', ways: ['WebSocket'], closes: 1009, message: 'x'.repeat(131_073) },
  {
    what: 'a message that is none',
    ways: ['WebSocket'],
    closes: 4400,
    message: '['.repeat(100_000),
  },
].filter(({ what }) => what.includes(values.only));

const postgres = await startPostgres();
const client = startClient();
let server;
const measured = new Map();
try {
  const url = await openDatabaseNamed(postgres.url, 'bench');
  await seed(url, { events: 2_000, attendees: 20_000, hot: 2_000 });
  server = await startServer('turnout', url, { USER_COST_PER_MINUTE_MAX: '10000' });
  client.introduce(server, await factsFor(server, url));
  const signedIn = signed(await signIn(server.url));
  await measureAll('idle', signedIn);
  const busy = startLoad();
  await measureAll('busy', signedIn).finally(busy.stop);
} finally {
  client.stop();
  await server?.stop();
  await postgres.stop();
}
report();

/** Clients that list events, a second after the other, until it is enough. */
function startLoad() {
  const job = { server: 'turnout', workload: 'list, different pages', seconds: 1 };
  let enough = false;
  const over = (async () => {
    while (!enough) await client.run({ ...job, clients: Number(values.clients) });
  })();
  return {
    async stop() {
      enough = true;
      await over;
    },
  };
}

async function signIn(url) {
  const query = `mutation ($input: SignInInput!) {
    signIn(input: $input) { ... on SignInSuccess { accessToken } } }`;
  const input = { usernameOrEmail: 'user1', password: PASSWORD };
  const { signIn: session } = await send(url, { query, variables: { input } });
  return session.accessToken;
}

async function measureAll(when, signedIn) {
  for (const one of cases) {
    for (const way of one.ways) {
      const headers = one.signedIn ? signedIn : (one.headers ?? {});
      const measure = way === 'HTTP' ? overHttp : overSocket;
      const millis = await measure({ ...one, headers });
      const row = measured.get(`${one.what}, ${way}`) ?? {};
      measured.set(`${one.what}, ${way}`, { ...row, [when]: millis });
      const slowest = Math.max(...millis.map(({ took }) => took));
      say(`${when}: ${one.what}, ${way}: ${slowest.toFixed(1)} ms`);
    }
  }
}

/** For how many ms, ever, the server or this process was ready to run and had no processor. */
function waitedForProcessor() {
  try {
    return ['self', server.pid]
      .map((pid) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6)
      .reduce((sum, each) => sum + each);
  } catch {
    return 0; // not Linux
  }
}

/** Begins to measure. @returns what ends that, with how long it took in ms, and what of it was waiting */
function stopwatch() {
  const waited = waitedForProcessor();
  const begun = performance.now();
  return () => {
    const took = performance.now() - begun;
    return { took, alone: Math.max(0, took - (waitedForProcessor() - waited)) };
  };
}

/** @returns how long each refusal took, in ms, until all of it was here */
async function overHttp({ what, code, headers, body }) {
  const millis = [];
  for (let i = 0; i < TIMES; i++) {
    const { time, answer } = await exchange(headers, textOf(body()));
    if (!answer.includes(`"code":"${code}"`)) {
      // Now and then a minute's allowance is there again.
      if (code === 'RATE_LIMITED') continue;
      // The end of a connection that is not read to its end may overtake the answer.
      if (code === 'PAYLOAD_TOO_LARGE' && answer === '') continue;
      throw new Error(`${what}: not ${code}, but ${answer.split('\r\n\r\n')[1] ?? 'nothing'}`);
    }
    millis.push(time);
  }
  return millis;
}

/** One request on a connection of its own, that is there before. */
function exchange(headers, body) {
  return new Promise((done) => {
    const { hostname, port, pathname } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const all = {
      host: hostname,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    let stop;
    let answer = '';
    socket.once('connect', () => {
      stop = stopwatch();
      socket.write(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
    });
    const end = () => done({ time: stop(), answer });
    socket.setEncoding('utf8').on('data', (text) => {
      answer += text;
      if (isWhole(answer)) {
        end();
        socket.destroy();
      }
    });
    socket.once('close', end);
    socket.on('error', () => {}); // what was refused before all of it was sent
  });
}

function isWhole(answer) {
  const [head, ...body] = answer.split('\r\n\r\n');
  const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
  return Buffer.byteLength(body.join('\r\n\r\n')) >= Number(length);
}

async function overSocket({ what, code, closes, headers, body, message }) {
  const millis = [];
  let socket = await openSocket(headers);
  for (let i = 0; i < TIMES; i++) {
    const text = message ?? `{"type":"subscribe","id":"${i}","payload":${textOf(body())}}`;
    const stop = stopwatch();
    const heard = await new Promise((hear) => {
      socket.once('message', (data) => hear(String(data)));
      socket.once('close', (status) => hear(`"code":"${status}"`));
      socket.send(text);
    });
    const time = stop();
    socket.removeAllListeners('message').removeAllListeners('close');
    if (closes) socket = await openSocket(headers);
    if (heard.includes(`"code":"${closes ?? code}"`)) millis.push(time);
    else if (code !== 'RATE_LIMITED')
      throw new Error(`${what}, WebSocket: not ${closes ?? code}, but ${heard.slice(0, 600)}`);
    if (heard.includes('"type":"next"')) await new Promise((hear) => socket.once('message', hear));
  }
  socket.terminate();
  return millis;
}

async function openSocket(payload) {
  const socket = new WebSocket(server.url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  socket.on('error', () => {});
  await new Promise((open) => socket.once('open', open));
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  await new Promise((acknowledged) => socket.once('message', acknowledged));
  return socket;
}

function report() {
  const at = (times, share, which = 'took') => {
    const sorted = times.map((time) => time[which]).sort((a, b) => a - b);
    return Number(sorted[Math.ceil(sorted.length * share) - 1].toFixed(1));
  };
  const results = Object.fromEntries(
    [...measured].map(([name, { idle, busy }]) => [
      name,
      {
        'idle: median ms': at(idle, 0.5),
        'idle: p99 ms': at(idle, 0.99),
        'idle: slowest ms': at(idle, 1),
        'idle: slowest, had it been alone': at(idle, 1, 'alone'),
        'busy: p99 ms': at(busy, 0.99),
        'busy: slowest ms': at(busy, 1),
      },
    ]),
  );
  console.table(results);
  const idle = [...measured.values()].flatMap((row) => row.idle);
  const over = (which) => idle.filter((time) => time[which] > 50).length;
  console.log(
    `At rest, ${over('took')} of ${idle.length} refusals took more than 50 ms; without waiting for a processor that others had, ${over('alone')}.`,
  );
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/refusals.json', `${JSON.stringify(results, null, 2)}\n`);
}
