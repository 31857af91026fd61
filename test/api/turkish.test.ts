import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../src/data/migrate.js';
import { givenUser, PASSWORD } from '../support/accounts.js';
import { createTurkishDatabase, type TestDatabase } from '../support/database.js';
import { givenEvent, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await createTurkishDatabase();
  await migrate(database.url, { directory: 'prisma/migrations' });
  server = await startTestServer({ databaseUrl: database.url });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe('a database that folds letters in the Turkish way', () => {
  it('is one: by itself, it would tell I from i', async () => {
    const [row] = await server.db.$queryRaw<[{ same: boolean }]>`SELECT lower('I') = 'i' AS "same"`;
    expect(row.same).toBe(false);
  });

  it('knows one email in any case: one live registration, at once or one after the other', async () => {
    const event = await givenEvent(server);
    const emails = ['IRIS@EXAMPLE.ORG', 'iris@example.org', 'Iris@Example.Org'];
    const answers = await Promise.all(emails.map((email) => register(server, event, email)));
    const kinds = answers.map(({ __typename }) => __typename).sort();
    expect(kinds).toEqual(['AlreadyRegistered', 'AlreadyRegistered', 'RegisterAttendeeSuccess']);
    expect(await register(server, event, 'irIs@example.org')).toMatchObject({
      __typename: 'AlreadyRegistered',
    });
  });

  it('folds the letters of a plain word as it is folded here, and the others itself', async () => {
    const plain = 'ABCDEFGHJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    const [row] = await server.db.$queryRaw<[{ folded: string }]>`
      SELECT fold_text(${plain}) AS "folded"`;
    expect(row.folded).toBe(plain.toLowerCase());

    const { id } = await givenEvent(server, { name: 'IRIS and Zoë in GDYNIA' });
    const found = async (search: string) => {
      const query = 'query ($search: String) { events(search: $search) { nodes { id } } }';
      return (await server.send(query, { search })).data.events.nodes;
    };
    for (const search of ['IRIS', 'RIS', 'zoe ZOË', 'gdyn', 'aND']) {
      expect(await found(search)).toEqual([{ id }]);
    }
    expect(await found('iris')).toEqual([]); // another letter, in such a database
  });

  it('knows one username and one email of an account in any case', async () => {
    await givenUser(server, { username: 'IRIS-I', email: 'IRIS@EXAMPLE.ORG' });
    const signIn = (usernameOrEmail: string) =>
      server.mutate('signIn', { usernameOrEmail, password: PASSWORD }, '');
    expect(await signIn('iris-i')).toEqual({ __typename: 'SignInSuccess' });
    expect(await signIn('iris@example.org')).toEqual({ __typename: 'SignInSuccess' });
    const signUp = (username: string, email: string) =>
      server.mutate('signUp', { username, email, password: PASSWORD }, '');
    expect(await signUp('iris-I', 'other@example.org')).toEqual({ __typename: 'UsernameTaken' });
    expect(await signUp('other', 'iris@example.org')).toEqual({ __typename: 'EmailTaken' });
  });
});
