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
