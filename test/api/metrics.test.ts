import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { givenEvent, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';

const TOKEN = 'of the metrics of these tests';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ metrics: { port: 0, token: TOKEN, offered: true } });
});
afterAll(() => server.stop());

async function scrape(from = server, token = TOKEN): Promise<string> {
  const answer = await fetch(from.metricsUrl ?? '', {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return answer.text();
}

/** The value of a metric with these labels; 0 when there is none. */
async function readMetric(series: string): Promise<number> {
  const line = (await scrape()).split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

/** By how much a metric rises. */
async function riseOf(series: string, work: () => Promise<unknown>): Promise<number> {
  const before = await readMetric(series);
  await work();
  return (await readMetric(series)) - before;
}

const durations = (operation: string) =>
  `turnout_operation_duration_seconds_count{operation="${operation}"}`;

describe('the metrics', () => {
  it('count operations by what they ask of the schema, whatever the client calls them', async () => {
    const work = async () => {
      await server.send('query Mine { events { totalCount } }');
      await server.send('{ other: events { totalCount } }');
    };
    expect(await riseOf(durations('Query.events'), work)).toBe(2);
    expect(await scrape()).not.toMatch(/Mine|other/);
  });

  it('count operations over sockets with the others, and sockets and subscriptions', async () => {
    const event = await givenEvent(server);
    const socket = openTestSocket(server);
    const query = 'subscription ($id: ID!) { seatsChanged(eventId: $id) { __typename } }';
    const seats = socket.subscribe(query, { id: event.id });
    await seats.next();
    expect(await readMetric('turnout_sockets')).toBe(1);
    expect(await readMetric('turnout_subscriptions')).toBe(1);
    expect(await readMetric(durations('Subscription.seatsChanged'))).toBe(1);
    await socket.close();
    while ((await readMetric('turnout_sockets')) > 0);
    expect(await readMetric('turnout_subscriptions')).toBe(0);
  });

  it.each([
    ['GRAPHQL_VALIDATION_FAILED', () => server.send('{ nothing }')],
    ['UNAUTHENTICATED', () => server.send('{ __typename }', {}, { authorization: 'Bearer x' })],
    ['NOT_FOUND', () => fetch(`${server.url}/nowhere`)],
  ])('count errors by their code: %s', async (code, work) => {
    expect(await riseOf(`turnout_errors_total{code="${code}"}`, work)).toBe(1);
  });

  it('count requests by route and status', async () => {
    const health = () => fetch(`${server.url}/health/live?x=${Math.random()}`);
    const series = 'turnout_http_requests_total{route="/health/live",status="200"}';
    expect(await riseOf(series, health)).toBe(1);
  });

  it('tell the groups of registrations, the pool, and how the process fares', async () => {
    const event = await givenEvent(server);
    const work = () => register(server, event, 'ada@example.org');
    expect(await riseOf('turnout_registration_group_size_count', work)).toBe(1);
    expect(await readMetric('turnout_database_connections_idle')).toBeGreaterThan(0);
    expect(await readMetric('turnout_database_waiting')).toBe(0);
    expect(await scrape()).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  });

  it('have no label that a client can make up', async () => {
    for (let i = 0; i < 20; i++) {
      await server.send(`query Q${i} { a${i}: __typename }`);
      await server.send(`{ unknown${i} }`);
      await fetch(`${server.url}/unknown${i}`, { method: i % 2 ? 'PUT' : 'GET' });
    }
    expect(await scrape()).not.toMatch(/Q\d|a\d|unknown/);
  });
});

describe('who may see the metrics', () => {
  it('is who has the token, where there is one', async () => {
    for (const authorization of ['', 'Bearer wrong', TOKEN]) {
      const headers = { authorization };
      const { status } = await fetch(server.metricsUrl ?? '', { headers });
      expect(status).toBe(401);
    }
  });

  it('is nobody at the port of the API when they have a port of their own', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`${server.url}/metrics`, { headers })).status).toBe(404);
    const url = (server.metricsUrl ?? '').replace('/metrics', '/graphql');
    expect((await fetch(url, { headers })).status).toBe(404);
  });

  it('is who has the token at the port of the API, when they have no other', async () => {
    const metrics = { port: null, token: TOKEN, offered: true };
    const beside = await startTestServer({ databaseUrl: server.databaseUrl, metrics });
    expect((await fetch(`${beside.url}/metrics`)).status).toBe(401);
    expect(await scrape(beside)).toContain('turnout_http_requests_total');
    await beside.stop();
  });

  it('is nobody when none are offered', async () => {
    const metrics = { port: null, token: null, offered: false };
    const without = await startTestServer({ databaseUrl: server.databaseUrl, metrics });
    expect((await fetch(`${without.url}/metrics`)).status).toBe(404);
    await without.stop();
  });
});

describe('the dashboard', () => {
  it('shows only what there is to show, and all that is ours', async () => {
    const names = new Set(
      [...(await scrape()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
      ),
    );
    const dashboard = readFileSync('build/monitoring/dashboard.json', 'utf8');
    const shown = new Set(
      [...dashboard.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].flatMap(([, expr = '""']) =>
        [...(JSON.parse(expr) as string).matchAll(/\b(?:turnout|nodejs|process)_\w+/g)].map(
          ([name]) => name,
        ),
      ),
    );
    expect([...shown].filter((name) => !names.has(name))).toEqual([]);
    const families = [...names].map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    const hidden = families.filter(
      (family) =>
        family.startsWith('turnout_') && ![...shown].some((name) => name.startsWith(family)),
    );
    expect(hidden).toEqual([]);
  });
});
