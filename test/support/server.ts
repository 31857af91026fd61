import { readConfig } from '../../src/config.js';
import { type Database, openDatabase } from '../../src/data/database.js';
import type { SessionSettings } from '../../src/domain/accounts/accountsCall.js';
import { createSessionSettings } from '../../src/domain/accounts/sessionSettings.js';
import {
  createRegistrationDesk,
  type DeskOptions,
} from '../../src/domain/registration/registrationDesk.js';
import { type HttpServerOptions, startHttpServer } from '../../src/server/httpServer.js';
import { createMetrics } from '../../src/server/metrics.js';
import { createTestDatabase } from './database.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
type Json = any;

/** What came back for an operation. */
export interface Answer {
  status: number;
  headers: Headers;
  data: Json;
  errors: Json[] | undefined;
}

export interface TestServer {
  url: string;
  tokens: SessionSettings;
  /** What time the server believes it is. */
  clock: () => Date;
  db: Database;
  databaseUrl: string;
  metricsUrl: string | null;
  /** Statements sent since the list was last emptied. */
  statements: string[];
  /** Sends an operation as a client would. */
  send(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a mutation with `$input` and hands out its result. */
  mutate(
    name: string,
    input: object,
    selection: string,
    headers?: Record<string, string>,
  ): Promise<Json>;
  stop(): Promise<void>;
}

/** How the sessions of test servers are proved; all of them take each other's tokens. */
export const SESSIONS = {
  algorithm: 'HS256',
  secret: 'for tests, and for nothing else: 0123456789abcdef',
  privateKey: null,
  issuer: 'turnout',
  audience: 'turnout',
  accessTokenMinutes: 15,
  refreshTokenDays: 30,
  sessionDaysMax: 90,
  secondFactorSecret: null,
  secondFactorRequired: false,
} as const;

const { bounds: BOUNDS, gate } = readConfig({}, '/nowhere/.env');
/** How fast the machine is that runs the tests must not matter to them. */
const GATE = { ...gate, readsWaitMsMax: 60_000 };

interface TestServerOptions
  extends Partial<Omit<HttpServerOptions, 'db' | 'desk' | 'bounds' | 'counters'>> {
  /** Those that differ from the default. */
  bounds?: Partial<HttpServerOptions['bounds']>;
  /** The database of another test server, for two on one; left out: one of its own. */
  databaseUrl?: string;
  desk?: DeskOptions;
  /** How often those who follow something look by themselves. */
  wakeEveryMs?: number;
  poolSize?: number;
  /** How long to wait for a free connection. */
  waitMsMax?: number;
  /** Each request comes from an address of its own: none is one wrong guess too many. */
  manyAddresses?: boolean;
}

/** A server on a free port. */
export async function startTestServer({
  databaseUrl,
  desk,
  wakeEveryMs,
  poolSize,
  waitMsMax,
  manyAddresses = false,
  ...options
}: TestServerOptions = {}): Promise<TestServer> {
  const database = databaseUrl
    ? { url: databaseUrl, drop: async () => {} }
    : await createTestDatabase();
  const statements: string[] = [];
  const db = openDatabase(database.url, {
    wakeEveryMs,
    poolSize,
    waitMsMax,
    onStatement: (sql) => statements.push(sql),
  });
  const tokens = options.tokens ?? (await createSessionSettings(SESSIONS, true));
  const counters = createMetrics();
  const server = await startHttpServer({
    db,
    tokens,
    counters,
    desk: createRegistrationDesk(db, { ...desk, onGroup: counters.groupDecided }),
    host: '127.0.0.1',
    port: 0,
    anonymousEvents: true,
    corsOrigins: true,
    trustedProxies: manyAddresses ? ['loopback'] : [],
    logLevel: 'silent',
    exploring: true,
    gate: GATE,
    lateMs: () => 0,
    metrics: { port: null, token: null, offered: true },
    errorHook: null,
    tracer: null,
    ...options,
    bounds: { ...BOUNDS, ...options.bounds },
    clock: options.clock ?? (() => new Date()),
  });
  let requests = 0;
  const send = (query: string, variables = {}, headers = {}) => {
    requests += 1;
    const address = `10.0.${requests >> 8}.${requests & 255}`;
    const from: Record<string, string> = manyAddresses ? { 'x-forwarded-for': address } : {};
    return post(`${server.url}/graphql`, { query, variables }, { ...from, ...headers });
  };
  return {
    url: server.url,
    metricsUrl: server.metricsUrl,
    tokens,
    clock: options.clock ?? (() => new Date()),
    db,
    databaseUrl: database.url,
    statements,
    send,
    async mutate(name, input, selection, headers) {
      const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
      const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename ${selection} } }`;
      const { data, errors } = await send(query, { input }, headers);
      if (errors) throw new Error(`${name} failed: ${JSON.stringify(errors)}`);
      return data[name];
    },
    async stop() {
      await server.stop();
      await db.$disconnect();
      await database.drop();
    },
  };
}

async function post(url: string, body: object, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    // A client of today: under plain application/json a refused document is answered with 200.
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as { data: Json; errors?: Json[] };
  return { status: response.status, headers: response.headers, data, errors };
}
