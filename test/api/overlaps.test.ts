import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { eventInput } from '../support/events.js';
import { givenRole } from '../support/roles.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let ada: GivenUser;
let bob: GivenUser;
beforeAll(async () => {
  server = await startTestServer();
  ada = await givenUser(server);
  bob = await givenUser(server);
});
// Everyone is free again.
beforeEach(() => server.db.event.deleteMany());
afterAll(() => server.stop());

/** From one full hour of a day to another. */
const hours = (from: number, to: number) => ({
  startsAt: new Date(Date.UTC(2090, 0, 1, from)).toISOString(),
  endsAt: new Date(Date.UTC(2090, 0, 1, to)).toISOString(),
});

const CONFLICT = `
  ... on ScheduleConflict { message conflictingEvents { id } hiddenCount index conflictingIndexes }
  ... on InvalidInput { fields { path message } }
  ... on UserError { message }`;

const create = (details: object, as: Pick<GivenUser, 'asUser'> = ada) =>
  server.mutate(
    'createEvent',
    eventInput(details),
    `... on CreateEventSuccess { event { id name versionNumber allowOverlap } manageSecret } ${CONFLICT}`,
    as.asUser,
  );
const createAll = (events: object[], more: object = {}) =>
  server.mutate(
    'createEvents',
    { events: events.map(eventInput), ...more },
    `... on CreateEventsSuccess { results { event { id } } } ${CONFLICT}`,
    ada.asUser,
  );
const update = (event: { id: string }, expectedVersion: number, change: object, as = ada) =>
  server.mutate(
    'updateEvent',
    { id: event.id, expectedVersion, ...change },
    `... on UpdateEventSuccess { event { id versionNumber } } ${CONFLICT}`,
    as.asUser,
  );
const cancel = (event: { id: string }) =>
  server.mutate('cancelEvent', { id: event.id }, '... on UserError { message }', ada.asUser);
const rollBack = (event: { id: string }, toVersion: number, expectedVersion: number) =>
  server.mutate(
    'rollbackEvent',
    { eventId: event.id, toVersion, expectedVersion },
    `... on RollbackEventSuccess { event { versionNumber } } ${CONFLICT}`,
    ada.asUser,
  );

interface Created {
  id: string;
  uuid: string;
}

async function given(details: object, as: Pick<GivenUser, 'asUser'> = ada): Promise<Created> {
  const { event, message } = await create(details, as);
  if (!event) throw new Error(message);
  const { id: uuid } = await server.db.event.findFirstOrThrow({ where: { name: event.name } });
  return { id: event.id, uuid };
}

const countEvents = () => server.db.event.count();

describe('a new event', () => {
  it('that overlaps with another of its owner is refused, with that event: ScheduleConflict', async () => {
    const event = await given(hours(10, 12));

    expect(await create(hours(11, 13))).toEqual({
      __typename: 'ScheduleConflict',
      message:
        'An owner would have to be at another event at the same time. `allowOverlap: true` permits that.',
      conflictingEvents: [{ id: event.id }],
      hiddenCount: 0,
      index: null,
      conflictingIndexes: [],
    });
    expect(await countEvents()).toBe(1);
  });

  it.each([
    ['lies inside', 10, 11],
    ['contains', 8, 13],
    ['has the same time', 9, 12],
    ['ends in', 8, 10],
    ['begins in', 11, 13],
  ])('that %s another is refused', async (_how, from, to) => {
    await given(hours(9, 12));
    expect(await create(hours(from, to))).toMatchObject({ __typename: 'ScheduleConflict' });
    expect(await create({ ...hours(from, to), validateOnly: true })).toMatchObject({
      __typename: 'ScheduleConflict',
    });
  });

  it.each([
    ['touches another', hours(12, 13), hours(10, 12)],
    ['is touched by another', hours(8, 10), hours(10, 12)],
    ['may overlap', { ...hours(10, 12), allowOverlap: true }, hours(10, 12)],
    ['meets one that may overlap', hours(10, 12), { ...hours(10, 12), allowOverlap: true }],
  ])('that %s is created', async (_how, second, first) => {
    await given(first);
    expect(await create(second)).toMatchObject({ __typename: 'CreateEventSuccess' });
  });

  it('conflicts with all in its way, soonest first', async () => {
    const later = await given(hours(12, 13));
    const sooner = await given(hours(10, 11));
    expect(await create(hours(8, 20))).toMatchObject({
      message: expect.stringContaining('at 2 other events'),
      conflictingEvents: [{ id: sooner.id }, { id: later.id }],
    });
  });

  it('conflicts neither with what was called off nor with what others own or only edit with them', async () => {
    await cancel(await given(hours(10, 12)));
    const theirs = await given(hours(10, 12), bob);
    await givenRole(server, theirs, ada, 'EDITOR');
    expect(await create(hours(10, 12))).toMatchObject({ __typename: 'CreateEventSuccess' });
  });

  it('conflicts with what one owns together with others', async () => {
    const theirs = await given(hours(10, 12), bob);
    await givenRole(server, theirs, ada, 'OWNER');
    expect(await create(hours(10, 12))).toMatchObject({ conflictingEvents: [{ id: theirs.id }] });
  });

  it('without an owner conflicts with nothing', async () => {
    const nobody = { asUser: {} };
    await given(hours(10, 12), nobody);
    expect(await create(hours(10, 12), nobody)).toMatchObject({ __typename: 'CreateEventSuccess' });
  });

  it('says whether it may overlap; not, unless asked to', async () => {
    expect(await create(hours(1, 2))).toMatchObject({ event: { allowOverlap: false } });
    const allowed = await create({ ...hours(1, 2), allowOverlap: true });
    expect(allowed).toMatchObject({ event: { allowOverlap: true } });
  });

  it('that was refused leaves its idempotency key free', async () => {
    const event = await given(hours(10, 12));
    const again = eventInput({ ...hours(10, 12), idempotencyKey: 'k1' });
    expect(await create(again)).toMatchObject({ __typename: 'ScheduleConflict' });
    await cancel(event);
    expect(await create(again)).toMatchObject({ __typename: 'CreateEventSuccess' });
    expect(await create(again)).toMatchObject({ __typename: 'CreateEventSuccess' });
    expect(await countEvents()).toBe(2);
  });
});

describe('several new events', () => {
  it('are refused together when two of them overlap, naming both', async () => {
    expect(
      await createAll([hours(1, 2), hours(5, 7), hours(3, 4), hours(6, 8), hours(6, 9)]),
    ).toMatchObject({
      __typename: 'ScheduleConflict',
      index: 1,
      conflictingIndexes: [3, 4],
      conflictingEvents: [],
      hiddenCount: 0,
    });
    expect(await countEvents()).toBe(0);
  });

  it('are refused together when one is in the way of an event that is there, naming the first', async () => {
    const event = await given(hours(10, 12));
    expect(
      await createAll([hours(1, 2), hours(11, 13), hours(10, 11), hours(20, 22), hours(21, 22)]),
    ).toMatchObject({
      index: 1,
      conflictingEvents: [{ id: event.id }],
      conflictingIndexes: [],
    });
    expect(await countEvents()).toBe(1);
  });

  it('may touch each other, and overlap where they are allowed to', async () => {
    const events = [
      hours(1, 2),
      hours(2, 3),
      { ...hours(1, 3), allowOverlap: true },
      { ...hours(1, 3), allowOverlap: true },
    ];
    expect(await createAll(events)).toMatchObject({ __typename: 'CreateEventsSuccess' });
  });

  it('count those indexes that may not overlap, and leave out the others', async () => {
    const events = [{ ...hours(1, 9), allowOverlap: true }, hours(3, 5), hours(4, 6)];
    expect(await createAll(events)).toMatchObject({ index: 1, conflictingIndexes: [2] });
  });

  it('are looked at in the number of statements of one', async () => {
    const statementsOf = async (count: number, day: number) => {
      const events = Array.from({ length: count }, (_, i) => hours(24 * day + i, 24 * day + i + 1));
      server.statements.length = 0;
      expect(await createAll(events)).toMatchObject({ __typename: 'CreateEventsSuccess' });
      return server.statements.filter((sql) => /^\s*(SELECT|INSERT|UPDATE|WITH)/i.test(sql)).length;
    };
    expect(await statementsOf(100, 10)).toBe(await statementsOf(1, 2));
  });
});

describe('a change', () => {
  it('that moves an event into another of its owner is refused', async () => {
    const other = await given(hours(10, 12));
    const event = await given(hours(13, 14));
    expect(await update(event, 1, hours(11, 13))).toMatchObject({
      __typename: 'ScheduleConflict',
      conflictingEvents: [{ id: other.id }],
      index: null,
      conflictingIndexes: [],
    });
    expect(await update(event, 1, hours(12, 13))).toMatchObject({ event: { versionNumber: 2 } });
  });

  it('that moves an event within its own time is made', async () => {
    const event = await given(hours(10, 12));
    expect(await update(event, 1, hours(11, 13))).toMatchObject({ event: { versionNumber: 2 } });
  });

  it('that forbids an overlap that is there is refused', async () => {
    const other = await given(hours(10, 12));
    const event = await given({ ...hours(10, 12), allowOverlap: true });
    expect(await update(event, 1, { allowOverlap: false })).toMatchObject({
      conflictingEvents: [{ id: other.id }],
    });
    expect(await update(other, 1, { allowOverlap: true })).toMatchObject({
      event: { versionNumber: 2 },
    });
    expect(await update(event, 1, { allowOverlap: false })).toMatchObject({
      event: { versionNumber: 2 },
    });
  });

  it('of an event that may overlap moves it anywhere', async () => {
    await given(hours(10, 12));
    const event = await given({ ...hours(20, 22), allowOverlap: true });
    expect(await update(event, 1, hours(10, 12))).toMatchObject({ event: { versionNumber: 2 } });
  });

  it('by an editor is refused for what its owner has at that time, unseen when it is private', async () => {
    const seen = await given(hours(10, 11));
    await given({ ...hours(11, 12), visibility: 'PRIVATE' });
    const event = await given(hours(20, 22));
    await givenRole(server, event, bob, 'EDITOR');
    expect(await update(event, 1, hours(10, 12), bob)).toMatchObject({
      __typename: 'ScheduleConflict',
      message: expect.stringContaining('2 other events'),
      conflictingEvents: [{ id: seen.id }],
      hiddenCount: 1,
    });
  });

  it('is refused for what any of several owners has at that time', async () => {
    const event = await given(hours(20, 22));
    await givenRole(server, event, bob, 'OWNER');
    const bobs = await given(hours(10, 12), bob);
    expect(await update(event, 1, hours(11, 13))).toMatchObject({
      conflictingEvents: [{ id: bobs.id }],
    });
  });

  it('back to an earlier version is refused when that time is taken', async () => {
    const event = await given(hours(10, 12));
    await update(event, 1, hours(20, 22));
    const other = await given(hours(11, 13));
    expect(await rollBack(event, 1, 2)).toMatchObject({
      __typename: 'ScheduleConflict',
      conflictingEvents: [{ id: other.id }],
    });
  });

  it('that brings back a cancelled event is refused when its time is taken', async () => {
    const event = await given(hours(10, 12));
    await cancel(event);
    const other = await given(hours(11, 13));
    expect(await rollBack(event, 1, 2)).toMatchObject({ conflictingEvents: [{ id: other.id }] });
    await cancel(other);
    expect(await rollBack(event, 1, 2)).toMatchObject({ event: { versionNumber: 3 } });
  });

  it('of a name or a capacity asks nobody for their time', async () => {
    const event = await given(hours(10, 12));
    server.statements.length = 0;
    await update(event, 1, { capacity: 3 });
    expect(server.statements.filter((sql) => sql.includes('busy'))).toEqual([]);
  });
});

describe('the list of conflicting events', () => {
  it('has at most 100, and counts the rest', async () => {
    const quarters = Array.from({ length: 120 }, (_, i) => ({
      startsAt: new Date(Date.UTC(2090, 0, 1, 0, 15 * i)).toISOString(),
      endsAt: new Date(Date.UTC(2090, 0, 1, 0, 15 * i + 15)).toISOString(),
    }));
    expect(await createAll(quarters)).toMatchObject({ __typename: 'CreateEventsSuccess' });

    const { conflictingEvents, hiddenCount } = await create(hours(0, 48));

    expect(conflictingEvents).toHaveLength(100);
    expect(hiddenCount).toBe(20);
  });
});
