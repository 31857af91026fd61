import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isRequiredArgument,
} from 'graphql';
import { createSchema } from '../../src/graphql/schema.js';
import { attendeeRow, insertEvent } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

// What is read of a row depends on the fields that are selected. Each field must be answered alike
// whether it stands alone or beside all others, which need everything.

let server: TestServer;
let eventId: string;
beforeAll(async () => {
  server = await startTestServer();
  const { id, uuid } = await insertEvent(server, { description: 'With cake.', capacity: 3 });
  eventId = id;
  await server.db.attendee.create({ data: attendeeRow(uuid) });
});
afterAll(() => server.stop());

const typeNamed = (name: string) => createSchema().getType(name) as GraphQLObjectType;
const fieldsOf = (name: string) => Object.values(typeNamed(name).getFields()).filter(canBeAlone);
const canBeAlone = ({ args }: GraphQLField<unknown, unknown>) => !args.some(isRequiredArgument);

function selectionOf({ name, type }: GraphQLField<unknown, unknown>): string {
  return isLeafType(getNamedType(type)) ? name : `${name} { __typename }`;
}

const placesOfEvents = {
  'the nodes of a list': (fields: string) => `{ at: events { nodes { ${fields} } } }`,
  'the edges of a list': (fields: string) => `{ at: events { edges { node { ${fields} } } } }`,
  'a fragment in a list': (fields: string) =>
    `{ at: events { ...Page } } fragment Page on EventConnection { nodes { ... on Event { ${fields} } } }`,
  'an event by its id': (fields: string) => `{ at: event(id: "${eventId}") { ${fields} } }`,
};
const placesOfAttendees = {
  'the attendees of an event': (fields: string) =>
    `{ at: event(id: "${eventId}") { attendees { nodes { ${fields} } } } }`,
  'the attendees of each event of a list': (fields: string) =>
    `{ at: events { nodes { attendees { edges { node { ${fields} } } } } } }`,
};

async function answerTo(query: string) {
  const { data, errors } = await server.send(query);
  expect(errors).toBeUndefined();
  return data.at;
}

/** The one object in an answer that has these fields. */
function innermost(value: unknown): Record<string, unknown> {
  const object = (Array.isArray(value) ? value[0] : value) as Record<string, unknown>;
  const [key, ...others] = Object.keys(object);
  const isWay = others.length === 0 && /^(nodes|edges|node|attendees)$/.test(key ?? '');
  return isWay ? innermost(object[key as string]) : object;
}

for (const [type, places] of [
  ['Event', placesOfEvents],
  ['Attendee', placesOfAttendees],
] as const) {
  describe.each(Object.entries(places))(`of ${type}, in %s`, (_place, queryFor) => {
    it('answers each field alone as it does beside all others', async () => {
      const all = innermost(await answerTo(queryFor(fieldsOf(type).map(selectionOf).join(' '))));
      expect(Object.keys(all).length).toBeGreaterThan(10);
      for (const field of fieldsOf(type)) {
        const alone = innermost(await answerTo(queryFor(`__typename ${selectionOf(field)}`)));
        expect(alone).toEqual({ __typename: type, [field.name]: all[field.name] });
      }
    });
  });
}

it('tells on which sides a page goes on, whichever of them is asked about', async () => {
  await insertEvent(server, { description: 'Before and after others.' });
  await insertEvent(server, {});
  const { edges } = await answerTo('{ at: events { edges { cursor } } }');
  const cursor = edges[1].cursor;
  for (const page of [`first: 1, after: "${cursor}"`, `last: 1, before: "${cursor}"`]) {
    const both = await answerTo(
      `{ at: events(${page}) { pageInfo { hasNextPage hasPreviousPage } } }`,
    );
    for (const side of ['hasNextPage', 'hasPreviousPage']) {
      const one = await answerTo(`{ at: events(${page}) { pageInfo { ${side} } } }`);
      expect(one.pageInfo[side]).toBe(both.pageInfo[side]);
    }
  }
  const after = await answerTo(
    `{ at: events(first: 1, after: "${cursor}") { pageInfo { hasPreviousPage } } }`,
  );
  expect(after.pageInfo).toEqual({ hasPreviousPage: true });
});
