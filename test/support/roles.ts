import type { TestServer } from './server.js';

/** Gives someone a role on an event that is there already. */
export async function givenRole(
  server: TestServer,
  event: { uuid: string },
  user: { uuid: string },
  role: 'VIEWER' | 'EDITOR' | 'OWNER',
): Promise<void> {
  const data = { eventId: event.uuid, userId: user.uuid, role, createdAt: new Date() };
  await server.db.collaborator.create({ data });
}
