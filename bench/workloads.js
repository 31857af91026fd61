// What clients do all day. Each has the clients that do it at once, and makes the body of a request.

/** @param ids  global ids of the seeded events, soonest first */
export function workloads(ids) {
  const eventOf = (number) => ids[number % ids.length];
  return {
    'nothing but the wire': { clients: 32, body: operation('{ __typename }') },
    'list 20 events in a zone': {
      clients: 32,
      body: operation(
        `{ events { nodes { id name location startsAt(timezone: "Asia/Tokyo") endsAt(timezone: "Asia/Tokyo") seatsLeft } } }`,
      ),
    },
    'list 20 events with totalCount': {
      clients: 32,
      body: operation(
        `{ events { totalCount nodes { id name location startsAt(timezone: "Asia/Tokyo") endsAt(timezone: "Asia/Tokyo") seatsLeft } } }`,
      ),
    },
    '20 events × 10 attendees with totals': {
      clients: 32,
      body: operation(
        '{ events { nodes { id name attendees(first: 10) { totalCount nodes { id name status } } } } }',
      ),
    },
    'one event': {
      clients: 32,
      body: operation('query ($id: ID!) { event(id: $id) { id name seatsLeft } }', (number) => ({
        id: eventOf(number),
      })),
    },
    'register, spread over the events': { clients: 32, body: registration(eventOf) },
    'register, one hot event': { clients: 64, body: registration(() => ids[0]) },
  };
}

/** @param eventOf  which event the request with this number is for */
export function registration(eventOf) {
  return operation(
    `mutation ($input: RegisterAttendeeInput!) {
      registerAttendee(input: $input) { __typename ... on RegisterAttendeeSuccess { attendee { id status } } }
    }`,
    (number) => ({
      input: { eventId: eventOf(number), name: 'Ada', email: `ada${number}@example.org` },
    }),
  );
}

function operation(query, variablesOf = () => ({})) {
  return (number) => JSON.stringify({ query, variables: variablesOf(number) });
}
