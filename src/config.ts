import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { GivenSessionSettings } from './domain/accounts/sessionSettings.js';
import { signingAlgorithms } from './domain/accounts/signingKey.js';
import type { DocumentBounds } from './graphql/bounds/documentBounds.js';
import type { CallerBudgetBounds } from './server/callerBudget.js';
import type { MetricsAccess } from './server/metrics.js';
import type { GateBounds } from './server/requestGate.js';
import type { SocketBounds } from './server/sockets/socketBounds.js';
import type { TracingSettings } from './server/tracing/tracing.js';
import type { WireBounds } from './server/wireBounds.js';

const seconds = (otherwise: number) => z.coerce.number().min(1).max(3_600).default(otherwise);
const count = (otherwise: number, max = 100_000) =>
  z.coerce.number().int().min(1).max(max).default(otherwise);

/** The only reader of `process.env`. `.env.example` says the same for people. */
const variables = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    WORKERS: z
      .string()
      .regex(/^(auto|[1-9]\d{0,2})$/, 'must be a number from 1 to 999, or auto')
      .default('1'),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must be a URL like postgresql://user:password@host:5432/name')
      .optional(),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(1_000).default(10),
    DATABASE_WAIT_SECONDS_MAX: seconds(5),
    EXPLORING: z.enum(['true', 'false']).optional(),
    ANONYMOUS_EVENTS: z.enum(['true', 'false']).optional(),
    SAMPLE_DATA: z.enum(['true', 'false']).optional(),
    BODY_BYTES_MAX: z.coerce.number().int().min(1_000).max(100_000_000).default(100_000),
    BULK_BODY_BYTES_MAX: z.coerce.number().int().min(1_000).max(100_000_000).default(1_000_000),
    HEADERS_SECONDS_MAX: seconds(10),
    BODY_SECONDS_MAX: seconds(15),
    REQUEST_SECONDS_MAX: seconds(10),
    SILENCE_SECONDS_MAX: seconds(60),
    KEEP_ALIVE_SECONDS_MAX: seconds(72),
    REGISTRATION_GROUP_MAX: z.coerce.number().int().min(1).max(1_000).default(100),
    REGISTRATION_GROUPS_AT_ONCE: z.coerce.number().int().min(1).max(100).default(1),
    REGISTRATION_QUEUE_MAX: z.coerce.number().int().min(1).max(100_000).default(2_000),
    READS_AT_ONCE_MAX: z.coerce.number().int().min(1).max(100_000).default(16),
    READS_WAITING_MAX: z.coerce.number().int().min(0).max(100_000).default(256),
    READS_WAIT_MS_MAX: count(500, 60_000),
    LOOP_LATE_MS_MAX: count(250, 60_000),
    WRITES_AT_ONCE_MAX: z.coerce.number().int().min(1).max(100_000).default(3_000),
    PASSWORDS_AT_ONCE: z.coerce.number().int().min(1).max(100).default(2),
    PASSWORD_QUEUE_MAX: z.coerce.number().int().min(1).max(10_000).default(100),
    SOCKET_MESSAGE_BYTES_MAX: z.coerce.number().int().min(1_000).max(100_000_000).default(131_072),
    SOCKET_INIT_SECONDS_MAX: seconds(3),
    SOCKET_OPERATIONS_MAX: z.coerce.number().int().min(1).max(10_000).default(100),
    SOCKETS_PER_USER_MAX: z.coerce.number().int().min(1).max(100_000).default(20),
    SOCKETS_PER_ADDRESS_MAX: z.coerce.number().int().min(1).max(1_000_000).default(1_000),
    SOCKET_PING_SECONDS: seconds(12),
    SOCKET_STALLED_SECONDS_MAX: seconds(15),
    SOCKET_UNREAD_BYTES_MAX: z.coerce.number().int().min(1_000).max(100_000_000).default(1_000_000),
    DOCUMENT_TOKENS_MAX: count(2_000),
    DOCUMENT_OPERATIONS_MAX: count(5),
    DOCUMENT_DEPTH_MAX: count(12, 100),
    DOCUMENT_SELECTIONS_MAX: count(300),
    DOCUMENT_COMPARISONS_MAX: count(10_000, 1_000_000),
    DOCUMENT_ALIASES_MAX: count(30),
    DOCUMENT_DIRECTIVES_PER_FIELD_MAX: count(8),
    DOCUMENT_DIRECTIVES_MAX: count(30),
    INTROSPECTION_DEPTH_MAX: count(20, 100),
    INTROSPECTION_SELECTIONS_MAX: count(500),
    OPERATION_COST_MAX: count(10_000, 1_000_000_000),
    OPERATION_ERRORS_MAX: count(9, 1_000),
    USER_COST_PER_MINUTE_MAX: count(200_000, 1_000_000_000),
    ADDRESS_COST_PER_MINUTE_MAX: count(1_000_000, 1_000_000_000),
    CORS_ORIGINS: z.string().optional(),
    TRUSTED_PROXIES: z
      .string()
      .refine(
        (text) => listOf(text).every(isNetwork),
        'must be addresses like 10.0.0.1 or 10.0.0.0/8, loopback, linklocal or uniquelocal',
      )
      .optional(),
    JWT_ALGORITHM: z.enum(signingAlgorithms).default('HS256'),
    JWT_SECRET: z.string().optional(),
    JWT_PRIVATE_KEY: z.string().optional(),
    JWT_ISSUER: z.string().default('turnout'),
    JWT_AUDIENCE: z.string().default('turnout'),
    ACCESS_TOKEN_MINUTES: z.coerce.number().int().min(1).max(1_440).default(15),
    REFRESH_TOKEN_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    SESSION_DAYS_MAX: z.coerce.number().int().min(1).max(3_650).default(90),
    SECOND_FACTOR_SECRET: z.string().min(32, 'must have 32 characters at least').optional(),
    SECOND_FACTOR_REQUIRED: z.enum(['true', 'false']).default('false'),
    METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    METRICS_TOKEN: z.string().min(16, 'must have 16 characters at least').optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    OTEL_EXPORTER_OTLP_HEADERS: z
      .string()
      .refine((text) => headersIn(text) !== null, 'must be like name=value,other=value')
      .optional(),
    OTEL_SERVICE_NAME: z.string().default('turnout'),
    OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
    ERROR_HOOK: z.string().optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info'),
  })
  .refine((given) => given.BULK_BODY_BYTES_MAX >= given.BODY_BYTES_MAX, {
    path: ['BULK_BODY_BYTES_MAX'],
    error: 'must not be less than BODY_BYTES_MAX',
  })
  .refine((given) => given.USER_COST_PER_MINUTE_MAX >= given.OPERATION_COST_MAX, {
    path: ['USER_COST_PER_MINUTE_MAX'],
    error: 'must not be less than OPERATION_COST_MAX',
  })
  .refine((given) => given.ADDRESS_COST_PER_MINUTE_MAX >= given.OPERATION_COST_MAX, {
    path: ['ADDRESS_COST_PER_MINUTE_MAX'],
    error: 'must not be less than OPERATION_COST_MAX',
  })
  .refine((given) => given.BODY_SECONDS_MAX >= given.HEADERS_SECONDS_MAX, {
    path: ['BODY_SECONDS_MAX'],
    error: 'must not be less than HEADERS_SECONDS_MAX',
  });

export interface Config {
  host: string;
  /** The port asked for; null: 4000, or the next one that is free. */
  port: number | null;
  /** How many processes serve it. Settings that are divided among them are, below, those of one. */
  workers: number;
  /** Null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  databasePoolSize: number;
  /** How long to wait for a free connection to the database. */
  databaseWaitMsMax: number;
  /** Whether anyone may create an event that belongs to no account. */
  anonymousEvents: boolean;
  /** Whether an empty database is filled with the sample events. */
  sampleData: boolean;
  /** How much one client may ask for: one table for all of it. */
  bounds: WireBounds & SocketBounds & DocumentBounds & CallerBudgetBounds;
  /** How registrations that arrive together are decided together. */
  registrationDesk: { groupSizeMax: number; groupsAtOnce: number; queueLengthMax: number };
  /** How many operations are worked at, and wait for that; those beyond are refused. */
  gate: GateBounds;
  metrics: MetricsAccess;
  /** Where spans of what is done are sent; null: there are none. */
  tracing: TracingSettings | null;
  /** A module that is told of every fault; null: none is. */
  errorHookFile: string | null;
  /** How many passwords are hashed at once, and how many wait for that. */
  passwordHashing: { atOnce: number; queueLengthMax: number };
  /** Origins whose pages may call the API; `true` for all. */
  corsOrigins: string[] | true;
  /** Addresses of proxies whose word about the caller's address is taken. */
  trustedProxies: string[];
  /** How sessions are proved, and how long they last. */
  sessions: GivenSessionSettings;
  production: boolean;
  logLevel: string;
  /** Sandbox, explorer, introspection and messages that help: by default everywhere but in production. */
  exploring: boolean;
}

/** A setting that is not as it should be. The message says which, and why. */
export class ConfigError extends Error {}

/**
 * Reads the settings: those of the process first, then those of the file `.env`.
 *
 * @throws ConfigError for a malformed value, and for a name in `.env` that means nothing
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, file = '.env'): Config {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const unknown = Object.keys(fromFile).find((name) => !(name in variables.shape));
  if (unknown) {
    const known = Object.keys(variables.shape).join(', ');
    throw new ConfigError(`${file}: ${unknown} is not a setting. There are: ${known}.`);
  }

  const parsed = variables.safeParse(withoutEmpty({ ...fromFile, ...environment }));
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(
      (issue) => `The setting ${issue.path.join('.')} is wrong: ${issue.message}.`,
    );
    throw new ConfigError(sentences.join('\n'));
  }
  return toConfig(parsed.data);
}

function toConfig(given: z.infer<typeof variables>): Config {
  const production = given.NODE_ENV === 'production';
  const databaseUrl = given.DATABASE_URL ?? null;
  const flag = (value: string | undefined, otherwise: boolean) =>
    value === undefined ? otherwise : value === 'true';
  const workers = given.WORKERS === 'auto' ? availableParallelism() : Number(given.WORKERS);
  const share = (all: number, least = 1) =>
    workers === 1 ? all : Math.max(least, Math.floor(all / workers));
  return {
    host: given.HOST,
    port: given.PORT ?? null,
    workers,
    databaseUrl,
    databasePoolSize: share(given.DATABASE_POOL_SIZE, 2),
    databaseWaitMsMax: given.DATABASE_WAIT_SECONDS_MAX * 1_000,
    anonymousEvents: flag(given.ANONYMOUS_EVENTS, !production),
    sampleData: flag(given.SAMPLE_DATA, databaseUrl === null && !production),
    bounds: {
      bodyBytesMax: given.BODY_BYTES_MAX,
      bulkBodyBytesMax: given.BULK_BODY_BYTES_MAX,
      headersMsMax: given.HEADERS_SECONDS_MAX * 1_000,
      bodyMsMax: given.BODY_SECONDS_MAX * 1_000,
      requestMsMax: given.REQUEST_SECONDS_MAX * 1_000,
      silenceMsMax: given.SILENCE_SECONDS_MAX * 1_000,
      keepAliveMsMax: given.KEEP_ALIVE_SECONDS_MAX * 1_000,
      socketMessageBytesMax: given.SOCKET_MESSAGE_BYTES_MAX,
      socketInitMsMax: given.SOCKET_INIT_SECONDS_MAX * 1_000,
      socketOperationsMax: given.SOCKET_OPERATIONS_MAX,
      socketsPerUserMax: given.SOCKETS_PER_USER_MAX,
      socketsPerAddressMax: given.SOCKETS_PER_ADDRESS_MAX,
      socketPingMs: given.SOCKET_PING_SECONDS * 1_000,
      socketStalledMsMax: given.SOCKET_STALLED_SECONDS_MAX * 1_000,
      socketUnreadBytesMax: given.SOCKET_UNREAD_BYTES_MAX,
      tokensMax: given.DOCUMENT_TOKENS_MAX,
      operationsMax: given.DOCUMENT_OPERATIONS_MAX,
      depthMax: given.DOCUMENT_DEPTH_MAX,
      selectionsMax: given.DOCUMENT_SELECTIONS_MAX,
      comparisonsMax: given.DOCUMENT_COMPARISONS_MAX,
      aliasesMax: given.DOCUMENT_ALIASES_MAX,
      directivesPerFieldMax: given.DOCUMENT_DIRECTIVES_PER_FIELD_MAX,
      directivesMax: given.DOCUMENT_DIRECTIVES_MAX,
      introspectionDepthMax: given.INTROSPECTION_DEPTH_MAX,
      introspectionSelectionsMax: given.INTROSPECTION_SELECTIONS_MAX,
      costMax: given.OPERATION_COST_MAX,
      errorsMax: given.OPERATION_ERRORS_MAX,
      userCostPerMinuteMax: given.USER_COST_PER_MINUTE_MAX,
      addressCostPerMinuteMax: given.ADDRESS_COST_PER_MINUTE_MAX,
    },
    registrationDesk: {
      groupSizeMax: given.REGISTRATION_GROUP_MAX,
      groupsAtOnce: share(given.REGISTRATION_GROUPS_AT_ONCE),
      queueLengthMax: share(given.REGISTRATION_QUEUE_MAX),
    },
    gate: {
      readsAtOnceMax: share(given.READS_AT_ONCE_MAX),
      readsWaitingMax: share(given.READS_WAITING_MAX, 0),
      readsWaitMsMax: given.READS_WAIT_MS_MAX,
      loopLateMsMax: given.LOOP_LATE_MS_MAX,
      writesAtOnceMax: share(given.WRITES_AT_ONCE_MAX),
    },
    metrics: {
      port: given.METRICS_PORT ?? null,
      token: given.METRICS_TOKEN ?? null,
      offered: !production || given.METRICS_PORT !== undefined || given.METRICS_TOKEN !== undefined,
    },
    tracing: given.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          endpoint: given.OTEL_EXPORTER_OTLP_ENDPOINT,
          headers: headersIn(given.OTEL_EXPORTER_OTLP_HEADERS) ?? {},
          serviceName: given.OTEL_SERVICE_NAME,
          share: given.OTEL_TRACES_SAMPLER_ARG,
        }
      : null,
    errorHookFile: given.ERROR_HOOK ?? null,
    passwordHashing: {
      atOnce: share(given.PASSWORDS_AT_ONCE),
      queueLengthMax: share(given.PASSWORD_QUEUE_MAX),
    },
    corsOrigins: corsOrigins(given.CORS_ORIGINS, production),
    trustedProxies: listOf(given.TRUSTED_PROXIES),
    sessions: {
      algorithm: given.JWT_ALGORITHM,
      secret: given.JWT_SECRET ?? null,
      privateKey: given.JWT_PRIVATE_KEY ?? null,
      issuer: given.JWT_ISSUER,
      audience: given.JWT_AUDIENCE,
      accessTokenMinutes: given.ACCESS_TOKEN_MINUTES,
      refreshTokenDays: given.REFRESH_TOKEN_DAYS,
      sessionDaysMax: given.SESSION_DAYS_MAX,
      secondFactorSecret: given.SECOND_FACTOR_SECRET ?? null,
      secondFactorRequired: given.SECOND_FACTOR_REQUIRED === 'true',
    },
    production,
    logLevel: given.LOG_LEVEL,
    exploring: flag(given.EXPLORING, !production),
  };
}

function corsOrigins(given: string | undefined, production: boolean): string[] | true {
  if (given === '*') return true;
  if (given === undefined) return production ? [] : true;
  return listOf(given);
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const bitsMax = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return ['loopback', 'linklocal', 'uniquelocal'].includes(text) || Number(bits ?? 0) <= bitsMax;
}

/** `name=value,other=value`, percent-encoded, as OpenTelemetry has it; null when it is not. */
function headersIn(given: string | undefined): Record<string, string> | null {
  const pairs = listOf(given).map((pair) => /^([^=\s]+)\s*=\s*(.*)$/.exec(pair)?.slice(1) ?? []);
  if (pairs.some((pair) => pair.length === 0)) return null;
  try {
    return Object.fromEntries(pairs.map(([name, value = '']) => [name, decodeURIComponent(value)]));
  } catch {
    return null; // a percent sign without its digits
  }
}

function listOf(given = ''): string[] {
  return given
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

/** `PORT=` in a file means: as if it were not there. */
function withoutEmpty(environment: NodeJS.Dict<string>): NodeJS.Dict<string> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
