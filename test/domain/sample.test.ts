import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type Database, openDatabase } from '../../src/data/database.js';
import { newId } from '../../src/data/newId.js';
import {
  type LoadProgress,
  loadShippedSample,
  replaceAll,
  sampleFilesIn,
  shippedSampleFolder,
} from '../../src/domain/sample/loadSample.js';
import { readSample, type Sample } from '../../src/domain/sample/readSample.js';
import { formatInstant } from '../../src/domain/time/formatInstant.js';
import { wallClockFromColumn } from '../../src/domain/time/wallClock.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const DAY_MS = 86_400_000;
const now = new Date('2026-03-14T11:00:00Z');
const command = fileURLToPath(new URL('../../dist/cli/sample.js', import.meta.url));

const EVENT_HEADER =
  'key,name,description,location,timezone,startsInDays,startsAtTime,endsInDays,endsAtTime,capacity,visibility,status';
const ATTENDEE_HEADER = 'event,name,email';

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
  folder = await mkdtemp(join(tmpdir(), 'turnout-sample-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await db.event.deleteMany();
});

describe('the sample that comes with Turnout', () => {
  it('has many events in many zones, with room and without', async () => {
    await replaceAll(db, await shippedSample());

    const events = await db.event.findMany();
    expect(events.length).toBeGreaterThanOrEqual(60);
    expect(new Set(events.map(({ timezone }) => timezone)).size).toBeGreaterThanOrEqual(15);
    expect(await db.attendee.count()).toBeGreaterThanOrEqual(2_000);

    const upcoming = events.filter(
      ({ startsAt, status }) => startsAt > now && status === 'SCHEDULED',
    );
    expect(upcoming.filter(({ waitlistLength }) => waitlistLength > 0)).not.toEqual([]);
    expect(upcoming.filter(({ seatsLeft }) => seatsLeft === 0)).not.toEqual([]);
    expect(upcoming.filter(({ seatsLeft }) => (seatsLeft ?? 0) > 0)).not.toEqual([]);
    expect(events.filter(({ startsAt }) => startsAt < now)).not.toEqual([]);
    expect(events.filter(({ visibility }) => visibility === 'PRIVATE')).not.toEqual([]);
    expect(events.filter(({ status }) => status === 'CANCELLED')).not.toEqual([]);
    expect(
      events.filter(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() > DAY_MS),
    ).not.toEqual([]);
  });

  it('counts on each event what its attendees are', async () => {
    await replaceAll(db, await shippedSample());

    const counted = await db.$queryRaw`
      SELECT "name" FROM "Event" WHERE ("confirmedCount", "waitlistLength") <> (
        SELECT count(*) FILTER (WHERE "status" = 'CONFIRMED'),
          count(*) FILTER (WHERE "status" = 'WAITLISTED')
        FROM "Attendee" WHERE "eventId" = "Event"."id")`;
    expect(counted).toEqual([]);
  });

  it('registers people in the order of the file, before now and before the event starts', async () => {
    await replaceAll(db, await shippedSample());

    const attendees = await db.attendee.findMany({ orderBy: { arrival: 'asc' } });
    const written = await records('attendees.csv');
    expect(attendees.map(({ name, email }) => [name, email])).toEqual(
      written.map(({ name, email }) => [name, email]),
    );
    const disordered = await db.$queryRaw`
      SELECT later."email" FROM "Attendee" AS earlier
      JOIN "Attendee" AS later USING ("eventId") JOIN "Event" ON "Event"."id" = "eventId"
      WHERE earlier."arrival" < later."arrival" AND (
        earlier."registeredAt" > later."registeredAt"
        OR earlier."status" = 'WAITLISTED' AND later."status" = 'CONFIRMED'
        OR later."registeredAt" > least(${now}, "startsAt")
        OR earlier."registeredAt" < "createdAt")`;
    expect(disordered).toEqual([]);
  });

  it('shows each event at the wall clock of the file, in its zone', async () => {
    await replaceAll(db, await shippedSample());

    const events = new Map((await db.event.findMany()).map((event) => [event.name, event]));
    for (const line of await records('events.csv')) {
      const event = events.get(line.name ?? '');
      if (!event) throw new Error(`${line.name} was not loaded`);
      const { timezone, startsAt, endsAt, startsLocal, endsLocal } = event;
      expect(formatInstant(startsAt, timezone).slice(11, 16)).toBe(line.startsAtTime);
      expect(formatInstant(endsAt, timezone).slice(11, 16)).toBe(line.endsAtTime);
      expect(formatInstant(startsAt, timezone)).toContain(wallClockFromColumn(startsLocal));
      expect(formatInstant(endsAt, timezone)).toContain(wallClockFromColumn(endsLocal));

      const today = Date.parse(formatInstant(now, timezone).slice(0, 10));
      expect((Date.parse(wallClockFromColumn(startsLocal).slice(0, 10)) - today) / DAY_MS).toBe(
        Number(line.startsInDays),
      );
    }
  });

  it.each(['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2028-02-29'])(
    'can be loaded on %s, whatever clocks change after',
    async (day) => {
      for (const time of ['00:00', '09:59', '23:59']) {
        const outcome = await readSample(
          sampleFilesIn(shippedSampleFolder),
          new Date(`${day}T${time}:00Z`),
        );
        expect(outcome.kind).toBe('sample');
      }
    },
  );

  it('belongs to nobody real: every address is one of example.org', async () => {
    for (const { email } of await records('attendees.csv')) {
      expect(email).toMatch(/^[^@]+@example\.org$/);
    }
  });
});

describe('replacing', () => {
  it('leaves nothing of what was there', async () => {
    await replaceAll(db, await shippedSample());
    const before = await db.event.count();
    const strangerId = await givenEvent('A stranger');

    await replaceAll(db, await shippedSample());

    expect(await db.event.count()).toBe(before);
    expect(await db.event.findUnique({ where: { id: strangerId } })).toBeNull();
    expect(await db.attendee.count()).toBe((await shippedSample()).attendees.length);
  });

  it('tells how far it is, step after step', async () => {
    const told: LoadProgress[] = [];
    const sample = await shippedSample();

    await replaceAll(db, sample, (progress) => told.push(progress));

    const finished = told.filter(({ done, total }) => done === total);
    expect(finished).toEqual([
      { step: 'clear', done: 1, total: 1 },
      { step: 'events', done: sample.events.length, total: sample.events.length },
      { step: 'attendees', done: sample.attendees.length, total: sample.attendees.length },
    ]);
  });

  it('changes nothing when a row is refused half way', async () => {
    const eventId = await givenEvent('Here before');
    const sample = await shippedSample();
    const last = sample.attendees.at(-1);
    if (last) last.name = '';

    await expect(replaceAll(db, sample)).rejects.toThrow('Attendee_name_length');

    expect(await db.event.findMany({ select: { id: true } })).toEqual([{ id: eventId }]);
  });
});

describe('filling an empty database', () => {
  it('loads the sample', async () => {
    const loaded = await loadShippedSample(db, now);

    expect(loaded).toEqual({
      events: await db.event.count(),
      attendees: await db.attendee.count(),
    });
    expect(loaded.events).toBeGreaterThan(0);
  });

  it('leaves a database alone that has an event', async () => {
    await givenEvent('Here before');

    expect(await loadShippedSample(db, now)).toEqual({ events: 0, attendees: 0 });

    expect(await db.event.count()).toBe(1);
  });

  it('loads once when two processes start at once', async () => {
    const loads = await Promise.all([loadShippedSample(db, now), loadShippedSample(db, now)]);

    expect(await db.event.count()).toBe(Math.max(...loads.map(({ events }) => events)));
    expect(Math.min(...loads.map(({ events }) => events))).toBe(0);
  });
});

describe('reading', () => {
  it('says of every wrong line what is wrong with it', async () => {
    await givenFiles(
      [
        EVENT_HEADER,
        'good,Good,,Here,Europe/Paris,1,10:00,1,12:00,2,PUBLIC,SCHEDULED',
        'zone,Unknown zone,,Here,Europe/Pariss,1,10:00,1,12:00,2,PUBLIC,SCHEDULED',
        'none,No seats,,Here,UTC,1,10:00,1,12:00,0,PUBLIC,SCHEDULED',
        'blank, ,"Two',
        'lines",Here,UTC,1,10:00,1,12:00,2,PUBLIC,SCHEDULED',
        'back,Ends before it starts,,Here,UTC,2,10:00,1,12:00,2,PUBLIC,SCHEDULED',
        'short,Too few columns,,Here,UTC,1,10:00',
        'gap,In a gap,,Here,Europe/Paris,15,02:30,15,12:00,2,PUBLIC,SCHEDULED',
        'words,Unknown words,,Here,UTC,soon,10am,1,12:00,many,SECRET,DONE',
        'good,The same key,,Here,UTC,1,10:00,1,12:00,2,PUBLIC,SCHEDULED',
      ],
      [
        ATTENDEE_HEADER,
        'good,Ada,ada@example.org',
        'good,Bob,bob@example',
        'good,Ada again,ADA@example.org',
        'zone,Cyd,ada@example.org',
        'nowhere,Dan,dan@example.org',
        'good,,eve@example.org',
        'good,Fay,fay@example.org,extra',
      ],
    );

    expect(await complaints()).toEqual([
      'events.csv:3: timezone: "Europe/Pariss" is not an IANA time zone. Did you mean Europe/Paris?',
      'events.csv:4: capacity: Must be from 1 to 1000000, but was 0.',
      'events.csv:5: name: Must not be empty.',
      'events.csv:7: endsInDays, endsAtTime: Must be after the start.',
      'events.csv:8: Must have 12 columns like the first line, but has 7.',
      expect.stringMatching(
        /^events\.csv:9: startsInDays, startsAtTime: .* does not exist in Europe/,
      ),
      'events.csv:10: capacity: Must be a whole number.',
      'events.csv:10: visibility: Must be PUBLIC or PRIVATE.',
      'events.csv:10: status: Must be SCHEDULED or CANCELLED.',
      'events.csv:10: startsInDays: Must be a whole number.',
      'events.csv:10: startsAtTime: Must be a time of day like 09:30.',
      'events.csv:11: key: good stands on line 2 already.',
      'attendees.csv:3: email: Must end in a domain, like example.org.',
      'attendees.csv:4: email: Is registered for this event on line 2 already.',
      'attendees.csv:6: event: No event has the key "nowhere".',
      'attendees.csv:7: name: Must not be empty.',
      'attendees.csv:8: Must have 3 columns like the first line, but has 4.',
    ]);
  });

  it('stops at broken quotes, with what is wrong before', async () => {
    await givenFiles(
      [EVENT_HEADER, 'a,A,,Here,UTC,1,10:00,1,12:00,0,PUBLIC,SCHEDULED', 'b,"B" or C,,Here', 'c'],
      [ATTENDEE_HEADER],
    );

    expect(await complaints()).toEqual([
      'events.csv:2: capacity: Must be from 1 to 1000000, but was 0.',
      expect.stringMatching(/^events\.csv:3: The quotes are broken here/),
    ]);
  });

  it('needs both files, with their headers', async () => {
    await writeFile(join(folder, 'events.csv'), 'name,key\n');

    expect(await complaints()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^events\\.csv:1: The first line must name the columns .* like ${EVENT_HEADER}$`,
        ),
      ),
      expect.stringMatching(/^attendees\.csv: Cannot be read: ENOENT/),
    ]);
  });

  it('refuses bytes that are not UTF-8, which would be stored as question marks', async () => {
    await givenFiles([EVENT_HEADER], []);
    await writeFile(
      join(folder, 'attendees.csv'),
      Buffer.from('event,name,email\na,J\xf8rn,j@e.org', 'latin1'),
    );

    expect(await complaints()).toEqual([
      expect.stringMatching(/^attendees\.csv:1: From here on .* not encoded in UTF-8/),
    ]);
  });

  it('reads what a spreadsheet writes: a byte order mark and CRLF', async () => {
    const event = 'a,"A ""B"", C","1\r\n2",Here,UTC,1,10:00,1,12:00,2,PUBLIC,SCHEDULED';
    await writeFile(join(folder, 'events.csv'), `\uFEFF${EVENT_HEADER}\r\n${event}\r\n`);
    await writeFile(join(folder, 'attendees.csv'), `${ATTENDEE_HEADER}\r\na,Ada,bad\r\n`);

    expect(await complaints()).toEqual([
      'attendees.csv:2: email: Must be an email address, like ada@example.org.',
    ]);
  });

  it('takes columns in any order, and leaves an apostrophe alone that an export would have added', async () => {
    const event = "a,A,'=b,Here,UTC,1,10:00,1,12:00,2,PUBLIC,SCHEDULED";
    await givenFiles([EVENT_HEADER, event], ['Email,note,name,event', "ada@example.org,,'-Ada,a"]);

    expect(await readSample(sampleFilesIn(folder), now)).toMatchObject({
      kind: 'sample',
      events: [{ description: "'=b" }],
      attendees: [{ name: "'-Ada", email: 'ada@example.org' }],
    });
  });

  it('says that a folder is no file', async () => {
    await givenFiles([EVENT_HEADER], []);
    await rm(join(folder, 'attendees.csv'));
    await mkdir(join(folder, 'attendees.csv'));

    expect(await complaints()).toEqual([
      expect.stringMatching(/^attendees\.csv: Cannot be read: EISDIR/),
    ]);
  });
});

describe('npm run sample', () => {
  it('changes nothing when there is no terminal to ask on', async () => {
    const eventId = await givenEvent('Here before');

    const { exitCode, stdout, stderr } = await run();

    expect(exitCode).toBe(1);
    const { host, pathname, password } = new URL(database.url);
    expect(stdout).toContain(`This deletes 1 event and 0 attendees from ${host}${pathname}.`);
    expect(stderr).toContain('add --yes to go on. Nothing was changed.');
    expect(`${stdout}${stderr}`).not.toContain(`:${password}@`);
    expect(await db.event.findMany({ select: { id: true } })).toEqual([{ id: eventId }]);
  });

  it('replaces what is there when told so', async () => {
    const eventId = await givenEvent('Here before');

    const { exitCode } = await run('--yes');

    expect(exitCode).toBe(0);
    expect(await db.event.count()).toBeGreaterThanOrEqual(60);
    expect(await db.event.findUnique({ where: { id: eventId } })).toBeNull();
  });

  it('says what is wrong with other files, fifty times at most, and changes nothing', async () => {
    const eventId = await givenEvent('Here before');
    await givenFiles(
      [EVENT_HEADER, 'a,A,,Here,UTC,1,10:00,1,12:00,0,PUBLIC,SCHEDULED'],
      [ATTENDEE_HEADER, ...Array.from({ length: 60 }, (_, i) => `a,Ada ${i},ada`)],
    );

    const { exitCode, stderr } = await run('--yes', '--dir', folder);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('events.csv:2: capacity: Must be from 1 to 1000000, but was 0.');
    expect(stderr.match(/\.csv:\d+: /g)).toHaveLength(50);
    expect(stderr).toContain('and 70 more');
    expect(await db.event.findMany({ select: { id: true } })).toEqual([{ id: eventId }]);
  });

  it('explains itself, and refuses what it does not know', async () => {
    const help = await run('--help');
    const unknown = await run('--force');

    expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Usage:') });
    expect(unknown).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--force') });
  });
});

async function shippedSample(): Promise<Sample> {
  const outcome = await readSample(sampleFilesIn(shippedSampleFolder), now);
  if (outcome.kind === 'invalid') throw new Error(JSON.stringify(outcome.complaints));
  return outcome;
}

async function records(name: string): Promise<Record<string, string>[]> {
  const content = await readFile(join(shippedSampleFolder, name), 'utf8');
  return parse<Record<string, string>>(content, { columns: true });
}

async function givenFiles(events: string[], attendees: string[]): Promise<void> {
  await writeFile(join(folder, 'events.csv'), `${events.join('\n')}\n`);
  await writeFile(join(folder, 'attendees.csv'), `${attendees.join('\n')}\n`);
}

/** What is wrong with the files in `folder`, a line each. */
async function complaints(): Promise<string[]> {
  const outcome = await readSample(sampleFilesIn(folder), now);
  if (outcome.kind === 'sample') return [];
  return outcome.complaints.map(({ file, line, message }) => {
    const name = file.slice(folder.length + 1);
    return line === null ? `${name}: ${message}` : `${name}:${line}: ${message}`;
  });
}

async function givenEvent(name: string): Promise<string> {
  const id = newId();
  const startsAt = new Date(now.getTime() + DAY_MS);
  const endsAt = new Date(startsAt.getTime() + DAY_MS);
  await db.event.create({
    data: {
      id,
      name,
      location: 'Here',
      timezone: 'UTC',
      startsLocal: startsAt,
      endsLocal: endsAt,
      startsAt,
      endsAt,
      capacity: 1,
      createdAt: now,
      updatedAt: now,
    },
  });
  return id;
}

async function run(...args: string[]) {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { exitCode, stdout, stderr };
}
