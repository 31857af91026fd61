import type { AttendeeRow, EventRow, NotificationRow } from '../data/rows.js';
import type { OpenSession } from '../domain/accounts/session.js';
import type { EventField } from './generated.js';

/** An attendee as resolvers get it: its row, and what the way to it told. */
export interface AttendeeModel extends AttendeeRow {
  /** Reached by the person's own secret, which shows the ticket too. */
  own?: boolean;
  /** The event, where it is known already: in a preview as it would be, in a repeated answer as it was. */
  event?: EventRow;
  /** The place on the waiting list, where it is known already; null for those who do not wait. */
  waitlistRank?: number | null;
}

/** A notification, told apart by its kind. */
export interface NotificationModel extends NotificationRow {
  __typename: NotificationTypename;
}

export type NotificationTypename =
  | 'EventCreatedNotification'
  | 'EventUpdatedNotification'
  | 'EventCancelledNotification'
  | 'EventRolledBackNotification'
  | 'EventDeletedNotification'
  | 'EventSharedNotification'
  | 'RoleChangedNotification'
  | 'AccessRevokedNotification'
  | 'AttendeesPromotedNotification';

export interface EventStartedModel {
  message: string;
  startedAt: Date;
}

export interface RegistrationCancelledModel {
  message: string;
  cancelledAt: Date;
}

export interface AlreadyCheckedInModel {
  message: string;
  checkedInAt: Date;
  checkedInBy: string | null;
}

export interface TimeChangeModel {
  field: EventField;
  timeBefore: Date;
  timeAfter: Date;
}

export interface EventChangedModel {
  event: EventRow;
  versionNumber: number;
  changedFields: EventField[];
  changedAt: Date;
}

/** What the successes of accounts hand out. */
export type OpenSessionModel = Omit<OpenSession, 'sessionId' | 'expiresAt'>;
