import { randomUUID } from 'node:crypto';
import { newId } from '../../src/data/newId.js';
import type { Prisma } from '../../src/data/prisma/client.js';
import type { UserRow } from '../../src/data/rows.js';
import { inTransaction } from '../../src/data/transaction.js';
import { issueResetCode } from '../../src/domain/accounts/resetPassword.js';
import { openSession, startSession } from '../../src/domain/accounts/session.js';
import { toGlobalId } from '../../src/graphql/globalId.js';
import type { TestServer } from './server.js';

/** A user that a test made, signed in. */
export interface GivenUser {
  id: string;
  uuid: string;
  username: string;
  email: string;
  sessionId: string;
  accessToken: string;
  refreshToken: string;
  /** Headers that make a request this user's. */
  asUser: Record<string, string>;
}

/** The password of every user made here. */
export const PASSWORD = 'correct horse battery staple';
/** Its hash, which takes long to make. */
const PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$MMtR/1Y61XxxxaG1sNDr9g$AqTIW219gComDNi5SOIEK8QUxx1IoUw4drUVmVKJ+sc';

/** A user that is there already, with a session; a test names only what it is about. */
export async function givenUser(
  server: TestServer,
  details: Partial<Prisma.UserCreateManyInput> = {},
): Promise<GivenUser> {
  const username = details.username ?? `user-${randomUUID().slice(0, 23)}`;
  const now = server.clock();
  const user = await server.db.user.create({
    data: {
      id: newId(),
      username,
      email: `${username}@example.org`,
      passwordHash: PASSWORD_HASH,
      createdAt: now,
      updatedAt: now,
      ...details,
    },
  });
  return { ...(await givenSession(server, user)), username, email: user.email };
}

/** Another session of a user. */
export async function givenSession(server: TestServer, user: UserRow) {
  const call = { tokens: server.tokens, now: server.clock() };
  const started = await inTransaction(server.db, (tx) => startSession(tx, call, user));
  if (!started) throw new Error('The user is gone.');
  const { sessionId, accessToken, refreshToken } = await openSession(call, started);
  return {
    id: toGlobalId('user', user.id),
    uuid: user.id,
    sessionId,
    accessToken,
    refreshToken,
    asUser: bearer(accessToken),
  };
}

/** A code with which the user's password is set anew, as `npm run password:reset` prints it. */
export async function givenResetCode(server: TestServer, { email }: { email: string }) {
  const outcome = await issueResetCode(server.db, email, server.clock());
  if (outcome.kind !== 'issued') throw new Error('The user is gone.');
  return outcome.code;
}

export function bearer(accessToken: string): Record<string, string> {
  return { authorization: `Bearer ${accessToken}` };
}
