import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildSchema, isInputObjectType, isObjectType } from 'graphql';
import { newId } from '../../src/data/newId.js';
import type { EventVisibility } from '../../src/data/prisma/client.js';
import { ticketCodeOf } from '../../src/domain/registration/ticketCode.js';
import { createSecret } from '../../src/domain/secret.js';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { givenRole } from '../support/roles.js';
import { attendeeRow, eventRow } from '../support/rows.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';

// Who may do what, cell by cell. What is about one's own account, and who may create
// events, is in permissions.test.ts, with wrong and half secrets.

// Some hundred cells, each with an event of its own.
jest.setTimeout(60_000);

const ASKERS = [
  /** Of an event with owners: */
  'anonymous',
  'stranger',
  'viewer',
  'editor',
  'owner',
  'administrator',
  /** Of an event without: with its manage secret, without and with an account. */
  'secret',
  'secretAndAccount',
  /** Of such an event where anyone may create one. */
  'anyoneWhereOpen',
] as const;
type Asker = (typeof ASKERS)[number];

/**
 * ✓ it works;  – it works, and what may not be read is null;  E and O it is denied, and needs an
 * EDITOR or an OWNER;  A it needs an account;  ∅ the very answer for an id that nobody has.
 */
type Cells = string;

type Headers = Record<string, string>;
type Operation = [document: string, variables: object];

/** All that an operation can name. Of an absent one nothing is in the database. */
interface Target {
  event: string;
  name: string;
  attendee: string;
  email: string;
  secret: string;
  ticketCode: string;
  /** Is let in already. */
  present: string;
  /** Has a role on the event, and it is not that of who asks. */
  colleague: string;
}

let everyUser: Record<'viewer' | 'editor' | 'owner' | 'administrator', GivenUser>;
let colleague: GivenUser;
let newcomer: GivenUser;
let closed: TestServer;
let open: TestServer;
beforeAll(async () => {
  const options = { trustedProxies: ['loopback'] };
  closed = await startTestServer({ ...options, anonymousEvents: false });
  const { databaseUrl } = closed;
  open = await startTestServer({ ...options, anonymousEvents: true, databaseUrl });
  everyUser = {
    viewer: await givenUser(closed),
    editor: await givenUser(closed),
    owner: await givenUser(closed),
    administrator: await givenUser(closed, { role: 'ADMIN' }),
  };
  colleague = await givenUser(closed);
  newcomer = await givenUser(closed);
});
afterAll(async () => {
  await open.stop();
  await closed.stop();
});

let requests = 0;
/** From an address of its own: nobody guesses too often. */
const send = (server: TestServer, [document, variables]: Operation, headers: Headers) => {
  requests += 1;
  const address = `10.0.${requests >> 8}.${requests & 255}`;
  if (document.startsWith('subscription')) return firstTold(server, document, variables, headers);
  return server.send(document, variables, { 'x-forwarded-for': address, ...headers });
};

/** What a subscription tells first. */
async function firstTold(
  server: TestServer,
  document: string,
  variables: object,
  headers: Headers,
): Promise<Answer> {
  const socket = openTestSocket(server, headers);
  const told = await socket.subscribe(document, { ...variables }).next();
  await socket.close();
  return told;
}

function absentTarget(): Target {
  const person = { id: newId(), secretHash: createSecret(newId()).hash };
  return {
    event: toGlobalId('event', newId()),
    name: `Absent ${newId()}`,
    attendee: toGlobalId('attendee', person.id),
    email: `${person.id}@example.org`,
    secret: createSecret(person.id).text,
    ticketCode: ticketCodeOf(person),
    present: toGlobalId('attendee', newId()),
    colleague: colleague.id,
  };
}

/** An event with two seats, both taken, and somebody waiting; and who asks about it. */
async function givenTarget(asker: Asker, visibility: EventVisibility) {
  const { db } = closed;
  const owned = !['secret', 'secretAndAccount', 'anyoneWhereOpen'].includes(asker);
  const eventId = newId();
  const manage = createSecret(eventId);
  // Its owner has many, at the same time.
  const row = eventRow({ id: eventId, capacity: 2, visibility, allowOverlap: true });
  await db.event.create({ data: { ...row, manageSecretHash: owned ? null : manage.hash } });
  if (owned) {
    await givenRole(closed, { uuid: eventId }, everyUser.owner, 'OWNER');
    await givenRole(closed, { uuid: eventId }, everyUser.editor, 'EDITOR');
    await givenRole(closed, { uuid: eventId }, everyUser.viewer, 'VIEWER');
  }
  await givenRole(closed, { uuid: eventId }, colleague, 'VIEWER');
  const id = newId();
  const secret = createSecret(id);
  const attendee = attendeeRow(eventId, { id, secretHash: secret.hash });
  const present = attendeeRow(eventId, { checkedInAt: new Date() });
  const waiting = attendeeRow(eventId, { status: 'WAITLISTED' });
  await db.attendee.createMany({ data: [attendee, present, waiting] });
  const target: Target = {
    event: toGlobalId('event', eventId),
    name: row.name,
    attendee: toGlobalId('attendee', id),
    email: attendee.email,
    secret: secret.text,
    ticketCode: ticketCodeOf({ id, secretHash: secret.hash }),
    present: toGlobalId('attendee', present.id as string),
    colleague: colleague.id,
  };
  // One of their own each time: what is hidden from them counts as guesses.
  const stranger = await givenUser(closed);
  const withSecret = { 'turnout-event-secret': manage.text };
  const headers: Record<Asker, Headers> = {
    anonymous: {},
    stranger: stranger.asUser,
    viewer: everyUser.viewer.asUser,
    editor: everyUser.editor.asUser,
    owner: everyUser.owner.asUser,
    administrator: everyUser.administrator.asUser,
    secret: withSecret,
    secretAndAccount: { ...withSecret, ...stranger.asUser },
    anyoneWhereOpen: {},
  };
  const rows = () =>
    db.event.findUnique({
      where: { id: eventId },
      include: {
        attendees: { orderBy: { arrival: 'asc' } },
        collaborators: { orderBy: { userId: 'asc' } },
        versions: { orderBy: { number: 'asc' } },
      },
    });
  return { target, headers: headers[asker], rows, uuid: eventId };
}

const REFUSAL = '__typename ... on UserError { message ... on PermissionDenied { requiredRole } }';

function mutation(name: string, input: object, selection = ''): Operation {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  return [
    `mutation ($input: ${type}) { result: ${name}(input: $input) { ${REFUSAL} ${selection} } }`,
    { input },
  ];
}

const types: Record<string, string> = {
  id: 'ID!',
  ids: '[ID!]!',
  name: 'String!',
  secret: 'String!',
};

function query(field: string, selection: string, variables: object): Operation {
  const declared = Object.keys(variables).map((name) => `$${name}: ${types[name]}`);
  return [
    `query (${declared.join(', ')}) { result: ${field} { __typename ${selection} } }`,
    variables,
  ];
}

const ofEvent =
  (selection: string) =>
  ({ event }: Target) =>
    query('event(id: $id)', selection, { id: event });
const person = { name: 'Ada Lovelace', joinWaitlist: true };
const newEmail = () => `${newId()}@example.org`;

/** A row: what is done; cells for a public event, and for a private one; how. */
type Row = [
  what: string,
  publicEvent: Cells,
  privateEvent: Cells,
  how: (target: Target) => Operation,
];

// biome-ignore format: a table
const table: Row[] = [
  //                                          a  s  v  e  o  a  s  s  o      a  s  v  e  o  a  s  s  o
  //                                          n  t  i  d  w  d  e  e  p      n  t  i  d  w  d  e  e  p
  //                                          o  r  e  i  n  m  c  c  e      o  r  e  i  n  m  c  c  e
  //                                          n  a  w  t  e  i  r  r  n      n  a  w  t  e  i  r  r  n
  //                                          .  .  .  .  r  n  .  +         .  .  .  .  r  n  .  +
  ['Query.event',                            '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ofEvent('id seatsLeft')],
  ['Query.events',                           '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ name }) => query('events(search: $name)', 'totalCount nodes { id } edges { node { id } }', { name })],
  ['Query.events, private ones',             '∅  ∅  ∅  ∅  ∅  ∅  ∅  ∅  ∅', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ name }) => query('events(search: $name, filter: { visibility: PRIVATE })', 'totalCount nodes { id }', { name })],
  ['Query.node of an event',                 '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ event }) => query('node(id: $id)', 'id', { id: event })],
  ['Query.nodes of an event',                '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ event }) => query('nodes(ids: $ids)', 'id', { ids: [event] })],
  ['Query.node of an attendee',              '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ attendee }) => query('node(id: $id)', '... on Attendee { name email }', { id: attendee })],
  ['Query.nodes of an attendee',             '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ attendee }) => query('nodes(ids: $ids)', '... on Attendee { name email }', { ids: [attendee] })],
  ['Query.attendee',                         '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', ({ secret }) => query('attendee(secret: $secret)', 'email ticketCode event { name }', { secret })],
  ['Query.attendee, who else comes',         '–  –  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '–  –  ✓  ✓  ✓  ✓  ✓  ✓  –', ({ secret }) => query('attendee(secret: $secret)', 'event { attendees { nodes { email } } }', { secret })],
  ['Query.attendee, its history',            '–  –  ✓  ✓  ✓  ✓  ✓  ✓  –', '–  –  ✓  ✓  ✓  ✓  ✓  ✓  –', ({ secret }) => query('attendee(secret: $secret)', 'event { versions { totalCount } version { number } }', { secret })],
  ['Query.eventDiff',                        '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ event }) => query('eventDiff(eventId: $id, from: 1, to: 1)', 'to { name }', { id: event })],
  ['Event.attendees',                        '–  –  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ofEvent('attendees { totalCount nodes { email } }')],
  ['Event.collaborators',                    '–  –  ✓  ✓  ✓  ✓  ✓  ✓  –', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ofEvent('collaborators { totalCount nodes { role user { username } } }')],
  ['Event.versions',                         '–  –  ✓  ✓  ✓  ✓  ✓  ✓  –', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ofEvent('versions { totalCount nodes { number name } }')],
  ['Event.version',                          '–  –  ✓  ✓  ✓  ✓  ✓  ✓  –', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ofEvent('version { number name }')],
  ['Event.viewerRole',                       '–  –  ✓  ✓  ✓  ✓  ✓  ✓  –', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ofEvent('viewerRole')],
  ['Attendee.ticketCode',                    '∅  ∅  –  ✓  ✓  ✓  ✓  ✓  –', '∅  ∅  –  ✓  ✓  ✓  ✓  ✓  ∅', ({ attendee }) => query('node(id: $id)', '... on Attendee { ticketCode }', { id: attendee })],
  ['User.email',                             '–  –  –  –  –  ✓  –  –  –', '∅  ∅  –  –  –  ✓  –  –  ∅', ofEvent('collaborators { nodes { user { email } } }')],
  ['User.timezone',                          '–  –  –  –  –  ✓  –  –  –', '∅  ∅  –  –  –  ✓  –  –  ∅', ofEvent('collaborators { nodes { user { timezone } } }')],
  ['User.role',                              '–  –  –  –  –  ✓  –  –  –', '∅  ∅  –  –  –  ✓  –  –  ∅', ofEvent('collaborators { nodes { user { role } } }')],
  ['User.events',                            '–  –  –  –  –  –  –  –  –', '∅  ∅  –  –  –  –  –  –  ∅', ofEvent('collaborators(last: 1) { nodes { user { events { totalCount } } } }')],
  ['User.notifications',                     '–  –  –  –  –  –  –  –  –', '∅  ∅  –  –  –  –  –  –  ∅', ofEvent('collaborators(last: 1) { nodes { user { notifications { totalCount } } } }')],
  ['User.unreadCount',                       '–  –  –  –  –  –  –  –  –', '∅  ∅  –  –  –  –  –  –  ∅', ofEvent('collaborators(last: 1) { nodes { user { unreadCount } } }')],
  ['User.secondFactorSince',                 '–  –  –  –  –  –  –  –  –', '∅  ∅  –  –  –  –  –  –  ∅', ofEvent('collaborators(last: 1) { nodes { user { secondFactorSince } } }')],
  ['User.sessions',                          '–  –  –  –  –  –  –  –  –', '∅  ∅  –  –  –  –  –  –  ∅', ofEvent('collaborators(last: 1) { nodes { user { sessions { totalCount } } } }')],
  ['Subscription.eventChanged',              '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ event }) => ['subscription ($id: ID!) { result: eventChanged(id: $id, after: 0) { __typename ... on EventChanged { event { name } } } }', { id: event }]],
  ['Subscription.seatsChanged',              '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ event }) => ['subscription ($id: ID!) { result: seatsChanged(eventId: $id) { __typename ... on SeatsChanged { event { seatsLeft } } } }', { id: event }]],
  ['Mutation.updateEvent',                   'E  E  E  ✓  ✓  ✓  ✓  ✓  E', '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  ∅', ({ event }) => mutation('updateEvent', { id: event, expectedVersion: 1, name: 'Changed' })],
  ['Mutation.rollbackEvent',                 'E  E  E  ✓  ✓  ✓  ✓  ✓  E', '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  ∅', ({ event }) => mutation('rollbackEvent', { eventId: event, toVersion: 1, expectedVersion: 1 })],
  ['Mutation.cancelEvent',                   'O  O  O  O  ✓  ✓  ✓  ✓  O', '∅  ∅  O  O  ✓  ✓  ✓  ✓  ∅', ({ event }) => mutation('cancelEvent', { id: event })],
  ['Mutation.deleteEvent',                   'O  O  O  O  ✓  ✓  ✓  ✓  O', '∅  ∅  O  O  ✓  ✓  ✓  ✓  ∅', ({ event }) => mutation('deleteEvent', { id: event })],
  ['Mutation.registerAttendee',              '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ event }) => mutation('registerAttendee', { eventId: event, email: newEmail(), ...person })],
  ['AlreadyRegistered.attendee',             '–  –  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '∅  ∅  ✓  ✓  ✓  ✓  ✓  ✓  ∅', ({ event, email }) => mutation('registerAttendee', { eventId: event, email, ...person, joinWaitlist: false }, '... on AlreadyRegistered { attendee { email } }')],
  ['Mutation.registerAttendees',             'E  E  E  ✓  ✓  ✓  ✓  ✓  E', '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  ∅', ({ event }) => mutation('registerAttendees', { eventId: event, attendees: [{ name: 'Bob', email: newEmail() }], joinWaitlist: true })],
  ['Mutation.cancelRegistration, by id',     '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  E', '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  ∅', ({ attendee }) => mutation('cancelRegistration', { attendee: { id: attendee } })],
  ['Mutation.cancelRegistration, by secret', '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓', ({ secret }) => mutation('cancelRegistration', { attendee: { secret } })],
  ['CancelRegistrationSuccess.promotedAttendee','–  –  ✓  ✓  ✓  ✓  ✓  ✓  ✓', '–  –  ✓  ✓  ✓  ✓  ✓  ✓  –', ({ secret }) => mutation('cancelRegistration', { attendee: { secret } }, '... on CancelRegistrationSuccess { promotedAttendee { email } }')],
  ['Mutation.checkInAttendee, by id',        '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  E', '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  ∅', ({ attendee }) => mutation('checkInAttendee', { ticket: { attendeeId: attendee } })],
  ['Mutation.checkInAttendee, by code',      '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  E', '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  ∅', ({ ticketCode }) => mutation('checkInAttendee', { ticket: { ticketCode } })],
  ['TicketForAnotherEvent.event',            '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  E', '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  ∅', ({ ticketCode }) => mutation('checkInAttendee', { ticket: { ticketCode }, eventId: toGlobalId('event', newId()) }, '... on TicketForAnotherEvent { event { name } }')],
  ['Mutation.undoCheckIn',                   '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  E', '∅  ∅  E  ✓  ✓  ✓  ✓  ✓  ∅', ({ present }) => mutation('undoCheckIn', { ticket: { attendeeId: present } })],
  ['Mutation.shareEvent',                    'A  O  O  O  ✓  ✓  A  ✓  A', 'A  ∅  O  O  ✓  ✓  A  ✓  A', ({ event }) => mutation('shareEvent', { eventId: event, people: [{ user: { id: newcomer.id }, role: 'EDITOR' }] })],
  ['Mutation.shareEvent, with whom nobody is','A  O  O  O  ✗  ✗  A  ✗  A', 'A  ∅  O  O  ✗  ✗  A  ✗  A', ({ event }) => mutation('shareEvent', { eventId: event, people: [{ user: { email: newEmail() }, role: 'EDITOR' }] })],
  ['Mutation.updateCollaborator',            'A  O  O  O  ✓  ✓  A  ✓  A', 'A  ∅  O  O  ✓  ✓  A  ✓  A', (target) => mutation('updateCollaborator', { eventId: target.event, user: { id: target.colleague }, role: 'EDITOR' })],
  ['Mutation.removeCollaborator',            'A  O  O  O  ✓  ✓  A  ✓  A', 'A  ∅  O  O  ✓  ✓  A  ✓  A', (target) => mutation('removeCollaborator', { eventId: target.event, user: { id: target.colleague } })],
  ['Mutation.transferOwnership',             'A  O  O  O  ✓  ✓  A  ✓  A', 'A  ∅  O  O  ✓  ✓  A  ✓  A', (target) => mutation('transferOwnership', { eventId: target.event, user: { id: target.colleague } })],
  ['Mutation.claimEvent',                    'A  O  O  O  ✓  ✓  A  ✓  A', 'A  ∅  O  O  ✓  ✓  A  ✓  A', ({ event }) => mutation('claimEvent', { eventId: event })],
];

function cellOf({ data, errors }: Answer): string {
  if (errors) return errors[0].extensions.code === 'UNAUTHENTICATED' ? 'A' : errors[0].message;
  const result = Array.isArray(data.result) ? data.result[0] : data.result;
  if (result === null || result.totalCount === 0) return '∅';
  if (/^(Event|Attendee)NotFound$/.test(result.__typename)) return '∅';
  if (result.__typename === 'PermissionDenied') return result.requiredRole[0];
  if (result.__typename === 'UsersNotFound') return '✗';
  return JSON.stringify(result).includes(':null') ? '–' : '✓';
}

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

/** The operation as a preview; null when it has none. */
function previewOf([document, variables]: Operation): Operation | null {
  const type = schema.getType(/\$input: (\w+)/.exec(document)?.[1] ?? '');
  if (!isInputObjectType(type) || !type.getFields().validateOnly) return null;
  const { input } = variables as { input: object };
  return [document, { input: { ...input, validateOnly: true } }];
}

/** What came back, with what was asked about taken out of it. */
function maskedOf({ status, data, errors }: Answer, target: Target): string {
  const text = JSON.stringify({ status, data, errors });
  return Object.values(target).reduce((masked, value) => masked.replaceAll(value, '#'), text);
}

/** What comes of an operation; and what is refused writes nothing, and what is not there is like nothing. */
async function cellFor(asker: Asker, visibility: EventVisibility, how: Row[3]): Promise<string> {
  const server = asker === 'anyoneWhereOpen' ? open : closed;
  const { target, headers, rows } = await givenTarget(asker, visibility);
  const before = await rows();
  const operation = how(target);
  const preview = previewOf(operation);
  const previewed = preview && (await send(server, preview, headers));
  expect(await rows()).toEqual(before);

  const answer = await send(server, operation, headers);
  const cell = cellOf(answer);
  if (previewed) expect(cellOf(previewed).replace('–', '✓')).toBe(cell.replace('–', '✓'));
  if (/[EOA∅✗]/.test(cell)) expect(await rows()).toEqual(before);
  if (cell === '∅') {
    const absent = absentTarget();
    const nothing = how(absent);
    const masked = maskedOf(await send(server, nothing, headers), absent);
    expect(maskedOf(answer, target)).toBe(masked);
    const nothingPreviewed = previewOf(nothing);
    if (previewed && nothingPreviewed) {
      const other = maskedOf(await send(server, nothingPreviewed, headers), absent);
      expect(maskedOf(previewed, target)).toBe(other);
    }
  }
  return cell;
}

describe('who may do what', () => {
  it.each(table)('%s: public %s, private %s', async (_what, publicEvent, privateEvent, how) => {
    const cells = async (visibility: EventVisibility) => {
      const found = await Promise.all(ASKERS.map((asker) => cellFor(asker, visibility, how)));
      return found.join('  ');
    };
    expect({ public: await cells('PUBLIC'), private: await cells('PRIVATE') }).toEqual({
      public: publicEvent,
      private: privateEvent,
    });
  });

  /** In permissions.test.ts: what is about accounts, and who may create. */
  const elsewhere = [
    'Query.viewer',
    ...['createEvent', 'createEvents', 'signUp', 'signIn', 'refreshSession', 'signOut'],
    ...['endSession', 'updateProfile', 'changePassword', 'eraseAccount', 'markNotificationsRead'],
    'resetPassword',
    'beginSecondFactor',
    'confirmSecondFactor',
    'turnOffSecondFactor',
    'Subscription.notificationReceived',
  ].map((field) => (field.includes('.') ? field : `Mutation.${field}`));

  /** The same for all who see the object they are of. */
  const alike: Record<string, string> = {
    Event:
      'id name description location startsAt endsAt timezone startsLocal endsLocal capacity ' +
      'confirmedCount seatsLeft waitlistLength checkedInCount visibility status versionNumber ' +
      'allowOverlap createdAt updatedAt',
    Attendee:
      'id event name email status waitlistRank registeredAt promotedAt cancelledAt checkedInAt checkedInBy',
    User: 'id username createdAt',
    Session: 'id createdAt refreshedAt expiresAt current',
    Collaborator: 'user role since',
    EventVersion:
      'number author createdAt note changedFields name description location timezone startsLocal ' +
      'endsLocal startsAt endsAt capacity visibility status allowOverlap',
  };

  it('is told for every query, mutation, subscription, and field of what they hand out', () => {
    const told = new Set([...table.map(([what]) => what.match(/^[\w.]+/)?.[0]), ...elsewhere]);
    const types = ['Query', 'Mutation', 'Subscription', ...Object.keys(alike)];
    const fields = types.flatMap((name) => {
      const type = schema.getType(name);
      const known = alike[name]?.split(' ') ?? [];
      return isObjectType(type)
        ? Object.keys(type.getFields())
            .filter((field) => !known.includes(field))
            .map((field) => `${name}.${field}`)
        : [];
    });
    expect(fields.filter((field) => !told.has(field))).toEqual([]);
  });
});

/** Lets `work` queue for an event that somebody else has locked, who then does `meanwhile` and goes. */
async function whileLocked(
  uuid: string,
  work: () => Promise<Answer>,
  meanwhile: (tx: Pick<TestServer['db'], '$executeRaw'>) => Promise<unknown>,
): Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  await closed.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT FROM "Event" WHERE "id" = ${uuid}::uuid FOR UPDATE`;
      answer = work();
      for (;;) {
        const [{ waiting }] = await closed.db.$queryRaw<[{ waiting: number }]>`
          SELECT count(*)::int AS "waiting" FROM "pg_stat_activity"
          WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`;
        if (waiting > 0) break;
      }
      await meanwhile(tx);
    },
    { timeout: 20_000 },
  );
  return answer as Promise<Answer>;
}

/** Every verb that writes under a role, with the role that it needs. */
const writers: [what: string, asker: 'editor' | 'owner', denied: string, how: Row[3]][] = table
  .filter(([what]) => /^Mutation/.test(what) && !/nobody is|secret|registerAttendee$/.test(what))
  .map(([what, publicEvent, , how]) => {
    const [, , , editor = '', owner = ''] = publicEvent.split('  ');
    const least = editor === '✓' ? 'editor' : 'owner';
    expect(owner).toBe('✓');
    return [what, least, publicEvent.split('  ')[1] as string, how];
  });

describe('a role that is taken away while a write waits for the event', () => {
  it.each(writers)('does not count any more: %s by the %s', async (_what, asker, denied, how) => {
    const { target, headers, uuid, rows } = await givenTarget(asker, 'PUBLIC');
    await givenRole(closed, { uuid }, newcomer, 'OWNER'); // so that the owner may go
    const answer = await whileLocked(
      uuid,
      () => send(closed, how(target), headers),
      (tx) => tx.$executeRaw`
        DELETE FROM "Collaborator"
        WHERE "eventId" = ${uuid}::uuid AND "userId" = ${everyUser[asker].uuid}::uuid`,
    );
    expect(cellOf(answer)).toBe(denied);
    expect(await rows()).toMatchObject({ version: 1, status: 'SCHEDULED', confirmedCount: 2 });
  });

  it.each(writers)('counts when it stays: %s by the %s', async (_what, asker, _denied, how) => {
    const { target, headers, uuid } = await givenTarget(asker, 'PUBLIC');
    const answer = await whileLocked(
      uuid,
      () => send(closed, how(target), headers),
      async () => {},
    );
    expect(cellOf(answer)).toBe('✓');
  });

  it('does not open a private event any more: Mutation.registerAttendee', async () => {
    const { target, headers, uuid } = await givenTarget('viewer', 'PRIVATE');
    const register = mutation('registerAttendee', {
      eventId: target.event,
      email: newEmail(),
      ...person,
    });
    const answer = await whileLocked(
      uuid,
      () => send(closed, register, headers),
      (tx) => tx.$executeRaw`
        DELETE FROM "Collaborator"
        WHERE "eventId" = ${uuid}::uuid AND "userId" = ${everyUser.viewer.uuid}::uuid`,
    );
    expect(cellOf(answer)).toBe('∅');
  });
});
