import { randomUUID } from 'node:crypto';
import { bearer } from './accounts.js';
import type { TestServer } from './server.js';

/** Someone who has just signed up, as anybody does: by the API. */
export interface Newcomer {
  id: string;
  username: string;
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
  /** Headers that make a request this person's. */
  asUser: Record<string, string>;
}

/** Signs somebody up, whose username begins with a name. */
export async function signUp(
  server: TestServer,
  name: string,
  details: object = {},
): Promise<Newcomer> {
  const username = `${name}-${randomUUID().slice(0, 13)}`;
  const person = { username, email: `${username}@example.org`, password: `${name}'s own password` };
  const { user, ...tokens } = await server.mutate(
    'signUp',
    { ...person, ...details },
    '... on SignUpSuccess { user { id } accessToken refreshToken }',
  );
  return { ...person, ...tokens, id: user.id, asUser: bearer(tokens.accessToken) };
}
