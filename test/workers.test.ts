import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Database, openDatabase } from '../src/data/database.js';
import { toGlobalId } from '../src/graphql/globalId.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { findBrokenPromises, givenEventRow } from './support/givenRows.js';
import { type ServerProcess, startServerProcess } from './support/serverProcess.js';

// Processes of their own take their time on a busy machine.
jest.setTimeout(120_000);

let database: TestDatabase;
let db: Database;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function startWorkers(environment: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const server = await startServerProcess(database.url, {
    WORKERS: '2',
    LOG_LEVEL: 'info',
    ...environment,
  });
  servers.push(server);
  return server;
}

/** Waits until something is so; the test's own time limit ends the waiting. */
async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

interface Client {
  /** With which it says who it is. */
  name: string;
  agent: Agent;
}

let clients = 0;

/** Keeps one connection; the next one is likely to come to another worker. */
function newClient(): Client {
  clients += 1;
  return { name: `client-${clients}`, agent: new Agent({ keepAlive: true, maxSockets: 1 }) };
}

interface Reply {
  /** The status; of a request that got no answer, why. */
  outcome: string;
  text: string;
}

function send(
  { name, agent }: Client,
  { url }: ServerProcess,
  query: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return new Promise((resolve) => {
    const fails = (error: NodeJS.ErrnoException) =>
      resolve({ outcome: error.code ?? error.message, text: '' });
    const sent = httpRequest(
      `${url}/graphql`,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'x-request-id': name, ...headers },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        answer.on('end', () => resolve({ outcome: String(answer.statusCode), text }));
        answer.on('error', fails);
      },
    );
    sent.on('error', fails);
    sent.end(JSON.stringify({ query }));
  });
}

/** What was read of a server's log so far: which process answered a client first. */
const logs = new WeakMap<ServerProcess, { readUpTo: number; pids: Map<string, number> }>();

/** The process that a client's connection came to, as the log says. */
function workerOf(server: ServerProcess, { name }: Client): number | undefined {
  const log = logs.get(server) ?? { readUpTo: 0, pids: new Map() };
  const said = server.said();
  const end = said.lastIndexOf('\n') + 1;
  const news = said.slice(log.readUpTo, end);
  for (const [, pid, client = ''] of news.matchAll(/"pid":(\d+),.*"requestId":"(client-\d+)"/g)) {
    if (!log.pids.has(client)) log.pids.set(client, Number(pid));
  }
  log.readUpTo = end;
  logs.set(server, log);
  return log.pids.get(name);
}

/** Clients, each of whose connections is at a worker of its own. */
async function clientAtEach(server: ServerProcess, count = 2): Promise<Map<number, Client>> {
  const found = new Map<number, Client>();
  await eventually(async () => {
    const client = newClient();
    expect(await send(client, server, '{ __typename }')).toMatchObject({ outcome: '200' });
    await eventually(() => workerOf(server, client) !== undefined);
    found.set(workerOf(server, client) as number, client);
    return found.size === count;
  });
  return found;
}

describe('two workers', () => {
  it.each([
    ['any port', '0'],
    ['the next free port', ''],
  ])('both answer at %s, the same for both', async (_which, PORT) => {
    const server = await startWorkers({ PORT });

    const pids = [...(await clientAtEach(server)).keys()];

    expect(pids).not.toContain(server.pid);
    expect(server.said().match(/is ready/g)).toHaveLength(1);
  });

  it('take each other’s access tokens, signed with a secret that was made for them', async () => {
    const server = await startWorkers();
    const [here, there] = [...(await clientAtEach(server)).values()] as [Client, Client];
    const signedUp = await send(
      here,
      server,
      `mutation { signUp(input: { username: "ada", email: "ada@example.org", password: "correct horse battery" }) {
        ... on SignUpSuccess { accessToken }
      } }`,
    );
    const { accessToken } = JSON.parse(signedUp.text).data.signUp;

    const authorization = `Bearer ${accessToken}`;
    const asked = [here, there].map((client) =>
      send(client, server, '{ viewer { username } }', { authorization }),
    );

    expect((await Promise.all(asked)).map(({ text }) => JSON.parse(text).data)).toEqual([
      { viewer: { username: 'ada' } },
      { viewer: { username: 'ada' } },
    ]);
  });

  it('give 20 seats to exactly 20 of 200 rivals', async () => {
    const server = await startWorkers();
    const { event } = await givenEventRow(db, { capacity: 20 });
    const rivals = Array.from({ length: 200 }, newClient);

    const replies = await Promise.all(
      rivals.map((rival) =>
        send(
          rival,
          server,
          `mutation { registerAttendee(input: {
            eventId: "${toGlobalId('event', event.id)}", name: "Ada", email: "${rival.name}@example.org"
          }) { __typename } }`,
        ),
      ),
    );

    const kinds = replies.map(({ text }) => JSON.parse(text).data.registerAttendee.__typename);
    expect(kinds.filter((kind) => kind === 'RegisterAttendeeSuccess')).toHaveLength(20);
    expect(kinds.filter((kind) => kind === 'EventFull')).toHaveLength(180);
    expect(await db.attendee.count({ where: { eventId: event.id } })).toBe(20);
    expect(await findBrokenPromises(db)).toEqual([]);
    await eventually(() => rivals.every((rival) => workerOf(server, rival)));
    expect(new Set(rivals.map((rival) => workerOf(server, rival))).size).toBe(2);
    for (const { agent } of rivals) agent.destroy();
  });
});

describe('a worker that is killed', () => {
  it('takes no request along but its own, and is replaced', async () => {
    const server = await startWorkers();
    const [victim = 0, survivor = 0] = (await clientAtEach(server)).keys();
    let goOn = true;
    const load = Array.from({ length: 24 }, async () => {
      const client = newClient();
      const outcomes: string[] = [];
      while (goOn) outcomes.push((await send(client, server, '{ __typename }')).outcome);
      client.agent.destroy();
      const failures = outcomes.filter((outcome) => outcome !== '200');
      return { at: workerOf(server, client), failures };
    });
    await clientAtEach(server); // by now the load is under way

    process.kill(victim, 'SIGKILL');
    await eventually(() => server.said().includes('a worker ended unasked'));
    expect((await clientAtEach(server)).has(victim)).toBe(false);
    goOn = false;

    const results = await Promise.all(load);
    const failuresAt = (pid: number) =>
      results.filter(({ at }) => at === pid).map(({ failures }) => failures);
    expect(failuresAt(survivor).length).toBeGreaterThan(0);
    expect(failuresAt(survivor).flat()).toEqual([]);
    const lost = failuresAt(victim);
    expect(lost.length).toBeGreaterThan(0);
    // One request for each of its connections, and for one that was just coming to it.
    expect(lost.flat().length).toBeLessThanOrEqual(lost.length + 1);
    expect(server.said()).toMatch(`"worker":${victim},"status":null,"signal":"SIGKILL"`);
  });

  it('leaves its counts to the others', async () => {
    const server = await startWorkers();
    const at = await clientAtEach(server);
    const before = await requestsCounted(server);
    const [victim = 0] = at.keys();

    process.kill(victim, 'SIGKILL');
    await eventually(() => server.said().includes('a worker ended unasked'));

    expect(await requestsCounted(server)).toBe(before);
  });
});

/** Requests answered at `/graphql`, as the metrics have it. */
async function requestsCounted({ url }: { url: string }): Promise<number> {
  const answer = await fetch(`${url}/metrics`);
  const text = await answer.text();
  const found = /^turnout_http_requests_total\{route="\/graphql",status="200"\} (\d+)$/m.exec(text);
  return Number(found?.[1] ?? 0);
}

describe('the metrics', () => {
  it('are those of all workers, whichever is asked', async () => {
    const METRICS_PORT = String(await freePort());
    const beside = await startWorkers();
    const alone = await startWorkers({ METRICS_PORT });

    for (const [server, url] of [
      [beside, beside.url],
      [alone, `http://127.0.0.1:${METRICS_PORT}`],
    ] as const) {
      const askedBefore = clients;
      const [here, there] = [...(await clientAtEach(server)).values()] as [Client, Client];
      for (let i = 0; i < 5; i++) await send(here, server, '{ __typename }');
      for (let i = 0; i < 3; i++) await send(there, server, '{ __typename }');
      const asked = clients - askedBefore + 8;

      // Each scrape comes down a connection of its own.
      const headers = { connection: 'close' };
      for (let i = 0; i < 4; i++) {
        const text = await (await fetch(`${url}/metrics`, { headers })).text();
        expect(text).toContain(
          `turnout_http_requests_total{route="/graphql",status="200"} ${asked}\n`,
        );
        expect(text.match(/^turnout_sockets /gm)).toHaveLength(1);
      }
    }
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

describe('nobody is left', () => {
  // `ended` waits until no process has the output open any more.
  it('when the primary is killed', async () => {
    const server = await startWorkers();
    await clientAtEach(server);

    process.kill(server.pid, 'SIGKILL');

    expect(await server.ended).toBeNull();
  });

  it('after a Ctrl-C, which comes to all processes', async () => {
    const server = await startWorkers();
    const workers = [...(await clientAtEach(server)).keys()];

    for (const pid of [...workers, server.pid]) process.kill(pid, 'SIGINT');

    expect(await server.ended).toBe(0);
    expect(server.said()).not.toContain('ended unasked');
  });
});

describe('a start that cannot be', () => {
  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['a wrong setting', { WORKERS: 'all' }, /^The setting WORKERS is wrong: must be .*\.$/m],
    [
      'a missing secret',
      { NODE_ENV: 'production' },
      /ended with status 1\. It said:\nJWT_SECRET is missing: .*\n$/,
    ],
  ])('says why once, and ends with status 1: %s', async (_what, environment, sentence) => {
    const started = startServerProcess(database.url, { WORKERS: '2', ...environment });

    await expect(started).rejects.toThrow(sentence);
    await expect(started).rejects.toThrow('ended with status 1');
  });

  it('says why once, and ends with status 1: a port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const PORT = String((holder.address() as AddressInfo).port);

    const started = startServerProcess(database.url, { WORKERS: '2', PORT });

    await expect(started).rejects.toThrow('ended with status 1');
    const said = await started.catch(({ message }: Error) => message);
    expect(String(said).match(/Error: .*EADDRINUSE/g)).toHaveLength(1);
    holder.close();
  });

  it('is given up when every worker dies as soon as it serves', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'turnout-workers-'));
    const part = (name: string) => pathToFileURL(`dist/server/workers/${name}.js`);
    await writeFile(
      join(folder, 'worker.mjs'),
      `import { createExchange } from '${part('exchange')}';
      await createExchange(process, {})('serving', 'http://127.0.0.1:1');
      process.exit(3);`,
    );
    await writeFile(
      join(folder, 'primary.mjs'),
      `import { createWorkers } from '${part('workers')}';
      const workers = createWorkers({
        program: '${join(folder, 'worker.mjs')}', count: 2, environmentAt: () => ({}),
        log: { error: ({ status }) => console.log('died', status) },
      });
      await workers.start();`,
    );
    const child = spawn(process.execPath, [join(folder, 'primary.mjs')]);
    let said = '';
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }

    expect((await once(child, 'close'))[0]).toBe(1);
    expect(said).toContain('died 3');
    expect(said).toMatch(/WorkersFailed.*: No worker serves, and \d in a row died at once\./);
    await rm(folder, { recursive: true });
  });
});
