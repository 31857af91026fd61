import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../src/config.js';

let folder: string;
const nowhere = '/nowhere/.env';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnout-config-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** A file of settings. */
function file(text: string): string {
  const path = join(folder, '.env');
  writeFileSync(path, text);
  return path;
}

/** What a start with these settings would say before it stops. */
function complaint(environment: NodeJS.ProcessEnv, path = nowhere): string {
  try {
    readConfig(environment, path);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('.env.example', () => {
  const example = readFileSync('.env.example', 'utf8');

  it('names every setting there is, and no other', () => {
    const refusal = complaint({}, file('WONDER=1'));
    const known = /There are: (.*)\.$/.exec(refusal)?.[1]?.split(', ');

    expect(Object.keys(parseEnv(example)).sort()).toEqual(known?.sort());
  });

  it('gives the defaults: used as it is, it changes nothing', () => {
    expect(readConfig({}, '.env.example')).toEqual(readConfig({}, nowhere));
    expect(readConfig({ NODE_ENV: 'production' }, '.env.example')).toEqual(
      readConfig({ NODE_ENV: 'production' }, nowhere),
    );
  });

  it('says of every setting, right above it, what it does', () => {
    const lines = example.split('\n');
    const silent = lines.filter((line, i) => /^\w+=/.test(line) && !lines[i - 1]?.startsWith('#'));

    expect(silent).toEqual([]);
  });
});

describe('the defaults', () => {
  it('let a developer try everything, seen by nobody else', () => {
    expect(readConfig({}, nowhere)).toEqual({
      host: '127.0.0.1',
      port: null,
      workers: 1,
      databaseUrl: null,
      databasePoolSize: 10,
      anonymousEvents: true,
      sampleData: true,
      bounds: {
        bodyBytesMax: 100_000,
        bulkBodyBytesMax: 1_000_000,
        headersMsMax: 10_000,
        bodyMsMax: 15_000,
        requestMsMax: 10_000,
        silenceMsMax: 60_000,
        socketMessageBytesMax: 131_072,
        socketInitMsMax: 3_000,
        socketOperationsMax: 100,
        socketsPerUserMax: 20,
        socketsPerAddressMax: 1_000,
        socketPingMs: 12_000,
        socketStalledMsMax: 15_000,
        socketUnreadBytesMax: 1_000_000,
        keepAliveMsMax: 72_000,
        tokensMax: 2_000,
        operationsMax: 5,
        depthMax: 12,
        selectionsMax: 300,
        comparisonsMax: 10_000,
        aliasesMax: 30,
        directivesPerFieldMax: 8,
        directivesMax: 30,
        introspectionDepthMax: 20,
        introspectionSelectionsMax: 500,
        costMax: 10_000,
        errorsMax: 9,
        userCostPerMinuteMax: 200_000,
        addressCostPerMinuteMax: 1_000_000,
      },
      registrationDesk: { groupSizeMax: 100, groupsAtOnce: 1, queueLengthMax: 2_000 },
      databaseWaitMsMax: 5_000,
      gate: {
        readsAtOnceMax: 16,
        readsWaitingMax: 256,
        readsWaitMsMax: 500,
        loopLateMsMax: 250,
        writesAtOnceMax: 3_000,
      },
      metrics: { port: null, token: null, offered: true },
      tracing: null,
      errorHookFile: null,
      passwordHashing: { atOnce: 2, queueLengthMax: 100 },
      corsOrigins: true,
      trustedProxies: [],
      sessions: {
        algorithm: 'HS256',
        secret: null,
        privateKey: null,
        issuer: 'turnout',
        audience: 'turnout',
        accessTokenMinutes: 15,
        refreshTokenDays: 30,
        sessionDaysMax: 90,
        secondFactorSecret: null,
        secondFactorRequired: false,
      },
      production: false,
      logLevel: 'info',
      exploring: true,
    });
  });

  it('are closed in production', () => {
    expect(readConfig({ NODE_ENV: 'production' }, nowhere)).toMatchObject({
      anonymousEvents: false,
      sampleData: false,
      corsOrigins: [],
      exploring: false,
      metrics: { offered: false },
    });
  });

  it.each([{ METRICS_PORT: '9464' }, { METRICS_TOKEN: 'of sixteen characters' }])(
    'offer metrics in production only where %j says who may see them',
    (setting) => {
      const settings = { NODE_ENV: 'production', ...setting };
      expect(readConfig(settings, nowhere).metrics.offered).toBe(true);
    },
  );

  it('can be opened in production, to be tried', () => {
    const settings = { NODE_ENV: 'production', EXPLORING: 'true', ANONYMOUS_EVENTS: 'true' };

    expect(readConfig(settings, nowhere)).toMatchObject({ exploring: true, anonymousEvents: true });
  });

  it('put no sample events into a database that was brought along', () => {
    const DATABASE_URL = 'postgres://turnout@db.example.org/turnout';

    expect(readConfig({ DATABASE_URL }, nowhere).sampleData).toBe(false);
    expect(readConfig({ DATABASE_URL, SAMPLE_DATA: 'true' }, nowhere).sampleData).toBe(true);
  });

  it('are what an empty value means', () => {
    const empty = { HOST: '', PORT: '', DATABASE_URL: '', ANONYMOUS_EVENTS: '', CORS_ORIGINS: '' };

    expect(readConfig(empty, nowhere)).toEqual(readConfig({}, nowhere));
  });
});

describe('a setting', () => {
  it('comes from the process first, then from the file', () => {
    const path = file('HOST=0.0.0.0\nPORT=5000\n');

    expect(readConfig({ PORT: '6000' }, path)).toMatchObject({ host: '0.0.0.0', port: 6000 });
  });

  it.each([
    ['PORT', '4000', { port: 4000 }],
    ['PORT', '0', { port: 0 }],
    ['WORKERS', '3', { workers: 3 }],
    ['WORKERS', 'auto', { workers: availableParallelism() }],
    ['ANONYMOUS_EVENTS', 'false', { anonymousEvents: false }],
    ['CORS_ORIGINS', '*', { corsOrigins: true }],
    [
      'CORS_ORIGINS',
      'https://a.example.org, https://b.example.org',
      { corsOrigins: ['https://a.example.org', 'https://b.example.org'] },
    ],
    [
      'TRUSTED_PROXIES',
      'loopback, 10.0.0.0/8, ::1',
      { trustedProxies: ['loopback', '10.0.0.0/8', '::1'] },
    ],
    ['JWT_ALGORITHM', 'EdDSA', { sessions: { algorithm: 'EdDSA' } }],
    ['ACCESS_TOKEN_MINUTES', '5', { sessions: { accessTokenMinutes: 5 } }],
    ['REQUEST_SECONDS_MAX', '2.5', { bounds: { requestMsMax: 2_500 } }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
  ])('%s=%s is understood', (name, value, expected) => {
    expect(readConfig({ [name]: value }, nowhere)).toMatchObject(expected);
  });

  it.each([
    ['NODE_ENV', 'staging', /"development"\|"test"\|"production"/],
    ['PORT', 'http', /expected number/],
    ['PORT', '65536', /<=65535/],
    ['PORT', '80.5', /expected int/],
    ['PORT', '-1', />=0/],
    ['WORKERS', '0', /must be a number from 1 to 999, or auto/],
    ['WORKERS', 'all', /must be a number from 1 to 999, or auto/],
    ['DATABASE_URL', 'mysql://localhost/turnout', /must be a URL like postgresql:/],
    ['DATABASE_POOL_SIZE', '0', />=1/],
    ['ANONYMOUS_EVENTS', 'yes', /"true"\|"false"/],
    ['SAMPLE_DATA', '1', /"true"\|"false"/],
    ['BODY_BYTES_MAX', '10', />=1000/],
    ['BULK_BODY_BYTES_MAX', '99999', /must not be less than BODY_BYTES_MAX/],
    ['HEADERS_SECONDS_MAX', '0', />=1/],
    ['BODY_SECONDS_MAX', '9', /must not be less than HEADERS_SECONDS_MAX/],
    ['REQUEST_SECONDS_MAX', 'long', /expected number/],
    ['SILENCE_SECONDS_MAX', '3601', /<=3600/],
    ['KEEP_ALIVE_SECONDS_MAX', '0', />=1/],
    ['DOCUMENT_TOKENS_MAX', '0', />=1/],
    ['DOCUMENT_DEPTH_MAX', '101', /<=100/],
    ['DOCUMENT_COMPARISONS_MAX', '0', />=1/],
    ['OPERATION_ERRORS_MAX', '1.5', /expected int/],
    ['USER_COST_PER_MINUTE_MAX', '9999', /must not be less than OPERATION_COST_MAX/],
    ['ADDRESS_COST_PER_MINUTE_MAX', '9999', /must not be less than OPERATION_COST_MAX/],
    ['REGISTRATION_GROUP_MAX', '0', />=1/],
    ['REGISTRATION_GROUPS_AT_ONCE', '101', /<=100/],
    ['REGISTRATION_QUEUE_MAX', 'many', /expected number/],
    ['TRUSTED_PROXIES', 'nginx', /must be addresses like/],
    ['TRUSTED_PROXIES', '10.0.0.0/33', /must be addresses like/],
    ['JWT_ALGORITHM', 'none', /"HS256"\|"HS384"/],
    ['ACCESS_TOKEN_MINUTES', '0', />=1/],
    ['REFRESH_TOKEN_DAYS', '366', /<=365/],
    ['SESSION_DAYS_MAX', '0', />=1/],
    ['SECOND_FACTOR_REQUIRED', 'yes', /"true"\|"false"/],
    ['SECOND_FACTOR_SECRET', 'short', /32 characters at least/],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318', /Invalid URL/],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-key', /must be like name=value/],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-key=%', /must be like name=value/],
    ['OTEL_TRACES_SAMPLER_ARG', '2', /<=1/],
    ['LOG_LEVEL', 'loud', /"fatal"\|"error"/],
  ])('%s=%s stops the start with a sentence that says which and why', (name, value, why) => {
    const sentence = complaint({ [name]: value });

    expect(sentence).toMatch(new RegExp(`^The setting ${name} is wrong: .+\\.$`));
    expect(sentence).toMatch(why);
    expect(complaint({}, file(`${name}=${value}`))).toBe(sentence);
  });

  it('is divided among workers when it bounds the database or the machine, not when it bounds a caller', () => {
    const one = readConfig({}, nowhere);
    const four = readConfig({ WORKERS: '4' }, nowhere);

    expect(four).toEqual({
      ...one,
      workers: 4,
      databasePoolSize: 2,
      registrationDesk: { groupSizeMax: 100, groupsAtOnce: 1, queueLengthMax: 500 },
      gate: {
        ...one.gate,
        readsAtOnceMax: 4,
        readsWaitingMax: 64,
        writesAtOnceMax: 750,
      },
      passwordHashing: { atOnce: 1, queueLengthMax: 25 },
    });
  });

  it('that says where traces go is understood as OpenTelemetry means it', () => {
    const given = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.org/otlp',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20eDo9, x-scope = a=b',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    };
    expect(readConfig(given, nowhere).tracing).toEqual({
      endpoint: 'https://collector.example.org/otlp',
      headers: { authorization: 'Basic eDo9', 'x-scope': 'a=b' },
      serviceName: 'turnout',
      share: 0.25,
    });
  });

  it('is told of together with the others that are wrong', () => {
    const sentences = complaint({ PORT: 'http', LOG_LEVEL: 'loud' }).split('\n');

    expect(sentences).toEqual([
      expect.stringContaining('The setting PORT is wrong'),
      expect.stringContaining('The setting LOG_LEVEL is wrong'),
    ]);
  });

  it('that is none stops the start when the file names it, and passes in the environment', () => {
    const path = file('PROT=5000\n');

    expect(complaint({}, path)).toMatch(`${path}: PROT is not a setting. There are: NODE_ENV, `);
    expect(readConfig({ PROT: '5000' }, nowhere)).toEqual(readConfig({}, nowhere));
  });
});
