import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './support/database.js';

/** The program as `npm start` runs it. */
interface Started {
  process: ChildProcess;
  /** What it has said so far, on both of its outputs. */
  said(): string;
  /** Resolves with its exit status. */
  ended: Promise<number | null>;
}

let database: TestDatabase;
const started: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});

afterEach(() => {
  for (const process of started.splice(0)) process.kill('SIGKILL');
});

afterAll(() => database.drop());

function start(environment: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [resolve('dist/main.js')], {
    cwd: tmpdir(), // out of reach of a developer's own .env
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      PORT: '0',
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  const ended = once(child, 'close').then(([status]) => status);
  return { process: child, said: () => said, ended };
}

async function startedAndReady(environment?: NodeJS.ProcessEnv): Promise<Started> {
  const program = start(environment);
  await Promise.race([
    eventually(() => program.said().includes('Ctrl-C stops it.')),
    program.ended,
  ]);
  return program;
}

/** Waits until something is so; the test's own time limit ends the waiting. */
async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

/** The address printed behind a label. */
function addressOf(program: Started, label: string): string {
  return new RegExp(`^ *${label} +(http\\S+)`, 'm').exec(program.said())?.[1] ?? '';
}

/** The arguments that a shell would hand to the printed `curl` command. */
function readCurl(said: string): string[] {
  const command = /^ {2}curl (?:.*\\\n)*.*/m.exec(said)?.[0] ?? '';
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

function ask(program: Started, query: string): Promise<Response> {
  return fetch(addressOf(program, 'GraphQL'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
}

describe('a start', () => {
  it('prints addresses that answer', async () => {
    const program = await startedAndReady();

    const page = { headers: { accept: 'text/html' } };
    const answers = await Promise.all([
      fetch(addressOf(program, 'Health')),
      fetch(addressOf(program, 'Explorer')),
      fetch(addressOf(program, 'Apollo Sandbox'), page),
      ask(program, '{ __typename }'),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await answers[0].json()).toMatchObject({ status: 'ready' });
  });

  it('fills an empty database and prints an example request that works as it stands', async () => {
    const empty = await createEmptyDatabase();
    const program = await startedAndReady({ DATABASE_URL: empty.url, SAMPLE_DATA: 'true' });

    const [url = '', headerFlag, header = '', bodyFlag, body] = readCurl(program.said());
    const [name = '', value = ''] = header.split(': ');
    const answer = await fetch(url, { method: 'POST', headers: { [name]: value }, body });

    expect([headerFlag, bodyFlag]).toEqual(['-H', '-d']);
    const event = { name: expect.any(String), startsAt: expect.stringMatching(/\+09:00$/) };
    expect(await answer.json()).toMatchObject({
      data: { events: { nodes: [event, event, event] } },
    });
    await empty.drop();
  });

  it('says nothing of pages for people in production, where there are none', async () => {
    const program = await startedAndReady({
      NODE_ENV: 'production',
      JWT_SECRET: 'for tests, and for nothing else: 0123456789abcdef',
    });

    expect(program.said()).toContain('/health/ready');
    expect(program.said()).not.toContain('/explorer');
    expect((await fetch(addressOf(program, 'Health'))).status).toBe(200);
  });

  it('ends with a sentence and status 1 in production without a secret for access tokens', async () => {
    const program = start({ NODE_ENV: 'production' });

    expect(await program.ended).toBe(1);
    expect(program.said()).toMatch(/^JWT_SECRET is missing: .*\n$/);
  });

  it('ends with a sentence and status 1 when a setting is malformed', async () => {
    const program = start({ PORT: 'http' });

    expect(await program.ended).toBe(1);
    expect(program.said()).toMatch(/^The setting PORT is wrong: .*\.\n$/);
  });

  it('ends with a sentence and status 1 when there is no error hook where it should be', async () => {
    const program = start({ ERROR_HOOK: '/nowhere/hook.mjs' });

    expect(await program.ended).toBe(1);
    expect(program.said()).toMatch(/^ERROR_HOOK: \/nowhere\/hook\.mjs cannot be loaded: .*\n$/);
  });

  it.each([
    [
      'nobody listens',
      'postgresql://turnout:hush@127.0.0.1:1/turnout',
      /127\.0\.0\.1:1\/turnout .*ECONNREFUSED/,
    ],
    [
      'there is no such host',
      'postgresql://turnout:hush@nowhere.invalid/turnout',
      /nowhere\.invalid\/turnout/,
    ],
  ])('ends with a sentence without the password when %s', async (_what, url, sentence) => {
    const program = start({ DATABASE_URL: url });

    expect(await program.ended).toBe(1);
    expect(program.said()).toMatch(sentence);
    expect(program.said()).toMatch(/Is DATABASE_URL right\?\n$/);
    expect(program.said()).not.toContain('hush');
  });
});

describe('SIGTERM', () => {
  it('ends an idle server with status 0', async () => {
    const program = await startedAndReady();

    program.process.kill('SIGTERM');

    expect(await program.ended).toBe(0);
  });

  it('lets a request under way finish and takes no new one', async () => {
    const program = await startedAndReady();
    const rival = new pg.Client({ connectionString: database.url });
    await rival.connect();
    await rival.query('BEGIN; LOCK TABLE "Event" IN ACCESS EXCLUSIVE MODE');
    const answer = ask(program, '{ events { totalCount } }');
    await eventually(async () => {
      const { rows } = await rival.query('SELECT 1 FROM pg_locks WHERE NOT granted');
      return rows.length > 0;
    });

    program.process.kill('SIGTERM');
    await eventually(() =>
      fetch(addressOf(program, 'Health')).then(
        () => false,
        () => true,
      ),
    );
    await rival.query('COMMIT');
    await rival.end();

    expect(await (await answer).json()).toEqual({
      data: { events: { totalCount: expect.any(Number) } },
    });
    expect(await program.ended).toBe(0);
  });
});
