import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/data/database.js';
import { newId } from '../../src/data/newId.js';
import type { UserRow } from '../../src/data/rows.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenUserRow } from '../support/givenRows.js';
import { blanksOf, refusersOf, servantsOf } from '../support/tables.js';

// What the database refuses of accounts, whatever the code believes.

const TABLES = [
  'User',
  'Session',
  'RefreshToken',
  'PasswordReset',
  'SecondFactor',
  'RecoveryCode',
  'Attempts',
];

let database: TestDatabase;
let db: Database;
let sql: pg.Client;
let ada: UserRow;
let bob: UserRow;
const session = newId();

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
});
beforeEach(async () => {
  await sql.query('TRUNCATE "User", "Attempts" CASCADE');
  ada = await givenUserRow(db, { username: 'Ada', email: 'Ada@Example.org' });
  bob = await givenUserRow(db);
  await sql.query(openSession(session, ada.id));
  await sql.query(giveToken(session));
  await sql.query(giveResetCode(ada.id));
  await sql.query(giveFactor(ada.id));
  await sql.query(giveRecoveryCode(ada.id));
  await sql.query(attempt());
});
afterAll(async () => {
  await sql.end();
  await db.$disconnect();
  await database.drop();
});

const openSession = (id: string, userId: string) =>
  `INSERT INTO "Session" VALUES ('${id}', '${userId}', now(), now())`;
const giveToken = (sessionId: string) =>
  `INSERT INTO "RefreshToken" VALUES ('hash', '${sessionId}', now(), NULL)`;
const giveResetCode = (userId: string) =>
  `INSERT INTO "PasswordReset" VALUES ('${userId}', sha256('code'), now(), now())`;
const giveFactor = (userId: string) =>
  `INSERT INTO "SecondFactor" VALUES ('${userId}', decode(repeat('ab', 48), 'hex'), now(), now(), 1)`;
const giveRecoveryCode = (userId: string) =>
  `INSERT INTO "RecoveryCode" VALUES (sha256('code'), '${userId}')`;
const attempt = () => `INSERT INTO "Attempts" VALUES ('hash', '2026-01-01', 1)`;
const setBob = (assignments: string) => `UPDATE "User" SET ${assignments} WHERE "id" = '${bob.id}'`;

const CHECK_VIOLATION = '23514';
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

type Refused = [sentence: string, sqlState: string, constraint: string, statement: () => string];

const refused: Refused[] = [
  ['two users of one id', UNIQUE_VIOLATION, 'User_pkey', () => setBob(`"id" = '${ada.id}'`)],
  [
    'one username in two cases',
    UNIQUE_VIOLATION,
    'User_username_taken',
    () => setBob(`"username" = 'aDA'`),
  ],
  [
    'one email in two cases',
    UNIQUE_VIOLATION,
    'User_email_taken',
    () => setBob(`"email" = 'aDA@example.ORG'`),
  ],
  [
    'a username of 2 characters',
    CHECK_VIOLATION,
    'User_username_form',
    () => setBob(`"username" = 'bo'`),
  ],
  [
    'a username of 33 characters',
    CHECK_VIOLATION,
    'User_username_form',
    () => setBob(`"username" = repeat('b', 33)`),
  ],
  [
    'a username with an @, which could be an email',
    CHECK_VIOLATION,
    'User_username_form',
    () => setBob(`"username" = 'bob@example.org'`),
  ],
  [
    'an email of 2 characters',
    CHECK_VIOLATION,
    'User_email_length',
    () => setBob(`"email" = 'b@'`),
  ],
  [
    'an email of 255 characters',
    CHECK_VIOLATION,
    'User_email_length',
    () => setBob(`"email" = repeat('b', 255)`),
  ],
  ['two sessions of one id', UNIQUE_VIOLATION, 'Session_pkey', () => openSession(session, bob.id)],
  [
    'a session of nobody',
    FOREIGN_KEY_VIOLATION,
    'Session_userId_fkey',
    () => openSession(newId(), newId()),
  ],
  ['one refresh token twice', UNIQUE_VIOLATION, 'RefreshToken_pkey', () => giveToken(session)],
  [
    'a refresh token of no session',
    FOREIGN_KEY_VIOLATION,
    'RefreshToken_sessionId_fkey',
    () => `UPDATE "RefreshToken" SET "sessionId" = '${newId()}'`,
  ],
  ['two codes of one user', UNIQUE_VIOLATION, 'PasswordReset_pkey', () => giveResetCode(ada.id)],
  [
    'a code of nobody',
    FOREIGN_KEY_VIOLATION,
    'PasswordReset_userId_fkey',
    () => giveResetCode(newId()),
  ],
  [
    'a code whose hash is none',
    CHECK_VIOLATION,
    'PasswordReset_code_is_hashed',
    () => `UPDATE "PasswordReset" SET "codeHash" = 'code'`,
  ],
  [
    'a code that is good for more than an hour',
    CHECK_VIOLATION,
    'PasswordReset_is_short_lived',
    () => `UPDATE "PasswordReset" SET "expiresAt" = "createdAt" + interval '61 minutes'`,
  ],
  [
    'two second factors of one user',
    UNIQUE_VIOLATION,
    'SecondFactor_pkey',
    () => giveFactor(ada.id),
  ],
  [
    'a second factor of nobody',
    FOREIGN_KEY_VIOLATION,
    'SecondFactor_userId_fkey',
    () => giveFactor(newId()),
  ],
  [
    'a second factor whose secret is as it is',
    CHECK_VIOLATION,
    'SecondFactor_secret_is_sealed',
    () => `UPDATE "SecondFactor" SET "sealedSecret" = '12345678901234567890'`,
  ],
  [
    'a second factor that is on without a code',
    CHECK_VIOLATION,
    'SecondFactor_confirmed_by_a_code',
    () => `UPDATE "SecondFactor" SET "lastStep" = NULL`,
  ],
  [
    'one recovery code twice',
    UNIQUE_VIOLATION,
    'RecoveryCode_pkey',
    () => giveRecoveryCode(ada.id),
  ],
  [
    'a recovery code of no factor',
    FOREIGN_KEY_VIOLATION,
    'RecoveryCode_userId_fkey',
    () => `UPDATE "RecoveryCode" SET "userId" = '${bob.id}'`,
  ],
  [
    'a recovery code as it is',
    CHECK_VIOLATION,
    'RecoveryCode_is_hashed',
    () => `UPDATE "RecoveryCode" SET "codeHash" = 'ABCD'`,
  ],
  ['a minute that is counted twice', UNIQUE_VIOLATION, 'Attempts_pkey', attempt],
];

describe('PostgreSQL refuses', () => {
  it.each(refused)('%s (%s %s)', async (_sentence, code, constraint, statement) => {
    await expect(sql.query(statement())).rejects.toMatchObject({ code, constraint });
  });

  it('by every constraint and unique index of these tables', async () => {
    const tested = new Set(refused.map(([, , constraint]) => constraint));
    expect(await refusersOf(sql, TABLES)).toEqual([...tested].sort());
  });

  it('to leave out what every row needs', async () => {
    const statements = await blanksOf(sql, TABLES);
    for (const statement of statements) {
      await expect(sql.query(statement)).rejects.toMatchObject({ code: '23502' });
    }
    expect(statements.length).toBeGreaterThan(15);
  });
});

describe('PostgreSQL removes', () => {
  it('the sessions and tokens of an account with it', async () => {
    await sql.query(`DELETE FROM "User" WHERE "id" = '${ada.id}'`);
    expect(await db.session.count()).toBe(0);
    expect(await db.refreshToken.count()).toBe(0);
    expect(await db.passwordReset.count()).toBe(0);
    expect(await db.secondFactor.count()).toBe(0);
    expect(await db.recoveryCode.count()).toBe(0);
  });
});

const served: [index: string, query: string][] = [
  ['User_username_taken', `SELECT * FROM "User" WHERE lower("username" COLLATE "C") = 'ada'`],
  ['User_email_taken', `SELECT * FROM "User" WHERE lower("email" COLLATE "C") = 'ada@example.org'`],
  [
    'Session_userId_createdAt_id_idx',
    `SELECT * FROM "Session" WHERE "userId" = '${session}' ORDER BY "createdAt", "id"`,
  ],
  ['Session_expiresAt_idx', 'SELECT * FROM "Session" WHERE "expiresAt" < now()'],
  ['RefreshToken_sessionId_idx', `SELECT * FROM "RefreshToken" WHERE "sessionId" = '${session}'`],
  ['PasswordReset_expiresAt_idx', 'SELECT * FROM "PasswordReset" WHERE "expiresAt" < now()'],
  ['RecoveryCode_userId_idx', `SELECT * FROM "RecoveryCode" WHERE "userId" = '${session}'`],
  ['Attempts_minute_idx', 'SELECT * FROM "Attempts" WHERE "minute" < now()'],
];

describe('an index', () => {
  it.each(served)('serves what it was made for: %s', async (index, query) => {
    await sql.query('BEGIN; SET LOCAL enable_seqscan = off');
    const { rows } = await sql.query(`EXPLAIN ${query}`);
    await sql.query('ROLLBACK');
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(`"${index}"`);
  });

  it('is there for a query that is named here', async () => {
    const named = served.map(([index]) => index);
    const indexes = await servantsOf(sql, TABLES);
    expect(indexes.filter((name) => !named.includes(name))).toEqual([]);
  });
});
