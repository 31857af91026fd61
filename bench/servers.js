// Who is measured: this project and its peers, each a process of its own, or several, on the same database, with
// as many connections to it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const POOL_SIZE = '10';

/** All of the load comes from one address, and every answer is waited for, as with the others. */
const UNHURRIED = {
  ADDRESS_COST_PER_MINUTE_MAX: '1000000000',
  READS_WAIT_MS_MAX: '60000',
  LOOP_LATE_MS_MAX: '60000',
};

/** As `npm start` and the container have it. */
const FLAGS = ['--max-semi-space-size=32'];

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What is started for each, and what is worth knowing about it. */
export const servers = {
  turnout: {
    program: file('../dist/main.js'),
    flags: FLAGS,
    environment: UNHURRIED,
    about:
      'this project, as it is in production, but for what one address may ask in a minute, and how late an answer may be',
  },
  'turnout, all cores': {
    program: file('../dist/main.js'),
    flags: FLAGS,
    environment: { ...UNHURRIED, WORKERS: 'auto' },
    about: 'the same with a worker for each core, which share as many connections to the database',
  },
  mercurius: {
    program: file('peers/mercurius.js'),
    about:
      'Mercurius 16, jit 1, pg, prepared statements, loaders; no limits, accounts or permissions',
  },
  'mercurius one-statement': {
    program: file('peers/mercurius.js'),
    environment: { REGISTER: 'one statement' },
    only: 'register',
    about: 'the same, registering in a single statement instead of lock, decide, insert',
  },
  'mercurius-cache in flight': {
    program: file('peers/mercurius.js'),
    environment: { CACHE_TTL: '0' },
    only: 'read',
    about: 'the same with mercurius-cache, ttl 0: equal questions in flight share an answer',
  },
  'mercurius-cache 1 s': {
    program: file('peers/mercurius.js'),
    environment: { CACHE_TTL: '1' },
    only: 'read',
    about: 'the same with ttl 1: answers may be a second old',
  },
  'apollo + prisma': {
    program: file('peers/apolloPrisma.js'),
    about: 'startStandaloneServer and Prisma’s model API, as tutorials have it',
  },
};

/** Whether it is this project, in whatever way. */
export const isOurs = (name) => servers[name]?.program === servers.turnout.program;

/** The one that others are compared with. */
export const BASE = 'mercurius';

/**
 * Starts one of them.
 *
 * @param settings  environment variables
 * @param onLine  told of each line that it prints
 * @returns its address, its process id, and how to stop it
 */
export async function startServer(
  name,
  databaseUrl,
  settings = {},
  nodeOptions = [],
  onLine = () => {},
) {
  const { program, flags = [], environment } = servers[name];
  const child = spawn(process.execPath, [...flags, ...nodeOptions, program], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      ANONYMOUS_EVENTS: 'true',
      JWT_SECRET: 'of a server that lives for one measurement, and for nothing else',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: POOL_SIZE,
      PORT: '0',
      LOG_LEVEL: 'silent',
      ...environment,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout }).on('line', onLine);
  const url = await graphqlUrlIn(lines);
  return {
    name,
    url,
    pid: child.pid,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function graphqlUrlIn(lines) {
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /GraphQL\s+(http\S+)/.exec(line);
      if (found) resolve(found[1]);
    });
    lines.on('close', () => reject(new Error('the server ended before it was ready')));
  });
}

/** Sends one operation. @throws Error with the errors of the answer */
export async function send(url, { query, variables = {} }) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
