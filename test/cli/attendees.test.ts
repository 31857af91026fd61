import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { type Database, openDatabase } from '../../src/data/database.js';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenAttendeeRow, givenEventRow } from '../support/givenRows.js';

// Each run is a process of its own.
jest.setTimeout(30_000);

const commands = fileURLToPath(new URL('../../dist/cli/', import.meta.url));

let database: TestDatabase;
let db: Database;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-attendees-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('attendees:import', () => {
  it('registers people, reports each bad line with its reason, and sums up', async () => {
    const event = await givenEvent({ capacity: 3 });
    await givenAttendeeRow(db, event, { email: 'ada@example.org' });
    const file = await givenFile(
      'name,email\nBob,bob@example.org\nAda,ADA@example.org\nBob,Bob@example.org\n ,nowhere\nCyd\nDan,dan@example.org\nEve,eve@example.org\n',
    );

    const { code, out, err } = await runImport('--event', event.globalId, '--file', file, '--yes');

    expect(err.split('\n')).toEqual([
      `${file}:3: This email is already registered for the event.`,
      `${file}:4: This email is already registered for the event.`,
      `${file}:5: name: Must not be empty. email: Must be an email address, like ada@example.org.`,
      `${file}:6: Must have 2 columns like the first line, but has 1.`,
      `${file}:8: All 3 seats of this event are taken.`,
      '',
    ]);
    expect(out).toContain(`This registers people for "${event.name}" (2 seats of 3 free) in `);
    expect(out).toContain(
      'Registered 2 people.\nRefused 5 rows (2 already registered, 1 with a wrong name or email, 1 malformed, 1 without a free seat).\n',
    );
    expect(code).toBe(3);
    expect(await emailsOf(event)).toEqual([
      'ada@example.org',
      'bob@example.org',
      'dan@example.org',
    ]);
  });

  it('puts people on the waiting list on wish, and is content when all got in', async () => {
    const event = await givenEvent({ capacity: 1 });
    const file = await givenFile(
      'Email;Name;Phone\nada@example.org;Ada;1\nbob@example.org;Bob;2\n',
    );

    const run = await runImport(
      '--event',
      event.globalId,
      '--file',
      file,
      '--join-waitlist',
      '--yes',
    );

    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('Only name and email are read; ignored: Phone.\n');
    expect(run.out).toContain('Registered 2 people (1 with a seat, 1 waiting).\n');
  });

  it('leaves nothing behind when it shall be all or nothing and a row is refused', async () => {
    const event = await givenEvent();
    const file = await givenFile('name,email\nAda,ada@example.org\nAda,ADA@example.org\n');

    const run = await runImport(
      '--event',
      event.globalId,
      '--file',
      file,
      '--all-or-nothing',
      '--yes',
    );

    expect(run).toMatchObject({
      code: 3,
      err: `${file}:3: This email is already registered for the event.\n`,
      out: expect.stringContaining('Refused 1 row (1 already registered).\nNothing was written.\n'),
    });
    expect(await emailsOf(event)).toEqual([]);
  });

  it('writes nothing when it shall only validate, and need not ask', async () => {
    const event = await givenEvent();
    const file = await givenFile('name,email\nAda,ada@example.org\n');
    const run = await runImport('--event', event.globalId, '--file', file, '--validate-only');
    expect(run).toMatchObject({ code: 0, out: 'Would register 1 person.\nNothing was written.\n' });
    expect(await emailsOf(event)).toEqual([]);
  });

  it('goes on without a terminal only when told to', async () => {
    const event = await givenEvent();
    const file = await givenFile('name,email\nAda,ada@example.org\n');
    const run = await runImport('--event', event.globalId, '--file', file);
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining('add --yes') });
    expect(await emailsOf(event)).toEqual([]);
  });

  it.each([
    ['a file that is not there', 'gone.csv', 'Cannot read the file: ENOENT'],
    ['a folder', '.', 'Cannot read the file: . is a folder.\n'],
    [
      'a file without a header',
      'headless.csv',
      'headless.csv:1: The first line must name the columns',
    ],
  ])('says why it cannot work with %s', async (_what, file, message) => {
    await givenFile('Ada,ada@example.org\n', 'headless.csv');
    const { globalId } = await givenEvent();
    const run = await runImport('--event', globalId, '--file', file, '--yes');
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining(message) });
  });

  it('says that an event is not there', async () => {
    const gone = 'event_01jz0000000000000000000000';
    const file = await givenFile('name,email\n');
    expect(await runImport('--event', gone, '--file', file, '--yes')).toEqual({
      code: 1,
      out: '',
      err: `There is no event with the id ${gone}.\n`,
    });
  });
});

describe('attendees:export', () => {
  it('writes to standard output what attendees:import takes into another event', async () => {
    const people = [
      { name: '=cmd|calc', email: 'ada@example.org' },
      { name: "'-1", email: '+b@Example.org' },
      { name: 'two\r\nlines; "quoted", Zoë 👩‍🚀', email: 'c@example.org' },
    ];
    const [from, to] = [await givenEvent({ visibility: 'PRIVATE' }), await givenEvent()];
    for (const person of people) await givenAttendeeRow(db, from, person);

    const { code, out, err } = await runExport(
      '--event',
      from.globalId,
      '--timezone',
      'Asia/Tokyo',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^name,email,status,registeredAt,.*\r\n"'=cmd\|calc",.*\+09:00,/);

    const run = await runImport('--event', to.globalId, '--file', await givenFile(out), '--yes');
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('Cancelled people in the file are registered like all others.');
    const select = { name: true, email: true };
    const orderBy = { arrival: 'asc' } as const;
    expect(await db.attendee.findMany({ where: { eventId: to.id }, orderBy, select })).toEqual(
      people,
    );
  });

  it('writes a file for its owner alone, and overwrites one only when told to', async () => {
    const event = await givenEvent();
    await givenAttendeeRow(db, event, { email: 'ada@example.org' });
    await givenAttendeeRow(db, event, { email: 'bob@example.org', status: 'CANCELLED' });
    const file = join(folder, 'people.csv');
    const args = ['--event', event.globalId, '--out', file];

    const first = await runExport(...args, '--status', 'CONFIRMED');
    expect(first).toEqual({ code: 0, out: '', err: `Wrote 1 attendee into ${file}.\n` });
    const content = await readFile(file, 'utf8');
    expect(content).toContain('ada@example.org');
    expect(content).not.toContain('bob@example.org');
    expect((await stat(file)).mode & 0o077).toBe(0);

    const again = await runExport(...args);
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringContaining('add --yes to overwrite'),
    });
    expect(await readFile(file, 'utf8')).toBe(content);

    expect(await runExport(...args, '--yes')).toMatchObject({ code: 0 });
    expect(await readFile(file, 'utf8')).toContain('bob@example.org');
    expect(await readdir(folder)).toEqual(['people.csv']);
  });

  it.each([
    ['event', ['--event', 'nonsense'], 1, 'There is no event with the id nonsense.\n'],
    ['folder', ['--out', 'gone/a.csv'], 1, 'Cannot write there: ENOENT'],
    ['zone', ['--timezone', 'Europe/Pariss'], 2, 'Did you mean Europe/Paris?'],
    ['status', ['--status', 'GONE'], 2, 'There are: CONFIRMED, WAITLISTED, CANCELLED.'],
  ])('says that the %s is not there', async (_what, args, code, message) => {
    const { globalId } = await givenEvent();
    expect(await runExport('--event', globalId, ...args)).toMatchObject({
      code,
      out: '',
      err: expect.stringContaining(message),
    });
  });
});

describe.each(['importAttendees', 'exportAttendees'])('%s', (command) => {
  it('explains itself', async () => {
    const { code, out } = await run(command, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: npm run (--silent )?attendees:(im|ex)port -- --event ID/);
  });

  it.each([
    ['an option that it does not know', ['--evnet', 'x']],
    ['a word without an option', ['people.csv']],
    ['an option without its value', ['--event']],
    ['nothing at all', []],
  ])('refuses %s, and says how it is used', async (_what, args) => {
    const { code, err } = await run(command, ...args);
    expect(code).toBe(2);
    expect(err).toContain('Usage: npm run');
  });
});

interface Run {
  code: number;
  out: string;
  err: string;
}

const runImport = (...args: string[]) => run('importAttendees', ...args);
const runExport = (...args: string[]) => run('exportAttendees', ...args);

/** Runs a command as it is built, on the test's database, away from any `.env`. */
function run(command: string, ...args: string[]): Promise<Run> {
  const env = { ...process.env, DATABASE_URL: database.url, NODE_ENV: 'test' };
  return new Promise((resolve) => {
    const path = join(commands, `${command}.js`);
    execFile(process.execPath, [path, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

async function givenEvent(details: Parameters<typeof givenEventRow>[1] = {}) {
  const { event } = await givenEventRow(db, details);
  return { ...event, globalId: toGlobalId('event', event.id) };
}

async function givenFile(content: string, name = 'people-in.csv'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function emailsOf({ id }: { id: string }): Promise<string[]> {
  const rows = await db.attendee.findMany({ where: { eventId: id }, orderBy: { arrival: 'asc' } });
  return rows.map(({ email }) => email);
}
