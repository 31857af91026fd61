import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isRequiredArgument,
} from 'graphql';
import { createSchema } from '../../src/graphql/schema.js';
import { givenUser } from '../support/accounts.js';
import { givenRole } from '../support/roles.js';
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
  const at = new Date();
  await server.db.attendee.createMany({
    data: [
      attendeeRow(uuid, { name: 'Cleo', checkedInAt: at, checkedInBy: 'Door 1' }),
      attendeeRow(uuid, { name: 'Ada', promotedAt: at }),
      attendeeRow(uuid, { name: 'Berta' }),
      attendeeRow(uuid, { name: 'Dora', status: 'WAITLISTED' }),
      attendeeRow(uuid, { name: 'Eve', status: 'CANCELLED' }),
    ],
  });
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
const ALL_ATTENDEES = 'attendees(filter: { statuses: [CONFIRMED, WAITLISTED, CANCELLED] })';
const placesOfAttendees = {
  'the attendees of an event': (fields: string) =>
    `{ at: event(id: "${eventId}") { ${ALL_ATTENDEES} { nodes { ${fields} } } } }`,
  'the attendees of each event of a list': (fields: string) =>
    `{ at: events { nodes { ${ALL_ATTENDEES} { edges { node { ${fields} } } } } } }`,
};

async function answerTo(query: string) {
  const { data, errors } = await server.send(query);
  expect(errors).toBeUndefined();
  return data.at;
}

/** The objects in an answer that have these fields. */
function innermost(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(innermost);
  const object = value as Record<string, unknown>;
  const [key, ...others] = Object.keys(object);
  const isWay = others.length === 0 && /^(nodes|edges|node|attendees)$/.test(key ?? '');
  return isWay ? innermost(object[key as string]) : [object];
}

for (const [type, places] of [
  ['Event', placesOfEvents],
  ['Attendee', placesOfAttendees],
] as const) {
  describe.each(Object.entries(places))(`of ${type}, in %s`, (_place, queryFor) => {
    it('answers each field alone as it does beside all others', async () => {
      const all = innermost(await answerTo(queryFor(fieldsOf(type).map(selectionOf).join(' '))));
      expect(all).toHaveLength(type === 'Event' ? 1 : 5);
      for (const field of fieldsOf(type)) {
        const { name } = field;
        const alone = innermost(await answerTo(queryFor(`__typename ${selectionOf(field)}`)));
        expect(alone).toEqual(all.map((object) => ({ __typename: type, [name]: object[name] })));
      }
    });
  });
}

describe('of events that not everybody may look into', () => {
  /** What the rules say of each, by who asks. */
  const asked: [string, Record<string, string>][] = [];
  beforeAll(async () => {
    const [owner, viewer] = [await givenUser(server), await givenUser(server)];
    const secretly = await insertEvent(server, { visibility: 'PRIVATE' });
    for (const visibility of ['PUBLIC', 'PRIVATE'] as const) {
      const event = await insertEvent(server, { visibility, allowOverlap: true });
      await server.db.event.update({ where: { id: event.uuid }, data: { manageSecretHash: null } });
      await givenRole(server, event, owner, 'OWNER');
      await givenRole(server, event, viewer, 'VIEWER');
    }
    asked.push(['nobody in particular', {}], ['an owner', owner.asUser]);
    asked.push(['a viewer', viewer.asUser], ['who has a manage secret', secretly.asOwner]);
  });

  it.each(['viewerRole', 'attendees', 'collaborators', 'attendees { totalCount }'])(
    'shows %s alone to whom it is shown beside all others',
    async (field) => {
      const selected = /\{|viewerRole/.test(field) ? field : `${field} { __typename }`;
      const shown = new Set<string>();
      for (const [who, headers] of asked) {
        const answers = await Promise.all(
          [selected, `${selected} versions { __typename }`].map((fields) =>
            server.send(`{ events { nodes { ${fields} } } }`, {}, headers),
          ),
        );
        const [alone, beside] = answers.map(({ data, errors }) => {
          expect(errors).toBeUndefined();
          const key = field.split(' ')[0] as string;
          return data.events.nodes.map((node: Record<string, unknown>) => node[key]);
        });
        expect([who, alone]).toEqual([who, beside]);
        shown.add(JSON.stringify(alone));
      }
      expect(shown.size).toBeGreaterThan(2); // or they could all be answered alike
    },
  );
});

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

describe.each([
  ...['START', 'NAME', 'CREATED', 'SEATS_LEFT'].map((field) => ['Event', field] as const),
  ...['REGISTERED', 'NAME'].map((field) => ['Attendee', field] as const),
])('of a list of %ss by %s', (type, order) => {
  const list = (selection: string, page = 'first: 2') => {
    const by = `${page}, orderBy: { field: ${order}, direction: DESC }`;
    return type === 'Event'
      ? `{ at: events(${by}) { ${selection} } }`
      : `{ at: event(id: "${eventId}") { attendees(${by}) { ${selection} } } }`;
  };
  const asked = async (selection: string, page?: string) => {
    const answer = await answerTo(list(selection, page));
    return type === 'Event' ? answer : answer.attendees;
  };

  it('has the same cursors, whichever of them is asked for', async () => {
    const all = await asked('edges { cursor node { id } } pageInfo { startCursor endCursor }');
    const { edges } = await asked('edges { cursor }');
    expect(edges).toEqual(all.edges.map(({ cursor }: { cursor: string }) => ({ cursor })));
    for (const end of ['startCursor', 'endCursor']) {
      expect((await asked(`pageInfo { ${end} }`)).pageInfo).toEqual({ [end]: all.pageInfo[end] });
    }
    const { nodes } = await asked('nodes { id }', `first: 1, after: "${all.pageInfo.startCursor}"`);
    expect(nodes).toEqual([all.edges[1].node]);
  });

  it.each(['first', 'last'])(
    'has the same rows, asked by %s with its ends or without',
    async (of) => {
      const ends = 'pageInfo { hasNextPage hasPreviousPage }';
      const all = await asked(`nodes { id } ${ends}`, `${of}: 2`);
      expect(all.nodes).toHaveLength(2);
      expect(all.pageInfo).toEqual({ hasNextPage: of === 'first', hasPreviousPage: of === 'last' });
      expect(await asked('nodes { id }', `${of}: 2`)).toEqual({ nodes: all.nodes });
      expect(await asked(ends, `${of}: 2`)).toEqual({ pageInfo: all.pageInfo });
    },
  );
});
