import type { EventRow } from '../../data/rows.js';
import { sameHash } from '../secret.js';
import type { Viewer } from './viewer.js';

/** What someone may do with an event; each role may do all that those before it may. */
export type Role = 'VIEWER' | 'EDITOR' | 'OWNER';

/** The least role for each thing that can be done with an event one may see. */
const requiredRoles = {
  readAttendees: 'VIEWER',
  readHistory: 'VIEWER',
  readCollaborators: 'VIEWER',
  updateEvent: 'EDITOR',
  manageAttendees: 'EDITOR',
  rollBackEvent: 'EDITOR',
  shareEvent: 'OWNER',
  claimEvent: 'OWNER',
  cancelEvent: 'OWNER',
  deleteEvent: 'OWNER',
} as const satisfies Record<string, Role>;

export type Action = keyof typeof requiredRoles;

export type PermissionRefusal =
  | { kind: 'eventNotFound' }
  | { kind: 'permissionDenied'; requiredRole: Role };

/** What the rules look at. */
export type GuardedEvent = Pick<
  EventRow,
  'id' | 'visibility' | 'manageSecretHash' | 'owned' | 'viewerRole'
>;

const ranks: Record<Role, number> = { VIEWER: 1, EDITOR: 2, OWNER: 3 };

/**
 * The viewer's role on an event: that of a collaborator; its manage secret makes one its owner, as
 * an administrator is of every event; null without any.
 */
export function roleOn(event: GuardedEvent, viewer: Viewer): Role | null {
  if (viewer.administrator) return 'OWNER';
  if (sameHash(event.manageSecretHash, viewer.eventSecrets.get(event.id))) return 'OWNER';
  return viewer.user && event.viewerRole;
}

export function maySee(event: GuardedEvent, viewer: Viewer): boolean {
  return event.visibility === 'PUBLIC' || roleOn(event, viewer) !== null;
}

/** Whether the viewer may do `action` with an event that they may see. */
export function may(event: GuardedEvent, viewer: Viewer, action: Action): boolean {
  // Ownerless events are as open as they were in the backends that Turnout replaces.
  if (action === 'readAttendees' && viewer.anonymousEvents && !event.owned) return true;
  const role = roleOn(event, viewer);
  return role !== null && hasRole(role, requiredRoles[action]);
}

/** Whether a role may do all that the other may. */
export function hasRole(role: Role, leastRole: Role): boolean {
  return ranks[role] >= ranks[leastRole];
}

export function mayReadAttendees(event: GuardedEvent, viewer: Viewer): boolean {
  return maySee(event, viewer) && may(event, viewer, 'readAttendees');
}

export function mayReadHistory(event: GuardedEvent, viewer: Viewer): boolean {
  return maySee(event, viewer) && may(event, viewer, 'readHistory');
}

export function mayReadCollaborators(event: GuardedEvent, viewer: Viewer): boolean {
  return maySee(event, viewer) && may(event, viewer, 'readCollaborators');
}

/**
 * Why the viewer may not do `action`; null when they may. What someone may not see does not
 * exist for them: the refusal is the one for an event that is not there.
 */
export function refuse(
  event: GuardedEvent | null,
  viewer: Viewer,
  action: Action,
): PermissionRefusal | null {
  if (!event || !maySee(event, viewer)) return { kind: 'eventNotFound' };
  if (may(event, viewer, action)) return null;
  return { kind: 'permissionDenied', requiredRole: requiredRoles[action] };
}
