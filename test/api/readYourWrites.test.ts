import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { givenEvent, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const COUNT = 'query ($id: ID!) { event(id: $id) { confirmedCount } }';

it('who was told that they are registered is counted in what they read next, however many ask', async () => {
  const event = await givenEvent(server, { capacity: 1_000 });
  let registered = 0;
  let reading = true;
  const counted = async () => {
    const { data } = await server.send(COUNT, { id: event.id });
    return data.event.confirmedCount as number;
  };
  const readers = Array.from({ length: 8 }, async () => {
    while (reading) await counted();
  });
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; i < 15; i++) {
        await register(server, event, `${writer}-${i}@example.org`);
        registered += 1;
        const atLeast = registered;
        expect(await counted()).toBeGreaterThanOrEqual(atLeast);
      }
    }),
  );
  reading = false;
  await Promise.all(readers);
});

it('identical questions that wait together cost fewer statements than there are of them', async () => {
  const event = await givenEvent(server);
  server.statements.length = 0;
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => server.send(COUNT, { id: event.id })),
  );
  for (const { data } of answers) expect(data).toEqual({ event: { confirmedCount: 0 } });
  expect(server.statements.length).toBeLessThan(50);
});

const TOTAL = `query ($place: String!, $first: Int!) {
  events(filter: { location: $place }, first: $first) { totalCount nodes { id } } }`;

it('who has created an event finds it in the count of the list, however many count', async () => {
  const place = 'Where all count';
  let counting = true;
  const count = async (first: number) => {
    const { data } = await server.send(TOTAL, { place, first });
    return data.events.totalCount as number;
  };
  // Different pages: the count is shared, the pages are not.
  const readers = Array.from({ length: 6 }, async (_, i) => {
    while (counting) await count(i + 1);
  });
  for (let created = 1; created <= 20; created++) {
    await givenEvent(server, { location: place });
    expect(await count(10)).toBe(created);
  }
  counting = false;
  await Promise.all(readers);
});

it('those who look at different pages of a list count it together', async () => {
  server.statements.length = 0;
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => server.send(TOTAL, { place: 'Nowhere', first: i + 1 })),
  );
  for (const { data } of answers) expect(data.events.totalCount).toBe(0);
  const counts = server.statements.filter((sql) => sql.includes('count(*)'));
  expect(counts.length).toBeLessThan(40);
});
