import type { NewNotification } from '../../data/notifications.js';
import type { AttendeeRow, EventRow, NotificationRow } from '../../data/rows.js';
import type { StateField } from '../events/eventState.js';
import { groupBy } from '../groupBy.js';
import type { Role } from '../sharing/permissions.js';

/** What happened to an event, and whom it concerns. */
export interface News {
  kind: NotificationRow['kind'];
  /** As it is afterwards. */
  event: Pick<EventRow, 'id' | 'name'>;
  facts: Partial<Facts>;
  /** Concerns the event's collaborators with at least this role; null: none for their role. */
  leastRole: Role | null;
  /** Whom it concerns besides, and the part of it that is for them. */
  others: readonly { userId: string; facts: Partial<Facts> }[];
  /** Who is told by whom it was done. */
  actorShownTo: 'EVERYBODY' | 'COLLABORATORS' | 'NOBODY';
}

/** What is told of it, besides whose doing it was. */
export type Facts = Pick<
  NewNotification,
  | 'version'
  | 'changedFields'
  | 'personId'
  | 'previousRole'
  | 'role'
  | 'promotedCount'
  | 'attendeeIds'
>;

/** Those promoted are listed up to here; beyond, only their number is kept. */
const ATTENDEES_MAX = 100;

export function eventCreated(event: EventRow, creatorId: string): News {
  const others = [{ userId: creatorId, facts: {} }];
  return news('EVENT_CREATED', event, {}, null, others);
}

export function eventChanged(
  kind: 'EVENT_UPDATED' | 'EVENT_CANCELLED' | 'EVENT_ROLLED_BACK',
  event: Pick<EventRow, 'id' | 'name' | 'version'>,
  changedFields: StateField[],
): News {
  return news(kind, event, { version: event.version, changedFields }, 'VIEWER');
}

/** @param collaboratorIds  those who had a role on it; afterwards nobody has */
export function eventDeleted(event: EventRow, collaboratorIds: readonly string[]): News {
  const others = collaboratorIds.map((userId) => ({ userId, facts: {} }));
  return news('EVENT_DELETED', event, {}, null, others);
}

/** @param previousRole  null for someone who had none */
export function roleGiven(
  event: EventRow,
  personId: string,
  previousRole: Role | null,
  role: Role,
): News {
  const facts = { personId, previousRole, role };
  const kind = previousRole === null ? 'EVENT_SHARED' : 'ROLE_CHANGED';
  return news(kind, event, facts, 'OWNER', [{ userId: personId, facts }]);
}

export function accessRevoked(event: EventRow, personId: string, previousRole: Role): News {
  const facts = { personId, previousRole };
  return news('ACCESS_REVOKED', event, facts, 'OWNER', [{ userId: personId, facts }]);
}

/**
 * Those who waited and got a seat by one change: for the collaborators all of them, for an account
 * that registered some these. Who made room is the collaborators' business alone, and nobody's
 * when it was a person who gave their own seat back.
 *
 * @returns nothing when nobody got a seat
 */
export function attendeesPromoted(
  event: Pick<EventRow, 'id' | 'name'>,
  promoted: readonly AttendeeRow[],
  actorShownTo: 'COLLABORATORS' | 'NOBODY' = 'COLLABORATORS',
): News[] {
  if (promoted.length === 0) return [];
  const accounts = groupBy(promoted, ({ registeredById }) => registeredById);
  const others = [...accounts].flatMap(([userId, attendees]) =>
    userId === null ? [] : [{ userId, facts: promotionOf(attendees) }],
  );
  const told = news('ATTENDEES_PROMOTED', event, promotionOf(promoted), 'VIEWER', others);
  return [{ ...told, actorShownTo }];
}

function promotionOf(attendees: readonly AttendeeRow[]): Partial<Facts> {
  const attendeeIds = attendees.slice(0, ATTENDEES_MAX).map(({ id }) => id);
  return { promotedCount: attendees.length, attendeeIds };
}

function news(
  kind: News['kind'],
  { id, name }: Pick<EventRow, 'id' | 'name'>,
  facts: Partial<Facts>,
  leastRole: Role | null,
  others: News['others'] = [],
): News {
  return { kind, event: { id, name }, facts, leastRole, others, actorShownTo: 'EVERYBODY' };
}
