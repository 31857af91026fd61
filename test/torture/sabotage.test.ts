import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { uuidOf } from '../../src/graphql/globalId.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { check } from './checker.js';
import type { Rule } from './history.js';
import type { ManagedEvent } from './operations.js';
import { type RunOptions, type RunOutcome, run } from './run.js';
import { type System, startSystem } from './system.js';
import { connect } from './tables.js';

// The control: a database without its protections, and somebody who writes into it what must not
// be. The checker has to notice, or its silence about the real thing would mean nothing.

jest.setTimeout(120_000);

let database: TestDatabase;
let system: System;
let saboteur: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  saboteur = await connect(database.url);
  await saboteur.query(`
    ALTER TABLE "Event" DROP CONSTRAINT "Event_seats_not_oversold";
    ALTER TABLE "Event" DROP CONSTRAINT "Event_waitlist_not_negative";
    ALTER TABLE "Event" DROP CONSTRAINT "Event_checked_in_are_confirmed";
    DROP TRIGGER "Event_no_idle_seat" ON "Event";
    DROP INDEX "Attendee_one_live_per_email";`);
  system = await startSystem(database.url, 1);
});
afterAll(async () => {
  await saboteur.end();
  await system.stop();
  await database.drop();
});

function shortRun(options: Partial<RunOptions> = {}): Promise<RunOutcome> {
  return run(system, {
    seed: 7,
    durationMs: 0,
    requestsMin: 80,
    clients: 6,
    hotEvents: 1,
    coldEvents: 2,
    stopServers: false,
    ...options,
  });
}

/** Does to an event, once it is locked, what no server would. */
async function sabotageWith(sql: string, event: ManagedEvent): Promise<void> {
  const parameters = [uuidOf('event', event.id)];
  await saboteur.query('BEGIN');
  await saboteur.query('SELECT FROM "Event" WHERE "id" = $1 FOR NO KEY UPDATE', parameters);
  await saboteur.query(sql, parameters);
  await saboteur.query('COMMIT');
}

/** A row for somebody whom no server knows. */
const INSERT = `
  INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "secretHash")
  SELECT gen_random_uuid(), "eventId", 'Mallory', "email", 'CONFIRMED', now(), '\\x00' FROM`;

const sabotages: [what: string, rule: Rule, sql: string][] = [
  [
    'gives away a seat that the event does not have',
    'capacity',
    `${INSERT} (SELECT "id" AS "eventId", gen_random_uuid() || '@example.org' AS "email"
       FROM "Event" WHERE "id" = $1 AND "confirmedCount" = "capacity") AS full_one`,
  ],
  [
    'takes a seat back without anybody asking',
    'invented',
    `UPDATE "Attendee" SET "status" = 'CANCELLED', "cancelledAt" = now(), "checkedInAt" = NULL, "checkedInBy" = NULL
     WHERE "id" = (SELECT "id" FROM "Attendee" WHERE "eventId" = $1 AND "status" = 'CONFIRMED' LIMIT 1)`,
  ],
  [
    'leaves a seat idle while people wait',
    'idleSeat',
    `UPDATE "Event" SET "capacity" = "capacity" + 1 WHERE "id" = $1 AND "waitlistLength" > 0`,
  ],
  [
    'lets the last in line overtake the others',
    'order',
    `UPDATE "Attendee" SET "status" = 'CONFIRMED', "promotedAt" = now()
     WHERE "id" = (SELECT "id" FROM "Attendee" WHERE "eventId" = $1 AND "status" = 'WAITLISTED'
       ORDER BY "arrival" DESC LIMIT 1)`,
  ],
  [
    'registers an email a second time',
    'duplicate',
    `${INSERT} (SELECT "eventId", upper("email") AS "email" FROM "Attendee"
       WHERE "eventId" = $1 AND "status" <> 'CANCELLED' LIMIT 1) AS live_one`,
  ],
  [
    'loses a registration that was acknowledged',
    'acknowledged',
    `DELETE FROM "Attendee"
     WHERE "id" = (SELECT "id" FROM "Attendee" WHERE "eventId" = $1 AND "status" = 'CONFIRMED' LIMIT 1)`,
  ],
  [
    'miscounts, so that the server gives a seat twice',
    'capacity',
    `UPDATE "Event" SET "confirmedCount" = 0 WHERE "id" = $1`,
  ],
  [
    'miscounts by one',
    'counters',
    `UPDATE "Event" SET "checkedInCount" = "checkedInCount" + 1 WHERE "id" = $1`,
  ],
  [
    'makes the server say "full" while seats are free',
    'refusal',
    `UPDATE "Event" SET "confirmedCount" = "capacity" WHERE "id" = $1`,
  ],
  [
    'forgets keys, so that a repetition is not known as one',
    'once',
    `DELETE FROM "IdempotencyKey" WHERE $1::uuid IS NOT NULL`,
  ],
  [
    'forgets who was let in',
    'checkIn',
    `UPDATE "Attendee" SET "checkedInAt" = NULL, "checkedInBy" = NULL WHERE "eventId" = $1`,
  ],
];

describe('the checker', () => {
  it('accuses nobody when nothing is done to an unprotected database', async () => {
    const { histories, incidents } = await shortRun({ requestsMin: 300 });

    expect(check(histories)).toEqual([]);
    expect(incidents).toEqual([]);
  });

  // One run may be too short for the fault to show, so there is another one, with another seed.
  it.each(sabotages)('catches somebody who %s: %s', async (_what, rule, sql) => {
    const sabotage = (event: ManagedEvent) => sabotageWith(sql, event);
    const broken = new Set<Rule>();
    for (let seed = 1; seed <= 20 && !broken.has(rule); seed++) {
      const { histories } = await shortRun({ seed, sabotage });
      for (const violation of check(histories)) broken.add(violation.rule);
    }
    expect(broken).toContain(rule);
  });
});
