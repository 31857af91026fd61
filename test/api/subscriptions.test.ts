import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { givenEvent, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ logLevel: 'error' });
});
afterAll(() => server.stop());

const SEATS = `subscription ($id: ID!) { seatsChanged(eventId: $id) {
  __typename ... on SeatsChanged { event { seatsLeft waitlistLength } } } }`;

describe('seatsChanged', () => {
  it('tells at once, and again when someone registers', async () => {
    const event = await givenEvent(server, { capacity: 3 });
    const socket = openTestSocket(server);
    const seats = socket.subscribe(SEATS, { id: event.id });
    expect((await seats.next()).data.seatsChanged.event.seatsLeft).toBe(3);
    await register(server, event, 'ada@example.org');
    expect((await seats.next()).data.seatsChanged.event.seatsLeft).toBe(2);
    await socket.close();
  });
});
