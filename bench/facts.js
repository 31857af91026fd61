// What a client must know of the rows to ask about them: ids, cursors and words that occur.
import { toGlobalId } from '../dist/graphql/globalId.js';
import { withClient } from './database.js';
import { isOurs, send } from './servers.js';

const SAMPLE = 10_000;
/** Lists longer than this are walked in parts: as many, spread over the whole. */
const PARTS = 100;

/**
 * @typedef {object} Facts  about the rows, in the words of one server
 * @property {{id: string, code: string}[]} events  up to 10,000 events in random order, without the
 *   hot one; `code` is a word that only this event has
 * @property {string[]} cursors  up to 10,000 places spread over the list of upcoming events
 * @property {{id: string, firstCursor: string, lastCursor: string}} hot  the event that most come
 *   to, and the places behind its first attendee and before its last 20
 */

/** @returns {Promise<Facts>} */
export async function factsFor(server, databaseUrl) {
  const { sample, starts, hotId } = await rowsIn(databaseUrl);
  const idOf = (uuid) => (isOurs(server.name) ? toGlobalId('event', uuid) : uuid);
  return {
    events: sample.map(({ id, code }) => ({ id: idOf(id), code })),
    cursors: await walk(server.url, starts),
    hot: { id: idOf(hotId), ...(await placesOf(server.url, idOf(hotId))) },
  };
}

async function rowsIn(databaseUrl) {
  return withClient(databaseUrl, async (client) => {
    const { rows: hot } = await client.query(
      'SELECT "id" FROM "Event" ORDER BY "confirmedCount" DESC LIMIT 1',
    );
    const { rows: sample } = await client.query(
      `SELECT "id", rtrim(split_part("description", 'Code ', 2), '.') AS "code" FROM "Event"
       WHERE "id" <> $1 ORDER BY md5("id"::text) LIMIT ${SAMPLE}`,
      [hot[0].id],
    );
    const { rows: count } = await client.query('SELECT count(*)::int AS "count" FROM "Event"');
    const { rows: starts } = await client.query(
      `SELECT "startsAt" FROM "Event" ORDER BY md5("startsAt"::text) LIMIT ${PARTS}`,
    );
    const whole = count[0].count <= SAMPLE;
    return { sample, hotId: hot[0].id, starts: whole ? null : starts.map((row) => row.startsAt) };
  });
}

/** The cursors of the whole list, or of some pages behind each of `starts`. */
async function walk(url, starts) {
  const cursors = [];
  for (const startsFrom of starts ?? [null]) {
    const filter = startsFrom ? `filter: { startsFrom: "${startsFrom.toISOString()}" },` : '';
    const query = `query ($after: String) {
      events(${filter} first: 100, after: $after) { edges { cursor } pageInfo { hasNextPage endCursor } }
    }`;
    let after = null;
    for (let pages = 0; pages < (starts ? 1 : Number.POSITIVE_INFINITY); pages++) {
      const { events } = await send(url, { query, variables: { after } });
      cursors.push(...events.edges.map(({ cursor }) => cursor));
      if (!events.pageInfo.hasNextPage) break;
      after = events.pageInfo.endCursor;
    }
  }
  // Behind the last ones there is no whole page.
  return cursors.length > 50 ? cursors.slice(0, -21) : cursors.slice(0, 1);
}

async function placesOf(url, id) {
  const query = `query ($id: ID!) { event(id: $id) {
    start: attendees(first: 1) { pageInfo { endCursor } }
    end: attendees(last: 21) { edges { cursor } }
  } }`;
  const { event } = await send(url, { query, variables: { id } });
  return { firstCursor: event.start.pageInfo.endCursor, lastCursor: event.end.edges[0].cursor };
}
