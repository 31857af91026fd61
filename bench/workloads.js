// What clients do all day. The text of an operation is the same for whoever is asked.
import { PASSWORD, USERS } from './accounts.js';

const EVENT = `id name location startsAt(timezone: "Asia/Tokyo") endsAt(timezone: "Asia/Tokyo") seatsLeft`;
const list = (selection) => `query ($after: String) {
  events(first: 20, after: $after) { ${selection} pageInfo { hasNextPage endCursor } }
}`;
const LIST = list(`nodes { ${EVENT} }`);
const LIST_AND_TOTAL = list(`totalCount nodes { ${EVENT} }`);
const NESTED = list(
  'nodes { id name attendees(first: 10) { totalCount nodes { id name status } } }',
);
const ONE = `query ($id: ID!) { event(id: $id) { ${EVENT} } }`;
const SEARCH = `query ($search: String) { events(search: $search, first: 20) { nodes { ${EVENT} } } }`;
const ATTENDEES = `query ($id: ID!, $after: String) {
  event(id: $id) { attendees(first: 20, after: $after) { nodes { id name status } pageInfo { hasNextPage endCursor } } }
}`;
const REGISTER = `mutation ($input: RegisterAttendeeInput!) {
  registerAttendee(input: $input) { __typename ... on RegisterAttendeeSuccess { secret attendee { id name status } } }
}`;
const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { __typename ... on SignInSuccess { accessToken refreshToken user { username } } }
}`;

const cities = [
  'lisbon',
  'tokyo',
  'nairobi',
  'quito',
  'oslo',
  'kolkata',
  'porto',
  'denver',
  'lyon',
];
const topics = ['jazz', 'chess', 'pottery', 'running', 'poetry', 'cooking', 'robotics', 'cinema'];

/** Spreads numbers that follow each other over `count`, so that neighbours are far apart. */
const scatter = (number, count) => (number * 7_919) % count;

/** A page that begins behind some event, another one each time. */
const somePage = ({ cursors }, n) => ({ after: cursors[scatter(n, cursors.length)] });

/**
 * By name: `kind` of server that can do it, `clients` at once, the operation, its variables, and what
 * a right answer has in it. Variables are worked out of the facts about a server's rows (see
 * facts.js) and a number that never repeats.
 *
 * `base` names the workload with which the cost is compared on the same server; `target` is how many
 * times as many as BASE should be done.
 */
export const workloads = {
  'list, same page': {
    kind: 'read',
    clients: 32,
    query: LIST,
    variables: () => ({}),
    has: '"startsAt"',
    target: 4,
  },
  'list, different pages': {
    kind: 'read',
    clients: 32,
    query: LIST,
    variables: somePage,
    has: '"startsAt"',
    target: 1,
  },
  'list and totalCount, same page': {
    kind: 'read',
    clients: 32,
    query: LIST_AND_TOTAL,
    variables: () => ({}),
    has: '"totalCount"',
    base: 'list, same page',
  },
  'list and totalCount, different pages': {
    kind: 'read',
    clients: 32,
    query: LIST_AND_TOTAL,
    variables: somePage,
    has: '"totalCount"',
    base: 'list, different pages',
  },
  'nested 20 × 10, same page': {
    kind: 'read',
    clients: 32,
    query: NESTED,
    variables: () => ({}),
    has: '"CONFIRMED"',
    target: 3,
  },
  'nested 20 × 10, different pages': {
    kind: 'read',
    clients: 32,
    query: NESTED,
    variables: somePage,
    has: '"CONFIRMED"',
    target: 1,
  },
  'first page of the hot event': {
    kind: 'read',
    clients: 32,
    query: ATTENDEES,
    has: '"CONFIRMED"',
    variables: ({ hot }) => ({ id: hot.id, after: hot.firstCursor }),
  },
  'last page of the hot event': {
    kind: 'read',
    clients: 32,
    query: ATTENDEES,
    has: '"CONFIRMED"',
    base: 'first page of the hot event',
    variables: ({ hot }) => ({ id: hot.id, after: hot.lastCursor }),
  },
  'search, two words': {
    kind: 'read',
    clients: 16,
    query: SEARCH,
    has: '"startsAt"',
    variables: (_facts, n) => ({
      search: `${topics[n % topics.length]} ${cities[Math.floor(n / topics.length) % cities.length]}`,
    }),
  },
  'search, a rare word': {
    kind: 'read',
    clients: 16,
    query: SEARCH,
    has: '"startsAt"',
    variables: ({ events }, n) => ({ search: events[scatter(n, events.length)].code }),
  },
  'one event, same': {
    kind: 'read',
    clients: 32,
    query: ONE,
    has: '"startsAt"',
    target: 1.5,
    variables: ({ events }) => ({ id: events[0].id }),
  },
  'one event, different': {
    kind: 'read',
    clients: 32,
    query: ONE,
    has: '"startsAt"',
    target: 1,
    variables: ({ events }, n) => ({ id: events[scatter(n, events.length)].id }),
  },
  'register, spread over 5,000': {
    kind: 'register',
    clients: 32,
    query: REGISTER,
    has: '"RegisterAttendeeSuccess"',
    target: 1.9,
    variables: ({ events }, n) =>
      registration(events[scatter(n, Math.min(5_000, events.length))].id, n),
  },
  'register, one hot event': {
    kind: 'register',
    clients: 64,
    query: REGISTER,
    has: '"RegisterAttendeeSuccess"',
    target: 5,
    variables: ({ hot }, n) => registration(hot.id, n),
  },
  'sign in': {
    // Not more clients: at eleven guesses under way from one address, Turnout says RATE_LIMITED.
    kind: 'account',
    clients: 8,
    query: SIGN_IN,
    has: '"SignInSuccess"',
    variables: (_facts, n) => ({
      input: { usernameOrEmail: `user${1 + (n % USERS)}`, password: PASSWORD },
    }),
  },
};

function registration(eventId, n) {
  return { input: { eventId, name: 'Ada', email: `ada${n}@example.org` } };
}
