import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { buildSchema, parse, validate } from 'graphql';
import { type Browser, chromium, type Page } from 'playwright-core';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { explorer } from '../../src/server/explorer/explorer.js';
import {
  fillIn,
  type ReadyOperation,
  readReadyOperations,
} from '../../src/server/explorer/page/readyOperations.js';
import { type GivenUser, givenResetCode, givenUser, PASSWORD } from '../support/accounts.js';
import { eventInput, givenEvent, register } from '../support/events.js';
import { givenRole } from '../support/roles.js';
import { givenSecondFactor } from '../support/secondFactor.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const operationsText = readFileSync('src/server/explorer/operations.graphql', 'utf8');

describe('the ready operations', () => {
  const operations = readReadyOperations(operationsText);

  it('are valid, each by itself', () => {
    const errors = operations.flatMap(({ document }) => validate(schema, parse(document)));

    expect(errors).toEqual([]);
  });

  it('use every query, mutation and subscription of the schema', () => {
    const unused = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
      .flatMap((type) => Object.keys(type?.getFields() ?? {}))
      .filter((field) => !operations.some(({ document }) => document.match(` ${field} ?[({]`)));

    expect(unused).toEqual([]);
  });

  describe('on a server', () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startTestServer();
    });
    // Each finds the people and events it needs, whatever the one before it did to them.
    beforeEach(async () => {
      await server.db.event.deleteMany();
      await server.db.user.deleteMany();
    });
    afterAll(() => server.stop());

    it.each(operations)('$name works as it stands, its blanks filled in', async (operation) => {
      const { blanks, headers } = await givenAnswers(server, operation);

      const { data, errors } = await answerTo(
        server,
        operation,
        Object.fromEntries(Object.keys(operation.blanks).map((name) => [name, blanks[name]])),
        Object.assign({}, ...operation.headers.map((name) => headers[name])),
      );

      expect(errors).toBeUndefined();
      for (const answer of Object.values<{ __typename?: string }>(data)) {
        expect(answer).not.toBeNull();
        if (operation.kind === 'mutation') expect(answer.__typename).toMatch(/Success$/);
      }
      // Null to those who may not read them.
      expect(JSON.stringify(data)).not.toMatch(/"(attendees|collaborators|versions)":null/);
    });
  });

  it('all have a section and a description', () => {
    const bare = operations.filter(({ section, description }) => !section || !description);

    expect(bare).toEqual([]);
  });

  it('say which variables and headers are to be filled in', () => {
    const update = operations.find(({ name }) => name === 'UpdateEvent');

    expect(update).toMatchObject({
      blanks: { eventId: '' },
      headers: ['Turnout-Event-Secret'],
    });
  });

  it('keep the ids and secrets of the tab one comes from, and nothing else of it', () => {
    const [operation] = readReadyOperations(`
      # Headers: Turnout-Event-Secret
      mutation Delete($eventId: ID!) { deleteEvent(input: { id: $eventId }) { __typename } }
    `);

    const tab =
      operation &&
      fillIn(operation, {
        variables: '{ "eventId": "event_1", "name": "Ada" }',
        headers: '{ "Turnout-Event-Secret": "',
      });

    expect(JSON.parse(tab?.variables ?? '')).toEqual({ eventId: 'event_1' });
    expect(JSON.parse(tab?.headers ?? '')).toEqual({ 'Turnout-Event-Secret': '' });
  });
});

/** The answer to an operation, or the first one to a subscription. */
async function answerTo(
  server: TestServer,
  { kind, document }: ReadyOperation,
  variables: Record<string, unknown>,
  headers: Record<string, string>,
) {
  if (kind !== 'subscription') return server.send(document, variables, headers);
  const socket = openTestSocket(server, headers);
  const next = socket.subscribe(document, variables).next();
  // Something to be told of, for who follows what comes.
  await socket.subscribe('{ __typename }').next();
  await server.send(
    'mutation ($input: CreateEventInput!) { createEvent(input: $input) { __typename } }',
    { input: eventInput({ allowOverlap: true }) },
    headers,
  );
  return next.finally(() => socket.close());
}

/**
 * What can be filled into an operation's blanks and headers. Its event is Ada's if it is for who is
 * signed in, else one without an owner, with two people, one of them checked in.
 */
async function givenAnswers(server: TestServer, { name, headers }: ReadyOperation) {
  const people = await givenPeople(server, name);
  const event = await givenEvent(server);
  const { attendee } = await register(server, event, 'here@example.org');
  const { secret } = await register(server, event, 'outside@example.org');
  const ticket = { attendeeId: attendee.id };
  await server.mutate('checkInAttendee', { ticket }, '', event.asOwner);
  const { data } = await server.send(
    `query ($secret: String!) {
      attendee(secret: $secret) { ticketCode }
      events { pageInfo { startCursor endCursor } } }`,
    { secret },
  );
  const isOwned = headers.includes('Authorization') && name !== 'ClaimEvent';
  const blanks: Record<string, unknown> = {
    eventId: isOwned ? people.eventId : event.id,
    attendeeId: attendee.id,
    registrationSecret: secret,
    ticketCode: data.attendee.ticketCode,
    id: event.id,
    ids: [event.id, attendee.id],
    after: data.events.pageInfo.startCursor,
    before: data.events.pageInfo.endCursor,
    password: PASSWORD,
    newPassword: `${PASSWORD}, again`,
    refreshToken: people.ada.refreshToken,
    code: await givenCode(server, people.ada, name),
    resetCode: await givenResetCode(server, people.ada),
    sessionId: toGlobalId('session', people.ada.sessionId),
    notificationIds: people.notificationIds,
  };
  const filledHeaders: Record<string, Record<string, string>> = {
    'Turnout-Event-Secret': event.asOwner,
    Authorization: people.ada.asUser,
  };
  return { blanks, headers: filledHeaders };
}

/** A code for an operation, where it needs one. */
async function givenCode(server: TestServer, ada: GivenUser, operation: string) {
  if (operation === 'ConfirmSecondFactor') {
    return (await givenSecondFactor(server, ada, { begunOnly: true })).code();
  }
  if (operation !== 'TurnOffSecondFactor') return null;
  return (await givenSecondFactor(server, ada)).recoveryCodes[0];
}

/**
 * The people whom the operations name, and an event in its second version. Ada owns it, not alone, so
 * that she can leave; Bob may edit it, unless he is yet to be asked.
 */
async function givenPeople(server: TestServer, operation: string) {
  // Who is to sign up cannot be there already.
  const ada = await givenUser(server, operation === 'SignUp' ? {} : { username: 'ada' });
  const bob = await givenUser(server, { username: 'bob' });
  await givenUser(server, { username: 'cyd' });
  const dee = await givenUser(server, { username: 'dee' });

  // At another time than any other event, for nobody can be at two.
  const times = { startsAt: '2036-05-04T18:00:00Z', endsAt: '2036-05-04T20:00:00Z' };
  const { event } = await server.mutate(
    'createEvent',
    eventInput(times),
    '... on CreateEventSuccess { event { id } }',
    ada.asUser,
  );
  const change = { id: event.id, expectedVersion: 1, capacity: 20 };
  await server.mutate('updateEvent', change, '', ada.asUser);
  const { id: uuid } = await server.db.event.findFirstOrThrow();
  await givenRole(server, { uuid }, dee, 'OWNER');
  if (operation !== 'ShareEvent') await givenRole(server, { uuid }, bob, 'EDITOR');
  const notifications = await server.db.notification.findMany({ where: { userId: ada.uuid } });
  const notificationIds = notifications.map(({ id }) => toGlobalId('notification', id));
  return { ada, eventId: event.id, notificationIds };
}

describe('the explorer over HTTP', () => {
  const assetName = /assets\/index-[\w-]+\.js/;

  async function serve(directory: string) {
    const server = fastify();
    await server.register(explorer, { directory });
    return server;
  }

  it('leads to its page, which is asked for anew each time', async () => {
    const server = await serve(join(process.cwd(), 'dist/explorer'));

    const redirect = await server.inject('/explorer');
    const page = await server.inject('/explorer/');

    expect(redirect.headers.location).toBe('/explorer/');
    expect(page.headers['content-type']).toMatch('text/html');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(page.body).toContain('<title>Turnout explorer</title>');
  });

  it('lets the page talk to its own host only', async () => {
    const server = await serve(join(process.cwd(), 'dist/explorer'));

    const { headers } = await server.inject('/explorer/');

    expect(headers['content-security-policy']).toContain("connect-src 'self';");
    expect(headers['content-security-policy']).not.toMatch(/https?:|\*/);
  });

  it('sends scripts compressed, and to be kept for a year', async () => {
    const server = await serve(join(process.cwd(), 'dist/explorer'));
    const page = await server.inject('/explorer/');

    const script = await server.inject({
      url: `/explorer/${assetName.exec(page.body)?.[0]}`,
      headers: { 'accept-encoding': 'gzip, br' },
    });

    expect(script.statusCode).toBe(200);
    expect(script.headers).toMatchObject({
      'content-type': expect.stringContaining('javascript'),
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
  });

  it('says how to build the page when it is missing', async () => {
    const server = await serve('/nowhere');

    const answers = await Promise.all(['/explorer', '/explorer/'].map((url) => server.inject(url)));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 503]);
    expect(answers[0]?.body).toContain('npm run build');
  });
});

const chromiumPath = findOnPath('chromium', 'chromium-browser', 'google-chrome');
// On a build server a missing browser is a failure, not an excuse.
const isBrowserExpected = chromiumPath !== null || process.env.CI === 'true';
if (!isBrowserExpected) {
  console.warn('The explorer is not tried in a browser: no Chromium or Chrome on PATH.');
}

(isBrowserExpected ? describe : describe.skip)('the explorer in a browser', () => {
  let server: Awaited<ReturnType<typeof startTestServer>>;
  let browser: Browser;
  let page: Page;
  const foreignRequests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    server = await startTestServer();
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 850 } });
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== new URL(server.url).origin) {
        foreignRequests.push(request.url());
      }
    });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('opens with the ready operations in view, the first ones as tabs', async () => {
    const [first] = readReadyOperations(operationsText);

    await page.goto(new URL('/explorer', server.url).href);
    await page.getByRole('heading', { name: 'Ready operations' }).waitFor();
    const tabs = await page.getByRole('tab').allInnerTexts();

    expect(await page.title()).toBe('Turnout explorer');
    expect(tabs).toHaveLength(4);
    expect(tabs[0]).toContain(first?.name);
  }, 60_000);

  it("shows the schema's own descriptions", async () => {
    const description = schema.getQueryType()?.getFields().event?.description ?? 'none';

    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).click();

    await page.getByText(description).waitFor();
    expect(await page.locator('.graphiql-doc-explorer').innerText()).toContain('EventConnection');
  }, 60_000);

  it('opens a ready operation in a new tab, runs it and shows the answer', async () => {
    await page.getByRole('button', { name: 'Show Ready operations' }).click();
    await page.getByRole('button', { name: /^CreateEvent mutation/ }).click();
    await page.getByRole('tab').nth(4).waitFor();
    await page.getByRole('button', { name: /^Execute/ }).click();

    await page.locator('.result-window .view-line').getByText('CreateEventSuccess').waitFor();
    expect(await page.getByRole('tab', { selected: true }).innerText()).toContain('CreateEvent');
  }, 60_000);

  it('has asked no other host for anything, and found nothing to complain of', () => {
    expect(foreignRequests).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

(isBrowserExpected ? describe : describe.skip)(
  'Apollo Sandbox in a browser that is offline',
  () => {
    it('leads to the explorer, which opens', async () => {
      const server = await startTestServer();
      const browser = await openBrowser();
      try {
        const page = await browser.newPage();
        await page.route(
          (url) => url.origin !== new URL(server.url).origin,
          (route) => route.abort(),
        );
        await page.goto(new URL('/graphql', server.url).href);
        await page.getByRole('link', { name: /explorer/i }).click();

        await page.getByRole('heading', { name: 'Ready operations' }).waitFor();
        expect(new URL(page.url()).pathname).toBe('/explorer/');
      } finally {
        await browser.close();
        await server.stop();
      }
    }, 120_000);
  },
);

async function openBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('No Chromium or Chrome on PATH.');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function findOnPath(...names: string[]): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}
