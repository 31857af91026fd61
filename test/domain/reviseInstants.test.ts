import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../src/data/database.js';
import { newId } from '../../src/data/newId.js';
import type { UserRow } from '../../src/data/rows.js';
import { reviseInstants } from '../../src/domain/events/reviseInstants.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenUserRow } from '../support/givenRows.js';

const NOW = new Date('2026-11-21T12:00:00Z');

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});
beforeEach(() => db.$executeRaw`TRUNCATE "Event", "ZoneRules" CASCADE`);
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** An event whose instants were worked out with an offset of `offsetHours`, whoever's rules that was. */
async function givenEvent(timezone: string, startsLocal: string, offsetHours: number) {
  const local = new Date(`${startsLocal}Z`);
  const hours = (count: number) => count * 3_600_000;
  const event = {
    id: newId(),
    name: 'Winter swim',
    location: 'English Bay',
    timezone,
    startsLocal: local,
    endsLocal: new Date(local.getTime() + hours(2)),
    startsAt: new Date(local.getTime() - hours(offsetHours)),
    endsAt: new Date(local.getTime() - hours(offsetHours - 2)),
    capacity: 5,
    createdAt: NOW,
    updatedAt: NOW,
  };
  await db.event.create({ data: event });
  return event;
}

const own = ({ id: userId }: UserRow, eventId: string) =>
  db.collaborator.create({ data: { eventId, userId, role: 'OWNER', createdAt: NOW } });

const read = (id: string) => db.event.findUniqueOrThrow({ where: { id } });

describe('when the zone rules have changed', () => {
  it('keeps the wall clock of a future event, and moves its instant', async () => {
    // Vancouver stays on -07:00 since 2026; older rules still put it back to -08:00 in winter.
    const { id, startsLocal } = await givenEvent('America/Vancouver', '2027-01-15T18:00:00', -8);

    expect(await reviseInstants(db, NOW)).toEqual([id]);

    expect(await read(id)).toMatchObject({
      startsLocal,
      startsAt: new Date('2027-01-16T01:00:00Z'),
      endsAt: new Date('2027-01-16T03:00:00Z'),
      version: 2,
    });
  });

  it('leaves alone what is right already, and what has started', async () => {
    const right = await givenEvent('America/Vancouver', '2027-01-15T18:00:00', -7);
    const past = await givenEvent('America/Vancouver', '2026-01-15T18:00:00', -7);

    expect(await reviseInstants(db, NOW)).toEqual([]);

    for (const event of [right, past]) {
      expect(await read(event.id)).toMatchObject({ startsAt: event.startsAt, version: 1 });
    }
  });

  it('keeps the second of two instants that a clock means, when that was meant', async () => {
    const second = await givenEvent('Europe/Paris', '2027-10-31T02:30:00', 1);
    expect(await reviseInstants(db, NOW)).toEqual([]);
    expect(await read(second.id)).toMatchObject({ startsAt: new Date('2027-10-31T01:30:00Z') });
  });

  it('reads a clock that is skipped now with the offset before the gap', async () => {
    const { id } = await givenEvent('Europe/Paris', '2027-03-28T02:30:00', 2);
    await reviseInstants(db, NOW);
    expect(await read(id)).toMatchObject({ startsAt: new Date('2027-03-28T01:30:00Z') });
  });

  it('tells the collaborators what changed, once, and of nobody who did it', async () => {
    const { id } = await givenEvent('America/Vancouver', '2027-01-15T18:00:00', -8);
    const other = await givenEvent('America/Vancouver', '2027-01-15T17:00:00', -7);
    const owner = await givenUserRow(db);
    // Apart until one of them moves onto the other, which makes a second version.
    for (const eventId of [id, other.id]) await own(owner, eventId);

    expect(await reviseInstants(db, NOW)).toEqual([id]);

    const told = await db.notification.findMany({ where: { userId: owner.id } });
    expect(told).toMatchObject([
      { kind: 'EVENT_UPDATED', eventId: id, version: 3, own: false, readAt: null, actorId: null },
    ]);
    expect(told[0]?.changedFields).toEqual(['startsAt', 'endsAt', 'allowOverlap']);
  });

  it('says in the history why an event moved', async () => {
    const { id } = await givenEvent('America/Vancouver', '2027-01-15T18:00:00', -8);
    await reviseInstants(db, NOW);
    expect(await db.eventVersion.findMany({ where: { eventId: id, number: 2 } })).toMatchObject([
      {
        authorId: null,
        note: expect.stringMatching(/^New time zone rules: \d{4}[a-z]\.$/),
        changedFields: ['startsAt', 'endsAt'],
      },
    ]);
  });

  it('moves events of one owner that follow each other, all by the same', async () => {
    const owner = await givenUserRow(db);
    const first = await givenEvent('America/Vancouver', '2027-01-15T16:00:00', -8);
    const second = await givenEvent('America/Vancouver', '2027-01-15T18:00:00', -8);
    const third = await givenEvent('America/Vancouver', '2027-01-15T20:00:00', -8);
    for (const { id } of [first, second, third]) await own(owner, id);

    expect(await reviseInstants(db, NOW)).toEqual([first.id, second.id, third.id]);
    expect(await read(second.id)).toMatchObject({ allowOverlap: false, version: 2 });
  });

  it('lets those overlap that come to do so by the new rules, and says so in the history', async () => {
    const owner = await givenUserRow(db);
    const moves = await givenEvent('America/Vancouver', '2027-01-15T18:00:00', -8);
    const stays = await givenEvent('UTC', '2027-01-16T00:00:00', 0);
    for (const { id } of [moves, stays]) await own(owner, id);

    expect(await reviseInstants(db, NOW)).toEqual([moves.id]);

    expect(await read(moves.id)).toMatchObject({ allowOverlap: true, version: 3 });
    expect(await read(stays.id)).toMatchObject({ allowOverlap: false, version: 1 });
    expect(
      await db.eventVersion.findMany({ where: { eventId: moves.id, number: 3 } }),
    ).toMatchObject([{ changedFields: ['allowOverlap'] }]);
  });

  it('is done once, however many processes start at once', async () => {
    const { id } = await givenEvent('America/Vancouver', '2027-01-15T18:00:00', -8);
    const moved = await Promise.all([1, 2, 3, 4].map(() => reviseInstants(db, NOW)));
    expect(moved.flat()).toEqual([id]);
    expect(await read(id)).toMatchObject({ version: 2 });
  });

  it('goes through more events than it reads at once', async () => {
    const event = await givenEvent('America/Vancouver', '2027-01-15T18:00:00', -8);
    const copies = Array.from({ length: 1_200 }, () => ({ ...event, id: newId() }));
    await db.event.createMany({ data: copies });
    expect(await reviseInstants(db, NOW)).toHaveLength(1_201);
  }, 30_000);
});
