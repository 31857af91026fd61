import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { stepOf, totpOf } from '../../src/domain/accounts/totp.js';
import { eventInput } from './events.js';
import { openTestSocket, socketAddress } from './sockets.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
type Json = any;

/** A server, and what people have told it that is only theirs. */
export interface PersonalThings {
  /** What nobody but its owner may read anywhere, by what it is. */
  personal: Record<string, string>;
  post(
    query: string,
    variables?: object,
    headers?: Record<string, string>,
  ): Promise<{ data: Json; errors: Json; requestId: string }>;
  mutate(name: string, input: object, selection?: string, headers?: object): Promise<Json>;
  /** Everything people do, with everything that must stay theirs. */
  everybodyDoesEverything(): Promise<void>;
  /** Of the personal things, those that a text has, in one form or another. */
  foundIn(text: string): string[];
}

/** What an app shows for a secret in base 32. */
async function codeOfSecret(secret: string): Promise<string> {
  const leftMs = 30_000 - (Date.now() % 30_000);
  if (leftMs < 3_000) await sleep(leftMs);
  const digits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
  const bits = digits.map((digit) => digit.toString(2).padStart(5, '0')).join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return totpOf(Uint8Array.from(bytes), stepOf(new Date()));
}

export function personalThingsOn(server: { url: string }): PersonalThings {
  const personal: Record<string, string> = {
    'an email': 'quetzalcoatl@private.example.org',
    'another email': 'huitzilopochtli@private.example.org',
    'a username': 'quetzalcoatl.user',
    'a name': 'Quetzalcoatl Plumedserpent',
    'a password': 'feathered serpent under the moon',
    'another password': 'rattling bones beneath the sea',
    'a wrong password': 'plumed snake under the sun',
    'a name that breaks a rule of the database': 'Forbidden Xipetotec',
  };

  async function post(
    query: string,
    variables: object = {},
    headers: Record<string, string> = {},
  ): Promise<{ data: Json; errors: Json; requestId: string }> {
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const requestId = answer.headers.get('x-request-id') ?? '';
    return { ...((await answer.json()) as { data: Json; errors: Json }), requestId };
  }

  async function mutate(name: string, input: object, selection = '', headers = {}): Promise<Json> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation Op_${name}($input: ${type}) { ${name}(input: $input) { __typename ${selection} } }`;
    return post(query, { input }, headers);
  }

  /** Everything people do, with everything that must stay theirs. */
  async function everybodyDoesEverything(): Promise<void> {
    const email = personal['an email'];
    const password = personal['a password'];
    const username = personal['a username'];
    const name = personal['a name'];
    const signedUp = await mutate(
      'signUp',
      { username, email, password },
      '... on SignUpSuccess { accessToken refreshToken }',
    );
    if (signedUp.errors) throw new Error(JSON.stringify(signedUp.errors));
    const { accessToken, refreshToken } = signedUp.data.signUp;
    const asUser = { authorization: `Bearer ${accessToken}` };
    personal['an access token'] = accessToken;
    personal['a refresh token'] = refreshToken;
    await mutate('signIn', { usernameOrEmail: email, password });
    await mutate('signIn', { usernameOrEmail: email, password: personal['a wrong password'] });
    await mutate('signUp', { username: 'x', email, password: 'short' });
    const begun = await mutate(
      'beginSecondFactor',
      { currentPassword: password },
      '... on BeginSecondFactorSuccess { secret otpauthUri }',
      asUser,
    );
    personal['a second factor’s secret'] = begun.data.beginSecondFactor.secret;
    const code = await codeOfSecret(begun.data.beginSecondFactor.secret);
    const confirmed = await mutate(
      'confirmSecondFactor',
      { code },
      '... on ConfirmSecondFactorSuccess { recoveryCodes }',
      asUser,
    );
    const [first, second] = confirmed.data.confirmSecondFactor.recoveryCodes;
    personal['a recovery code'] = first;
    personal['another recovery code'] = second;
    await mutate('signIn', { usernameOrEmail: email, password, code: first });
    await mutate('turnOffSecondFactor', { currentPassword: password, code: second }, '', asUser);
    personal['a reset code'] = `${refreshToken.slice(0, 40)}ABCDEFGHIJKLMNOPQRSTUVWX`;
    const newPassword = personal['another password'];
    await mutate('resetPassword', { code: personal['a reset code'], newPassword });
    await post('{ viewer { email } }', {}, asUser);
    await post('{ viewer { email } }', {}, { authorization: `Bearer ${accessToken}x` });

    const created = await mutate(
      'createEvent',
      eventInput(),
      '... on CreateEventSuccess { event { id } manageSecret }',
    );
    const { event, manageSecret } = created.data.createEvent;
    personal['a manage secret'] = manageSecret;
    const asOwner = { 'turnout-event-secret': manageSecret };
    const registered = await mutate(
      'registerAttendee',
      { eventId: event.id, name, email },
      '... on RegisterAttendeeSuccess { secret attendee { ticketCode } }',
    );
    personal['a registration secret'] = registered.data.registerAttendee.secret;
    personal['a ticket code'] = registered.data.registerAttendee.attendee.ticketCode;
    const person = { name, email: personal['another email'] };
    await mutate('registerAttendees', { eventId: event.id, attendees: [person] }, '', asOwner);
    await mutate(
      'checkInAttendee',
      { ticket: { ticketCode: personal['a ticket code'] } },
      '',
      asOwner,
    );
    await post(`{ attendee(secret: "${personal['a registration secret']}") { email } }`);
    await fetch(`${server.url}/events/${event.id}/attendees.csv?token=${accessToken}`, {
      headers: asOwner,
    });
    await fetch(`${server.url}/nowhere/${encodeURIComponent(email ?? '')}?secret=${manageSecret}`);
    await fetch(`${server.url}/graphql?query=${encodeURIComponent(`{ a(email: "${email}") }`)}`);
    await post(`{ unknown(email: "${email}", password: "${password}") }`);
    await post('query ($email: Int) { events(first: $email) { totalCount } }', { email });
    await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query": "${email}" "${password}"`,
    });

    // By ?token=, and in connectionParams; a broken frame; a subscription.
    const socket = openTestSocket({ url: server.url }, { authorization: `Bearer ${accessToken}` });
    await socket.subscribe('{ viewer { email } }').ended;
    await socket.subscribe(`{ unknown(email: "${email}") }`).ended;
    await socket.close();
    const byQuery = new WebSocket(
      `${socketAddress(server)}?token=${accessToken}`,
      'graphql-transport-ws',
    );
    await new Promise((resolve) => byQuery.once('open', resolve));
    byQuery.send(`{ "${email}": `);
    await new Promise((resolve) => byQuery.once('close', resolve));
  }

  function foundIn(text: string): string[] {
    if (!Object.values(personal).every((thing) => thing && thing.length >= 6)) {
      throw new Error('What is empty or short would be found anywhere, or nowhere.');
    }
    const lower = text.toLowerCase();
    return Object.entries(personal).flatMap(([what, thing]) => {
      const forms = [thing, encodeURIComponent(thing), Buffer.from(thing).toString('base64')];
      return forms.some((form) => lower.includes(form.toLowerCase())) ? [what] : [];
    });
  }

  return { personal, post, mutate, everybodyDoesEverything, foundIn };
}
