// Written by `npm run generate` from schema.graphql. Do not edit.
import type { GivenTime } from '../domain/time/givenTime.js';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { EventRow, UserRow, CollaboratorRow, EventVersionRow, SessionRow } from '../data/rows.js';
import type { AttendeeModel, NotificationModel, TimeChangeModel, EventChangedModel, AlreadyCheckedInModel, EventStartedModel, RegistrationCancelledModel, OpenSessionModel } from './models.js';
import type { EventConnectionModel, AttendeeConnectionModel, CollaboratorConnectionModel, VersionConnectionModel, NotificationConnectionModel, SessionConnectionModel } from './connection.js';
import type { NodeModel } from './node.js';
import type { RequestContext } from './context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * An instant, or a wall clock.
   *
   * Output: RFC 3339 with the offset of the zone asked for, `2025-06-20T15:30:00+05:30`
   * (`Z` in UTC); milliseconds only when they are not zero.
   *
   * Input: an RFC 3339 instant, or a local date-time without offset (`2025-06-20T15:30`,
   * `2025-06-20 15:30:00`), meant in the `timezone` that stands beside it. A local time that the
   * clocks skip is refused; one that happens twice means the first, unless `ambiguousTime` says
   * otherwise.
   */
  DateTime: { input: GivenTime; output: string; }
  /** A wall clock without zone or offset, as people in the event's place read it: `2025-06-20T15:30:00`. */
  LocalDateTime: { input: string; output: string; }
  /** An IANA time zone name, aliases included: `Europe/Paris`, `Asia/Calcutta`, `UTC`. No offsets, no abbreviations of your own. */
  TimeZone: { input: string; output: string; }
};

/** The role that someone had on an event was taken away, perhaps by themselves. For that person and the owners. */
export type AccessRevokedNotification = Node & Notification & {
  __typename?: 'AccessRevokedNotification';
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** The role they had. */
  previousRole: Role;
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who has no role any more; null when the account is gone. */
  user?: Maybe<User>;
};


/** The role that someone had on an event was taken away, perhaps by themselves. For that person and the owners. */
export type AccessRevokedNotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** The role that someone had on an event was taken away, perhaps by themselves. For that person and the owners. */
export type AccessRevokedNotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** The person was let in before. */
export type AlreadyCheckedIn = UserError & {
  __typename?: 'AlreadyCheckedIn';
  /** When they were let in, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  checkedInAt: Scalars['DateTime']['output'];
  /** Who, or which door, let them in; null when nobody said. */
  checkedInBy?: Maybe<Scalars['String']['output']>;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};


/** The person was let in before. */
export type AlreadyCheckedInCheckedInAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** Some of the people have another role on the event already; nobody was given a role. */
export type AlreadyCollaborators = UserError & {
  __typename?: 'AlreadyCollaborators';
  /** Those people, with the roles they have. */
  collaborators: Array<Collaborator>;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** This email has a live registration for the event. */
export type AlreadyRegistered = UserError & {
  __typename?: 'AlreadyRegistered';
  /** The registration there is; null when you may not read the event's attendees. */
  attendee?: Maybe<Attendee>;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** Which of two instants a local time means, where clocks that are set back show it twice. */
export type AmbiguousTime =
  /** The first. */
  | 'EARLIER'
  /** The second. */
  | 'LATER';

/** A person's registration for one event. One live registration per event and email, case ignored. */
export type Attendee = Node & {
  __typename?: 'Attendee';
  /** When the registration was cancelled, spelled in `timezone`, or else in your own zone or UTC; null while it stands. */
  cancelledAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the person was let in, spelled in `timezone`, or else in your own zone or UTC; null before. */
  checkedInAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who, or which door, let the person in; null when nobody said. */
  checkedInBy?: Maybe<Scalars['String']['output']>;
  /** As it was sent. Shown only to those who may read the attendees and to the person. */
  email: Scalars['String']['output'];
  /** The event registered for. */
  event: Event;
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** 1 to 200 characters. */
  name: Scalars['String']['output'];
  /** When a waiting person got a seat, spelled in `timezone`, or else in your own zone or UTC; null for those who never waited or still do. */
  promotedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the person registered, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  registeredAt: Scalars['DateTime']['output'];
  /** Whether the person has a seat. */
  status: AttendeeStatus;
  /** What a ticket shows, as text or QR code, for `checkInAttendee`. Null for everyone but the person and those who may manage the attendees. */
  ticketCode?: Maybe<Scalars['String']['output']>;
  /** Place on the waiting list: 1 is served next. Null for everyone who does not wait. */
  waitlistRank?: Maybe<Scalars['Int']['output']>;
};


/** A person's registration for one event. One live registration per event and email, case ignored. */
export type AttendeeCancelledAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** A person's registration for one event. One live registration per event and email, case ignored. */
export type AttendeeCheckedInAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** A person's registration for one event. One live registration per event and email, case ignored. */
export type AttendeePromotedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** A person's registration for one event. One live registration per event and email, case ignored. */
export type AttendeeRegisteredAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** A page of attendees. */
export type AttendeeConnection = {
  __typename?: 'AttendeeConnection';
  /** The attendees of the page, each with its cursor. */
  edges: Array<AttendeeEdge>;
  /** The attendees of the page. */
  nodes: Array<Attendee>;
  /** Where the page lies in the list. */
  pageInfo: PageInfo;
  /** How many attendees the list has on all its pages. Counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** An attendee on a page. */
export type AttendeeEdge = {
  __typename?: 'AttendeeEdge';
  /** Opaque; valid for this order only. */
  cursor: Scalars['String']['output'];
  /** The attendee. */
  node: Attendee;
};

/** Narrows a list of attendees. */
export type AttendeeFilter = {
  /** Only attendees of one of these statuses. Default: `CONFIRMED` and `WAITLISTED`. */
  statuses?: InputMaybe<Array<AttendeeStatus>>;
};

/** There is no such registration, or none that you may see. */
export type AttendeeNotFound = UserError & {
  __typename?: 'AttendeeNotFound';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** An order of attendees. */
export type AttendeeOrder = {
  /** Which end comes first. */
  direction: OrderDirection;
  /** What to order by. */
  field: AttendeeOrderField;
};

/** What attendees are ordered by. */
export type AttendeeOrderField =
  /** The name, as people sort it: accents and case come last. */
  | 'NAME'
  /** The registration, in order of arrival. */
  | 'REGISTERED';

/** A registration, by one of its names. */
export type AttendeeReference =
  /** The attendee's id, for those who may manage the event's attendees. */
  { id: Scalars['ID']['input']; secret?: never; }
  |  /** The secret that `registerAttendee` gave, for the person. */
  { id?: never; secret: Scalars['String']['input']; };

/** How a registration stands. */
export type AttendeeStatus =
  /** Was given back. */
  | 'CANCELLED'
  /** Has a seat. */
  | 'CONFIRMED'
  /** Waits for a seat. */
  | 'WAITLISTED';

/** People who waited got a seat, by one change. For the collaborators, and for the accounts that were signed in when those people registered, which are told of these only. */
export type AttendeesPromotedNotification = Node & Notification & {
  __typename?: 'AttendeesPromotedNotification';
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** The first 100 of them, in the order in which they waited. Null when you may not read them any more, and when the event was deleted. */
  attendees?: Maybe<Array<Attendee>>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** How many got a seat, as far as you are told. */
  promotedCount: Scalars['Int']['output'];
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
};


/** People who waited got a seat, by one change. For the collaborators, and for the accounts that were signed in when those people registered, which are told of these only. */
export type AttendeesPromotedNotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** People who waited got a seat, by one change. For the collaborators, and for the accounts that were signed in when those people registered, which are told of these only. */
export type AttendeesPromotedNotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** Who wants a second factor. */
export type BeginSecondFactorInput = {
  /** The account's password. */
  currentPassword: Scalars['String']['input'];
};

/** What `beginSecondFactor` can answer. */
export type BeginSecondFactorResult = BeginSecondFactorSuccess | InvalidCredentials | SecondFactorAlreadyOn;

/** The secret is there, and waits for a first code. */
export type BeginSecondFactorSuccess = {
  __typename?: 'BeginSecondFactorSuccess';
  /** The same with all its settings (`otpauth://totp/…`), to be shown as a QR code. */
  otpauthUri: Scalars['String']['output'];
  /** In base 32, to be typed into an app: SHA-1, six digits, 30 seconds. It cannot be read again. */
  secret: Scalars['String']['output'];
};

/** A change of `ALLOW_OVERLAP`. */
export type BooleanChange = FieldChange & {
  __typename?: 'BooleanChange';
  /** What it became. */
  booleanAfter: Scalars['Boolean']['output'];
  /** What it was. */
  booleanBefore: Scalars['Boolean']['output'];
  /** The field. */
  field: EventField;
};

/** Which event to call off. */
export type CancelEventInput = {
  /** The version the decision was made from; left out or null, any. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The event to call off. */
  id: Scalars['ID']['input'];
  /** Why, for the history; up to 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `cancelEvent` can answer. */
export type CancelEventResult = CancelEventSuccess | EventCancelled | EventNotFound | InvalidInput | PermissionDenied | VersionConflict;

/** The event was called off. */
export type CancelEventSuccess = {
  __typename?: 'CancelEventSuccess';
  /** The event as it is now. */
  event: Event;
};

/** Which registration to give back. */
export type CancelRegistrationInput = {
  /** The registration. */
  attendee: AttendeeReference;
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `cancelRegistration` can answer. */
export type CancelRegistrationResult = AttendeeNotFound | CancelRegistrationSuccess | EventStarted | PermissionDenied | RegistrationCancelled;

/** The registration was given back. */
export type CancelRegistrationSuccess = {
  __typename?: 'CancelRegistrationSuccess';
  /** The registration as it is now. */
  attendee: Attendee;
  /** Who got the seat, if someone waited and you may read the attendees; else null. */
  promotedAttendee?: Maybe<Attendee>;
};

/** More seats are taken than the new capacity has. */
export type CapacityBelowConfirmed = UserError & {
  __typename?: 'CapacityBelowConfirmed';
  /** The smallest capacity that would be accepted now. */
  confirmedCount: Scalars['Int']['output'];
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** A new password. */
export type ChangePasswordInput = {
  /** A code of the second factor, or a recovery code: needed where the account has one. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** The password up to now. */
  currentPassword: Scalars['String']['input'];
  /** 8 to 200 characters of any kind; refused are those that are tried first: common and breached ones, and what is little more than the account's names or a word of the product. */
  newPassword: Scalars['String']['input'];
};

/** What `changePassword` can answer. */
export type ChangePasswordResult = ChangePasswordSuccess | InvalidCredentials | InvalidInput | InvalidSecondFactor | SecondFactorRequired;

/** The password was changed. All sessions have ended but a new one, with these tokens. */
export type ChangePasswordSuccess = {
  __typename?: 'ChangePasswordSuccess';
  /** Sent as `Authorization: Bearer …`, it makes a request that user's. */
  accessToken: Scalars['String']['output'];
  /** When the access token stops working, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** For `refreshSession`, once. It cannot be read again. */
  refreshToken: Scalars['String']['output'];
  /** Whether a second factor is demanded here and the account has none: until `confirmSecondFactor` it may do nothing else, and reads what nobody in particular reads. */
  secondFactorMissing: Scalars['Boolean']['output'];
  /** The account. */
  user: User;
};


/** The password was changed. All sessions have ended but a new one, with these tokens. */
export type ChangePasswordSuccessAccessTokenExpiresAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** Who came. */
export type CheckInAttendeeInput = {
  /** Who, or which door, lets the person in; up to 200 characters. */
  checkedInBy?: InputMaybe<Scalars['String']['input']>;
  /** The event at whose door the ticket is shown; a ticket of another event is refused. Left out or null: whichever event the ticket is for. */
  eventId?: InputMaybe<Scalars['ID']['input']>;
  /** The ticket. */
  ticket: TicketReference;
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `checkInAttendee` can answer. */
export type CheckInAttendeeResult = AlreadyCheckedIn | AttendeeNotFound | CheckInAttendeeSuccess | EventCancelled | InvalidInput | NotConfirmed | PermissionDenied | TicketForAnotherEvent;

/** The person was let in. */
export type CheckInAttendeeSuccess = {
  __typename?: 'CheckInAttendeeSuccess';
  /** The registration as it is now. */
  attendee: Attendee;
};

/** Which event to claim. */
export type ClaimEventInput = {
  /** The event, whose manage secret the request carries. */
  eventId: Scalars['ID']['input'];
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `claimEvent` can answer. */
export type ClaimEventResult = ClaimEventSuccess | EventNotFound | PermissionDenied | ScheduleConflict;

/** The event is yours. */
export type ClaimEventSuccess = {
  __typename?: 'ClaimEventSuccess';
  /** The event as it is now. */
  event: Event;
};

/** Someone with a role on an event. */
export type Collaborator = {
  __typename?: 'Collaborator';
  /** What they may do with the event. */
  role: Role;
  /** Since when they have a role on the event, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  since: Scalars['DateTime']['output'];
  /** Who has it. */
  user: User;
};


/** Someone with a role on an event. */
export type CollaboratorSinceArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** A page of an event's collaborators. */
export type CollaboratorConnection = {
  __typename?: 'CollaboratorConnection';
  /** The collaborators of the page, each with its cursor. */
  edges: Array<CollaboratorEdge>;
  /** The collaborators of the page. */
  nodes: Array<Collaborator>;
  /** Where the page lies in the list. */
  pageInfo: PageInfo;
  /** How many collaborators the list has on all its pages. Counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A collaborator on a page. */
export type CollaboratorEdge = {
  __typename?: 'CollaboratorEdge';
  /** Opaque; valid for this order only. */
  cursor: Scalars['String']['output'];
  /** The collaborator. */
  node: Collaborator;
};

/** The person has no role on the event, or no account. */
export type CollaboratorNotFound = UserError & {
  __typename?: 'CollaboratorNotFound';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** That the app has the secret. */
export type ConfirmSecondFactorInput = {
  /** The six digits that it shows now. */
  code: Scalars['String']['input'];
};

/** What `confirmSecondFactor` can answer. */
export type ConfirmSecondFactorResult = ConfirmSecondFactorSuccess | InvalidSecondFactor | SecondFactorAlreadyOn | SecondFactorNotBegun;

/** The second factor is on. */
export type ConfirmSecondFactorSuccess = {
  __typename?: 'ConfirmSecondFactorSuccess';
  /** How many other sessions were ended. */
  endedSessionsCount: Scalars['Int']['output'];
  /** Ten codes for when the app is lost, each of which works once. They cannot be read again. */
  recoveryCodes: Array<Scalars['String']['output']>;
};

/** A new event. */
export type CreateEventInput = {
  /** Whether it may overlap with other events of its owners. */
  allowOverlap: Scalars['Boolean']['input'];
  /** Which instant a local time means that happens twice. */
  ambiguousTime: AmbiguousTime;
  /** Seats, 1 to 1,000,000. */
  capacity: Scalars['Int']['input'];
  /** Up to 10,000 characters. */
  description: Scalars['String']['input'];
  /** End, after the start. */
  endsAt: Scalars['DateTime']['input'];
  /** A text of your own, up to 200 characters. A repetition within 24 hours gets the first answer and writes nothing. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 200 characters, not only blanks. */
  location: Scalars['String']['input'];
  /** 1 to 200 characters, not only blanks. */
  name: Scalars['String']['input'];
  /** Start, in the future. */
  startsAt: Scalars['DateTime']['input'];
  /** The zone in which the event happens and in which local times are meant. Default: UTC. */
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
  /** Answers with what would happen, and writes nothing. The object in the answer is as it would be; its id leads nowhere. */
  validateOnly: Scalars['Boolean']['input'];
  /** Who may see it. */
  visibility: EventVisibility;
};

/** What `createEvent` can answer. */
export type CreateEventResult = CreateEventSuccess | IdempotencyKeyReused | InvalidInput | ScheduleConflict;

/** The event was created. */
export type CreateEventSuccess = {
  __typename?: 'CreateEventSuccess';
  /** The new event. */
  event: Event;
  /** Sent in the header `Turnout-Event-Secret`, it makes a request act as the event's owner. It cannot be read again. Null for an event that belongs to an account, and when the input was only validated. */
  manageSecret?: Maybe<Scalars['String']['output']>;
};

/** Several new events. */
export type CreateEventsInput = {
  /** 1 to 500 events. */
  events: Array<NewEventInput>;
  /** A text of your own, up to 200 characters. A repetition within 24 hours gets the first answer and writes nothing. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Answers with what would happen, and writes nothing. The objects in the answer are as they would be; their ids lead nowhere. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `createEvents` can answer. */
export type CreateEventsResult = CreateEventsSuccess | IdempotencyKeyReused | InvalidInput | ScheduleConflict;

/** All events were created. */
export type CreateEventsSuccess = {
  __typename?: 'CreateEventsSuccess';
  /** The new events, in the order of the input. */
  results: Array<CreateEventSuccess>;
};

/** Which event to remove. */
export type DeleteEventInput = {
  /** The event to remove. */
  id: Scalars['ID']['input'];
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `deleteEvent` can answer. */
export type DeleteEventResult = DeleteEventSuccess | EventNotFound | PermissionDenied;

/** The event is gone. */
export type DeleteEventSuccess = {
  __typename?: 'DeleteEventSuccess';
  /** The id it had. */
  deletedEventId: Scalars['ID']['output'];
};

/** Another account has this email address, case ignored. */
export type EmailTaken = UserError & {
  __typename?: 'EmailTaken';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** One of one's own sessions. */
export type EndSessionInput = {
  /** The id of the session, from `User.sessions`. */
  id: Scalars['ID']['input'];
};

/** What `endSession` can answer. */
export type EndSessionResult = EndSessionSuccess | SessionNotFound;

/** The session has ended. */
export type EndSessionSuccess = {
  __typename?: 'EndSessionSuccess';
  /** The id it had. */
  endedSessionId: Scalars['ID']['output'];
};

/** What to erase with one's own account. */
export type EraseAccountInput = {
  /** A code of the second factor, or a recovery code: needed where the account has one. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** Whether name and email also go from the registrations that one made oneself: signed in to this account, under its email address. The registrations themselves stay, and count. */
  eraseRegistrations: Scalars['Boolean']['input'];
  /** The account's password. */
  password: Scalars['String']['input'];
  /** Secrets of registrations from which name and email go too, whatever their address and whoever made them. At most 100. */
  registrationSecrets: Array<Scalars['String']['input']>;
};

/** What `eraseAccount` can answer. */
export type EraseAccountResult = EraseAccountSuccess | InvalidCredentials | InvalidInput | InvalidSecondFactor | LastOwner | SecondFactorRequired;

/** The account is gone. */
export type EraseAccountSuccess = {
  __typename?: 'EraseAccountSuccess';
  /** The id it had. */
  deletedUserId: Scalars['ID']['output'];
  /** Registrations from which name and email were erased. */
  erasedRegistrationsCount: Scalars['Int']['output'];
};

/** Something that happens in a place at a time, for a limited number of people. */
export type Event = Node & {
  __typename?: 'Event';
  /** Whether it may overlap with other events of its owners. */
  allowOverlap: Scalars['Boolean']['output'];
  /** The people registered for it; null when you may not read them. */
  attendees?: Maybe<AttendeeConnection>;
  /** Seats in total, at least 1. */
  capacity: Scalars['Int']['output'];
  /** Attendees who were let in. */
  checkedInCount: Scalars['Int']['output'];
  /** Who has a role on it, in the order in which they got one; null when you may not read them. */
  collaborators?: Maybe<CollaboratorConnection>;
  /** Attendees who have a seat. */
  confirmedCount: Scalars['Int']['output'];
  /** When it was created, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** Up to 10,000 characters; empty when none was given. */
  description: Scalars['String']['output'];
  /** End, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  endsAt: Scalars['DateTime']['output'];
  /** End as a clock on the spot shows it. */
  endsLocal: Scalars['LocalDateTime']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** Where it happens, 1 to 200 characters. */
  location: Scalars['String']['output'];
  /** 1 to 200 characters. */
  name: Scalars['String']['output'];
  /** Seats still free: `capacity` less `confirmedCount`. */
  seatsLeft: Scalars['Int']['output'];
  /** Start, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  startsAt: Scalars['DateTime']['output'];
  /** Start as a clock on the spot shows it. This is what the event means; `startsAt` is derived from it. */
  startsLocal: Scalars['LocalDateTime']['output'];
  /** Whether it takes place. */
  status: EventStatus;
  /** The zone in which the event happens. */
  timezone: Scalars['TimeZone']['output'];
  /** When the event itself was last changed, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  updatedAt: Scalars['DateTime']['output'];
  /** What it was at one version; null when there is none of this number, or you may not read the history. */
  version?: Maybe<EventVersion>;
  /** Rises by one with every change of the event; `updateEvent` asks for it. Registrations do not count. */
  versionNumber: Scalars['Int']['output'];
  /** What it was after each change, by version number; null when you may not read the history. */
  versions?: Maybe<EventVersionConnection>;
  /** What you may do with it: your role as a collaborator, `OWNER` with its manage secret and for administrators. Null without a role. */
  viewerRole?: Maybe<Role>;
  /** Who may see the event. */
  visibility: EventVisibility;
  /** Attendees who wait for a seat. Never above 0 while a seat is free. */
  waitlistLength: Scalars['Int']['output'];
};


/** Something that happens in a place at a time, for a limited number of people. */
export type EventAttendeesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AttendeeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AttendeeOrder>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** Something that happens in a place at a time, for a limited number of people. */
export type EventCollaboratorsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Something that happens in a place at a time, for a limited number of people. */
export type EventCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** Something that happens in a place at a time, for a limited number of people. */
export type EventEndsAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** Something that happens in a place at a time, for a limited number of people. */
export type EventStartsAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** Something that happens in a place at a time, for a limited number of people. */
export type EventUpdatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** Something that happens in a place at a time, for a limited number of people. */
export type EventVersionArgs = {
  number?: InputMaybe<Scalars['Int']['input']>;
};


/** Something that happens in a place at a time, for a limited number of people. */
export type EventVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  direction: OrderDirection;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** The event was called off. */
export type EventCancelled = UserError & {
  __typename?: 'EventCancelled';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** An event was called off. For its collaborators. */
export type EventCancelledNotification = Node & Notification & {
  __typename?: 'EventCancelledNotification';
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
  /** The version that the change made. */
  version: Scalars['Int']['output'];
};


/** An event was called off. For its collaborators. */
export type EventCancelledNotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** An event was called off. For its collaborators. */
export type EventCancelledNotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** An event was changed. */
export type EventChanged = {
  __typename?: 'EventChanged';
  /** When the change was made, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  changedAt: Scalars['DateTime']['output'];
  /** The fields that the change changed. */
  changedFields: Array<EventField>;
  /** The event as it is now, perhaps after further changes: they follow. */
  event: Event;
  /** The number of the version that the change made. To go on from here later, give it as `after`. */
  versionNumber: Scalars['Int']['output'];
};


/** An event was changed. */
export type EventChangedChangedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** What `eventChanged` tells. */
export type EventChangedResult = EventChanged | EventNotFound;

/** A page of events. */
export type EventConnection = {
  __typename?: 'EventConnection';
  /** The events of the page, each with its cursor. */
  edges: Array<EventEdge>;
  /** The events of the page. */
  nodes: Array<Event>;
  /** Where the page lies in the list. */
  pageInfo: PageInfo;
  /** How many events the list has on all its pages. Counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** You created an event. Your own doing always: listed only with `includeOwn`. */
export type EventCreatedNotification = Node & Notification & {
  __typename?: 'EventCreatedNotification';
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
};


/** You created an event. Your own doing always: listed only with `includeOwn`. */
export type EventCreatedNotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** You created an event. Your own doing always: listed only with `includeOwn`. */
export type EventCreatedNotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** An event was removed. For those who were its collaborators. */
export type EventDeletedNotification = Node & Notification & {
  __typename?: 'EventDeletedNotification';
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
};


/** An event was removed. For those who were its collaborators. */
export type EventDeletedNotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** An event was removed. For those who were its collaborators. */
export type EventDeletedNotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** What differs between two versions of an event. */
export type EventDiff = {
  __typename?: 'EventDiff';
  /** One for each field that differs, in the order of `EventField`. */
  changes: Array<FieldChange>;
  /** The version compared from. */
  from: EventVersion;
  /** The version compared to. */
  to: EventVersion;
};

/** An event on a page. */
export type EventEdge = {
  __typename?: 'EventEdge';
  /** Opaque; valid for this order only. */
  cursor: Scalars['String']['output'];
  /** The event. */
  node: Event;
};

/** A field of an event that a version keeps. */
export type EventField =
  /** `allowOverlap`. */
  | 'ALLOW_OVERLAP'
  /** `capacity`. */
  | 'CAPACITY'
  /** `description`. */
  | 'DESCRIPTION'
  /** `endsAt`: the instant. */
  | 'ENDS_AT'
  /** `endsLocal`: the clock on the spot. */
  | 'ENDS_LOCAL'
  /** `location`. */
  | 'LOCATION'
  /** `name`. */
  | 'NAME'
  /** `startsAt`: the instant. */
  | 'STARTS_AT'
  /** `startsLocal`: the clock on the spot. */
  | 'STARTS_LOCAL'
  /** `status`. */
  | 'STATUS'
  /** `timezone`. */
  | 'TIMEZONE'
  /** `visibility`. */
  | 'VISIBILITY';

/** Narrows a list of events. Conditions are joined by and; one left out or null does not narrow. */
export type EventFilter = {
  /** Occurs in the location; case and accents are ignored. Up to 200 characters. */
  location?: InputMaybe<Scalars['String']['input']>;
  /** Only events that this user owns, alone or with others. An id that nobody has lists none; what is no id of a user is refused. */
  ownerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only events with at least this many free seats. */
  seatsLeftMin?: InputMaybe<Scalars['Int']['input']>;
  /** Starts before this time. */
  startsBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Starts at or after this time. With neither bound of the start, only events that start in the future are listed. */
  startsFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only events of one of these statuses. Default: `SCHEDULED` alone. */
  statuses?: InputMaybe<Array<EventStatus>>;
  /** The zone in which local times of this filter are meant. Default: UTC. */
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
  /** Only events of this visibility. */
  visibility?: InputMaybe<EventVisibility>;
};

/** No seat is free. With `joinWaitlist: true` the person waits instead. */
export type EventFull = UserError & {
  __typename?: 'EventFull';
  /** Seats in total. */
  capacity: Scalars['Int']['output'];
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
  /** Attendees who wait already. */
  waitlistLength: Scalars['Int']['output'];
};

/** There is no such event, or none that you may see. */
export type EventNotFound = UserError & {
  __typename?: 'EventNotFound';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** An order of events. */
export type EventOrder = {
  /** Which end comes first. */
  direction: OrderDirection;
  /** What to order by. */
  field: EventOrderField;
};

/** What events are ordered by. */
export type EventOrderField =
  /** The creation. */
  | 'CREATED'
  /** The name, as people sort it: accents and case come last. */
  | 'NAME'
  /** The number of free seats. */
  | 'SEATS_LEFT'
  /** The start. */
  | 'START';

/** An event was made again what it was at an earlier version. For its collaborators. */
export type EventRolledBackNotification = Node & Notification & {
  __typename?: 'EventRolledBackNotification';
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** The fields that it changed. */
  changedFields: Array<EventField>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
  /** The version that the change made. */
  version: Scalars['Int']['output'];
};


/** An event was made again what it was at an earlier version. For its collaborators. */
export type EventRolledBackNotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** An event was made again what it was at an earlier version. For its collaborators. */
export type EventRolledBackNotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** Someone without a role on an event got one. For that person and the owners. */
export type EventSharedNotification = Node & Notification & {
  __typename?: 'EventSharedNotification';
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
  /** The role. */
  role: Role;
  /** Who got it; null when the account is gone. */
  user?: Maybe<User>;
};


/** Someone without a role on an event got one. For that person and the owners. */
export type EventSharedNotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** Someone without a role on an event got one. For that person and the owners. */
export type EventSharedNotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** The event has already started. */
export type EventStarted = UserError & {
  __typename?: 'EventStarted';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
  /** When it started, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  startedAt: Scalars['DateTime']['output'];
};


/** The event has already started. */
export type EventStartedStartedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** Whether an event takes place. */
export type EventStatus =
  /** It was called off. */
  | 'CANCELLED'
  /** It takes place, or took place. */
  | 'SCHEDULED';

/** An event was changed. For its collaborators. */
export type EventUpdatedNotification = Node & Notification & {
  __typename?: 'EventUpdatedNotification';
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** The fields that it changed. */
  changedFields: Array<EventField>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
  /** The version that the change made. */
  version: Scalars['Int']['output'];
};


/** An event was changed. For its collaborators. */
export type EventUpdatedNotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** An event was changed. For its collaborators. */
export type EventUpdatedNotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** The full state of an event after one change. */
export type EventVersion = {
  __typename?: 'EventVersion';
  /** Whether it may overlap with other events of its owners. */
  allowOverlap: Scalars['Boolean']['output'];
  /** Who made the change; null for nobody with an account, and for an account that is gone. */
  author?: Maybe<User>;
  /** Seats in total. */
  capacity: Scalars['Int']['output'];
  /** The fields that the change changed; all of them for the first version. */
  changedFields: Array<EventField>;
  /** When the change was made, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The description; empty for none. */
  description: Scalars['String']['output'];
  /** End, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  endsAt: Scalars['DateTime']['output'];
  /** End as a clock on the spot shows it. */
  endsLocal: Scalars['LocalDateTime']['output'];
  /** Where it happens. */
  location: Scalars['String']['output'];
  /** The name. */
  name: Scalars['String']['output'];
  /** What the author said about it; null for nothing. */
  note?: Maybe<Scalars['String']['output']>;
  /** The event's `versionNumber` from this change until the next. */
  number: Scalars['Int']['output'];
  /** Start, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  startsAt: Scalars['DateTime']['output'];
  /** Start as a clock on the spot shows it. */
  startsLocal: Scalars['LocalDateTime']['output'];
  /** Whether it takes place. */
  status: EventStatus;
  /** The zone in which the event happens. */
  timezone: Scalars['TimeZone']['output'];
  /** Who may see the event. */
  visibility: EventVisibility;
};


/** The full state of an event after one change. */
export type EventVersionCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** The full state of an event after one change. */
export type EventVersionEndsAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** The full state of an event after one change. */
export type EventVersionStartsAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** A page of an event's versions. */
export type EventVersionConnection = {
  __typename?: 'EventVersionConnection';
  /** The versions of the page, each with its cursor. */
  edges: Array<EventVersionEdge>;
  /** The versions of the page. */
  nodes: Array<EventVersion>;
  /** Where the page lies in the list. */
  pageInfo: PageInfo;
  /** How many versions the list has on all its pages. Counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A version on a page. */
export type EventVersionEdge = {
  __typename?: 'EventVersionEdge';
  /** Opaque; valid for this order only. */
  cursor: Scalars['String']['output'];
  /** The version. */
  node: EventVersion;
};

/** Who may see an event. */
export type EventVisibility =
  /** Those with a role on it. For everyone else it does not exist. */
  | 'PRIVATE'
  /** Anyone. */
  | 'PUBLIC';

/** A field that differs between two versions. What it was and what it became is named for its type, so that all types can be selected in one operation. */
export type FieldChange = {
  /** The field. */
  field: EventField;
};

/** This idempotency key was used before, with another input. */
export type IdempotencyKeyReused = UserError & {
  __typename?: 'IdempotencyKeyReused';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** A change of `CAPACITY`. */
export type IntChange = FieldChange & {
  __typename?: 'IntChange';
  /** The field. */
  field: EventField;
  /** What it became. */
  intAfter: Scalars['Int']['output'];
  /** What it was. */
  intBefore: Scalars['Int']['output'];
};

/** There is no such account, or this is not its password. */
export type InvalidCredentials = UserError & {
  __typename?: 'InvalidCredentials';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** A field that breaks a rule. */
export type InvalidField = {
  __typename?: 'InvalidField';
  /** One English sentence that says what was wrong. */
  message: Scalars['String']['output'];
  /** Where it stands in `input`: field names and list indexes. */
  path: Array<Scalars['String']['output']>;
};

/** Some fields of the input break a rule. */
export type InvalidInput = UserError & {
  __typename?: 'InvalidInput';
  /** Every field that breaks a rule. */
  fields: Array<InvalidField>;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The refresh token is none, is not the latest of its session, or belongs to a session that has ended. */
export type InvalidRefreshToken = UserError & {
  __typename?: 'InvalidRefreshToken';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The code is none, is not the latest of its account, was used, or is too old. */
export type InvalidResetCode = UserError & {
  __typename?: 'InvalidResetCode';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The code is not the one of this moment, was taken before, or is no recovery code that is left. */
export type InvalidSecondFactor = UserError & {
  __typename?: 'InvalidSecondFactor';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** Events would be left without an owner. Hand them over, or delete them, first. */
export type LastOwner = UserError & {
  __typename?: 'LastOwner';
  /** The events in question, soonest first, at most 100. */
  events: Array<Event>;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** A change of `STARTS_LOCAL` or `ENDS_LOCAL`. */
export type LocalTimeChange = FieldChange & {
  __typename?: 'LocalTimeChange';
  /** The field. */
  field: EventField;
  /** What it became. */
  localTimeAfter: Scalars['LocalDateTime']['output'];
  /** What it was. */
  localTimeBefore: Scalars['LocalDateTime']['output'];
};

/** Which notifications to mark as read. */
export type MarkNotificationsReadInput =
  /** These: 1 to 100 ids. */
  { ids: Array<Scalars['ID']['input']>; upTo?: never; }
  |  /** The notification of this id, and all that are older. */
  { ids?: never; upTo: Scalars['ID']['input']; };

/** What `markNotificationsRead` can answer. */
export type MarkNotificationsReadResult = InvalidInput | MarkNotificationsReadSuccess | NotificationsNotFound;

/** The notifications are read. */
export type MarkNotificationsReadSuccess = {
  __typename?: 'MarkNotificationsReadSuccess';
  /** How many of them were unread until now. */
  markedCount: Scalars['Int']['output'];
  /** How many of your notifications are unread now. */
  unreadCount: Scalars['Int']['output'];
};

/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Begins a second factor: answers the secret that an app (RFC 6238) makes its codes from. It is not asked for before `confirmSecondFactor`, within half an hour. One that was begun before is worth nothing any more. Guesses of the password are limited like those of `signIn`. `UNAUTHENTICATED` when nobody is signed in. */
  beginSecondFactor: BeginSecondFactorResult;
  /** Calls an event off. Registrations are kept; no new one is taken. */
  cancelEvent: CancelEventResult;
  /** Gives a seat or a waiting place back: one's own by its secret, or anybody's by those who may manage attendees. The first who waits gets the seat at once. More than 10 wrong secrets a minute, from one account, or from one address without one, are refused with `RATE_LIMITED`. */
  cancelRegistration: CancelRegistrationResult;
  /** Changes one's own password, ends all of one's sessions and starts a new one. Guesses are limited like those of `signIn`. `UNAUTHENTICATED` when nobody is signed in. */
  changePassword: ChangePasswordResult;
  /** Lets an attendee in. Two scanners that scan one ticket at once: one lets in, the other is told so. More than 10 codes a minute that are no tickets, from one account, or from one address without one, are refused with `RATE_LIMITED`; tickets do not count. */
  checkInAttendee: CheckInAttendeeResult;
  /** Makes an event without an owner one's own, with its manage secret in the header, which is worth nothing from then on. `UNAUTHENTICATED` when nobody is signed in. */
  claimEvent: ClaimEventResult;
  /** Turns the second factor on with a first code, and ends all other sessions. From then on `signIn`, `changePassword`, `eraseAccount`, `turnOffSecondFactor`, and `updateProfile` for a new name, take a code beside the password. Each code works once, in the half minute that it is shown for. More than 10 wrong codes an hour are refused with `RATE_LIMITED`, wherever they are given. `UNAUTHENTICATED` when nobody is signed in. */
  confirmSecondFactor: ConfirmSecondFactorResult;
  /** Creates an event. It belongs to who is signed in; without an account, it has no owner, and the answer has its manage secret, once. Refused with `UNAUTHENTICATED` where the server does not allow events without an account. */
  createEvent: CreateEventResult;
  /** Creates several events, all or none. A refusal names the index in its `path`. */
  createEvents: CreateEventsResult;
  /** Removes an event with everything that belongs to it, for good. */
  deleteEvent: DeleteEventResult;
  /** Ends one of one's own sessions, at once: its tokens are worth nothing from then on. `UNAUTHENTICATED` when nobody is signed in. */
  endSession: EndSessionResult;
  /** Erases one's own account for good: the profile, the sessions, the notifications and all roles on events, with what one wrote about changes. What one did to events stays in their history, without a name. Guesses of the password are limited like those of `signIn`. `UNAUTHENTICATED` when nobody is signed in. */
  eraseAccount: EraseAccountResult;
  /** Marks notifications of one's own as read: some, or one and all older ones; all or none. Those that were read before stay as they are, so that a repetition does no harm. `UNAUTHENTICATED` when nobody is signed in. */
  markNotificationsRead: MarkNotificationsReadResult;
  /** Exchanges a refresh token for fresh tokens, as long as the session may last in all (90 days unless the server is set otherwise). Each is good for one exchange; one that comes a second time was stolen or copied, and ends the session. Limited like `signIn`. Send it without the header `Authorization`, whose token may have expired. */
  refreshSession: RefreshSessionResult;
  /** Takes a seat for a person, or on wish a place on the waiting list when no seat is free. Needs no account. */
  registerAttendee: RegisterAttendeeResult;
  /** Registers up to 1,000 people for one event, in one transaction, for those who may manage its attendees. Each row gets its own answer. */
  registerAttendees: RegisterAttendeesResult;
  /** Takes the role on an event from someone. Everyone may take it from themselves. `UNAUTHENTICATED` when nobody is signed in. */
  removeCollaborator: RemoveCollaboratorResult;
  /** Sets a forgotten password anew, with a code that whoever runs the server gave: once, within half an hour. All sessions of the account end; sign in with the new password. Needs no access token. Wrong codes are limited like wrong guesses of `signIn`. */
  resetPassword: ResetPasswordResult;
  /** Makes an event again what it was at an earlier version: a new version, which obeys every rule that any change obeys. Brought back, a cancelled event takes place again, and free seats go to those who wait. */
  rollbackEvent: RollbackEventResult;
  /** Gives several people roles on an event, all or none. Who has the role already keeps it, so that a repetition does no harm. `UNAUTHENTICATED` when nobody is signed in: with a manage secret alone, claim the event first. Names that nobody has are limited to 100 a minute and account; past that, `RATE_LIMITED`. */
  shareEvent: ShareEventResult;
  /** Signs in by username or email. An account that does not exist is answered like a wrong password; one with a second factor asks for its code when the password is right. More than 10 wrong guesses a minute, for one account or from one address, are refused with `RATE_LIMITED`; `extensions.retryAfter` says for how many seconds. */
  signIn: SignInResult;
  /** Ends the session that the access token belongs to, or all of one's sessions. Their tokens are worth nothing from then on. `UNAUTHENTICATED` when nobody is signed in. */
  signOut: SignOutResult;
  /** Makes an account and signs it in. Needs no access token. More than 30 a minute from one address are refused with `RATE_LIMITED`, those whose name was taken included. */
  signUp: SignUpResult;
  /** Makes someone an owner of an event in one's own place, and oneself an editor. Other owners stay. Names that nobody has are limited like those of `shareEvent`. `UNAUTHENTICATED` when nobody is signed in. */
  transferOwnership: TransferOwnershipResult;
  /** Turns the second factor off, and ends all other sessions. `UNAUTHENTICATED` when nobody is signed in. */
  turnOffSecondFactor: TurnOffSecondFactorResult;
  /** Takes a check-in back. Wrong codes are limited like those of `checkInAttendee`. */
  undoCheckIn: UndoCheckInResult;
  /** Changes the role that someone has on an event. `UNAUTHENTICATED` when nobody is signed in. */
  updateCollaborator: UpdateCollaboratorResult;
  /** Changes some fields of an event. Those left out stay as they are. */
  updateEvent: UpdateEventResult;
  /** Changes one's own account. What is left out stays as it is. The username and the email, by which one signs in, change only with the password; guesses are limited like those of `signIn`. `UNAUTHENTICATED` when nobody is signed in. */
  updateProfile: UpdateProfileResult;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationBeginSecondFactorArgs = {
  input: BeginSecondFactorInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationCancelEventArgs = {
  input: CancelEventInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationCancelRegistrationArgs = {
  input: CancelRegistrationInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationCheckInAttendeeArgs = {
  input: CheckInAttendeeInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationClaimEventArgs = {
  input: ClaimEventInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationConfirmSecondFactorArgs = {
  input: ConfirmSecondFactorInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationCreateEventArgs = {
  input: CreateEventInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationCreateEventsArgs = {
  input: CreateEventsInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationDeleteEventArgs = {
  input: DeleteEventInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationEndSessionArgs = {
  input: EndSessionInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationEraseAccountArgs = {
  input: EraseAccountInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationMarkNotificationsReadArgs = {
  input: MarkNotificationsReadInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationRegisterAttendeeArgs = {
  input: RegisterAttendeeInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationRegisterAttendeesArgs = {
  input: RegisterAttendeesInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationRemoveCollaboratorArgs = {
  input: RemoveCollaboratorInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationRollbackEventArgs = {
  input: RollbackEventInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationShareEventArgs = {
  input: ShareEventInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationSignInArgs = {
  input: SignInInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationSignOutArgs = {
  input: SignOutInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationSignUpArgs = {
  input: SignUpInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationTransferOwnershipArgs = {
  input: TransferOwnershipInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationTurnOffSecondFactorArgs = {
  input: TurnOffSecondFactorInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationUndoCheckInArgs = {
  input: UndoCheckInInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationUpdateCollaboratorArgs = {
  input: UpdateCollaboratorInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationUpdateEventArgs = {
  input: UpdateEventInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};

/** One of several people to register. */
export type NewAttendeeInput = {
  /** Email address of the person (RFC 5321), up to 254 characters. */
  email: Scalars['String']['input'];
  /** Name of the person, 1 to 200 characters, not only blanks. */
  name: Scalars['String']['input'];
};

/** Someone who is to have a role. */
export type NewCollaboratorInput = {
  /** What they may do with the event. */
  role: Role;
  /** The person. */
  user: UserReference;
};

/** One of several new events. */
export type NewEventInput = {
  /** Whether it may overlap with other events of its owners. */
  allowOverlap: Scalars['Boolean']['input'];
  /** Which instant a local time means that happens twice. */
  ambiguousTime: AmbiguousTime;
  /** Seats, 1 to 1,000,000. */
  capacity: Scalars['Int']['input'];
  /** Up to 10,000 characters. */
  description: Scalars['String']['input'];
  /** End, after the start. */
  endsAt: Scalars['DateTime']['input'];
  /** 1 to 200 characters, not only blanks. */
  location: Scalars['String']['input'];
  /** 1 to 200 characters, not only blanks. */
  name: Scalars['String']['input'];
  /** Start, in the future. */
  startsAt: Scalars['DateTime']['input'];
  /** The zone in which the event happens and in which local times are meant. Default: UTC. */
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
  /** Who may see it. */
  visibility: EventVisibility;
};

/** Anything with a global id. */
export type Node = {
  /** Opaque, global, stable; ids of one type sort by creation. */
  id: Scalars['ID']['output'];
};

/** The person is not checked in. */
export type NotCheckedIn = UserError & {
  __typename?: 'NotCheckedIn';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The person has no seat. */
export type NotConfirmed = UserError & {
  __typename?: 'NotConfirmed';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
  /** How the registration stands. */
  status: AttendeeStatus;
};

/** Something that happened and that you should learn of, written with the change itself. `__typename` is its kind; each kind has the facts a program needs. */
export type Notification = {
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
};


/** Something that happened and that you should learn of, written with the change itself. `__typename` is its kind; each kind has the facts a program needs. */
export type NotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** Something that happened and that you should learn of, written with the change itself. `__typename` is its kind; each kind has the facts a program needs. */
export type NotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** A page of notifications. */
export type NotificationConnection = {
  __typename?: 'NotificationConnection';
  /** The notifications of the page, each with its cursor. */
  edges: Array<NotificationEdge>;
  /** The notifications of the page. */
  nodes: Array<Notification>;
  /** Where the page lies in the list. */
  pageInfo: PageInfo;
  /** How many notifications the list has on all its pages. Counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A notification on a page. */
export type NotificationEdge = {
  __typename?: 'NotificationEdge';
  /** Opaque; stays valid, with any `unreadOnly` and `includeOwn`. */
  cursor: Scalars['String']['output'];
  /** The notification. */
  node: Notification;
};

/** Some ids are not those of notifications of yours; none was marked as read. */
export type NotificationsNotFound = UserError & {
  __typename?: 'NotificationsNotFound';
  /** Those ids, in the order of the input. */
  ids: Array<Scalars['ID']['output']>;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The direction of an order. */
export type OrderDirection =
  /** Smallest, earliest or first in the alphabet first. */
  | 'ASC'
  /** Largest, latest or last in the alphabet first. */
  | 'DESC';

/** Where a page lies in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Cursor of the page's last item; null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether the list goes on after the page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is something before the page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the page's first item; null when the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** You may see the event, but not do this with it. */
export type PermissionDenied = UserError & {
  __typename?: 'PermissionDenied';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
  /** The least role that may. */
  requiredRole: Role;
};

/** What can be read. */
export type Query = {
  __typename?: 'Query';
  /** One's own registration, by the secret that `registerAttendee` gave; null when no registration has it. */
  attendee?: Maybe<Attendee>;
  /** One event; null when there is none, or none that you may see. */
  event?: Maybe<Event>;
  /** What differs between two versions of an event; null when one of them is not there, or you may not read the history. */
  eventDiff?: Maybe<EventDiff>;
  /**
   * Events you may see: public ones, and private ones that you have a role on, or whose manage secret the request carries.
   * By default those that are scheduled and start in the future, soonest first.
   */
  events: EventConnection;
  /** Any object by its id; null when there is none, or none that you may see. */
  node?: Maybe<Node>;
  /** Several objects by their ids, in the order asked; null in the place of each that does not exist for you. At most 100 ids. */
  nodes: Array<Maybe<Node>>;
  /** Who is signed in; null when nobody is. */
  viewer?: Maybe<User>;
};


/** What can be read. */
export type QueryAttendeeArgs = {
  secret: Scalars['String']['input'];
};


/** What can be read. */
export type QueryEventArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryEventDiffArgs = {
  eventId: Scalars['ID']['input'];
  from: Scalars['Int']['input'];
  to: Scalars['Int']['input'];
};


/** What can be read. */
export type QueryEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<EventOrder>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};

/** What is left of a session. */
export type RefreshSessionInput = {
  /** The refresh token that was given last. */
  refreshToken: Scalars['String']['input'];
};

/** What `refreshSession` can answer. */
export type RefreshSessionResult = InvalidRefreshToken | RefreshSessionSuccess;

/** The session goes on, with these tokens. */
export type RefreshSessionSuccess = {
  __typename?: 'RefreshSessionSuccess';
  /** Sent as `Authorization: Bearer …`, it makes a request that user's. */
  accessToken: Scalars['String']['output'];
  /** When the access token stops working, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** For `refreshSession`, once. It cannot be read again. */
  refreshToken: Scalars['String']['output'];
  /** Whether a second factor is demanded here and the account has none: until `confirmSecondFactor` it may do nothing else, and reads what nobody in particular reads. */
  secondFactorMissing: Scalars['Boolean']['output'];
  /** Whose session it is. */
  user: User;
};


/** The session goes on, with these tokens. */
export type RefreshSessionSuccessAccessTokenExpiresAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** What becomes of the other rows when some are refused. */
export type RefusedRows =
  /** Nothing is written unless every row can be. */
  | 'ABORT'
  /** The rows that can be written are. */
  | 'SKIP';

/** A registration. */
export type RegisterAttendeeInput = {
  /** Email address of the person, without comment or display name (RFC 5321), up to 254 characters. */
  email: Scalars['String']['input'];
  /** The event to come to. */
  eventId: Scalars['ID']['input'];
  /** A text of your own, up to 200 characters. A repetition within 24 hours gets the first answer and writes nothing. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Wait when no seat is free. */
  joinWaitlist: Scalars['Boolean']['input'];
  /** Name of the person, 1 to 200 characters, not only blanks. */
  name: Scalars['String']['input'];
  /** Answers with what would happen, and writes nothing. The object in the answer is as it would be; its id leads nowhere. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `registerAttendee` can answer. */
export type RegisterAttendeeResult = AlreadyRegistered | EventCancelled | EventFull | EventNotFound | EventStarted | IdempotencyKeyReused | InvalidInput | RegisterAttendeeSuccess | RegistrationBusy;

/** The person is registered: with a seat, or on the waiting list. */
export type RegisterAttendeeSuccess = {
  __typename?: 'RegisterAttendeeSuccess';
  /** The registration; its `status` says whether it has a seat. Never null: the type only matches that of `AlreadyRegistered`, so that both can be selected in one operation. */
  attendee?: Maybe<Attendee>;
  /** With this secret the person reads and cancels the registration. It cannot be read again. Null when the input was only validated. */
  secret?: Maybe<Scalars['String']['output']>;
};

/** Registrations for one event. */
export type RegisterAttendeesInput = {
  /** 1 to 1,000 people; seats and waiting places are given in this order. */
  attendees: Array<NewAttendeeInput>;
  /** The event to come to. */
  eventId: Scalars['ID']['input'];
  /** A text of your own, up to 200 characters. A repetition within 24 hours gets the first answer and writes nothing. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Wait when no seat is free. */
  joinWaitlist: Scalars['Boolean']['input'];
  /** What becomes of the other rows when some are refused. */
  refusedRows: RefusedRows;
  /** Answers with what would happen, and writes nothing. The objects in the answer are as they would be; their ids lead nowhere. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `registerAttendees` can answer. */
export type RegisterAttendeesResult = EventNotFound | IdempotencyKeyReused | InvalidInput | PermissionDenied | RegisterAttendeesSuccess | RegistrationsRefused;

/** The rows were registered: all, or those that could be. */
export type RegisterAttendeesSuccess = {
  __typename?: 'RegisterAttendeesSuccess';
  /** Rows that were refused. */
  refusedCount: Scalars['Int']['output'];
  /** Rows that have a seat or a waiting place now. */
  registeredCount: Scalars['Int']['output'];
  /** One answer for each row of the input, in its order. */
  results: Array<RegistrationRow>;
};

/** So many people register at this moment that this one was not even queued. Trying again soon is worth it. */
export type RegistrationBusy = UserError & {
  __typename?: 'RegistrationBusy';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
  /** How long to wait before trying again. */
  retryAfterSeconds: Scalars['Int']['output'];
};

/** The registration was given back before. */
export type RegistrationCancelled = UserError & {
  __typename?: 'RegistrationCancelled';
  /** When, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  cancelledAt: Scalars['DateTime']['output'];
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};


/** The registration was given back before. */
export type RegistrationCancelledCancelledAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** What became of one row of `registerAttendees`. */
export type RegistrationRow = {
  __typename?: 'RegistrationRow';
  /** Index in the input, from 0. */
  index: Scalars['Int']['output'];
  /** As if the row had been registered alone. */
  result: RegisterAttendeeResult;
};

/** Some rows cannot be registered, and `refusedRows: ABORT` asked for all or none. */
export type RegistrationsRefused = UserError & {
  __typename?: 'RegistrationsRefused';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
  /** The answers of the rows that are refused, in the order of the input. */
  refusedResults: Array<RegistrationRow>;
};

/** Who is to have no role on an event any more. */
export type RemoveCollaboratorInput = {
  /** The event. */
  eventId: Scalars['ID']['input'];
  /** From whom to take the role. */
  user: UserReference;
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `removeCollaborator` can answer. */
export type RemoveCollaboratorResult = CollaboratorNotFound | EventNotFound | LastOwner | PermissionDenied | RemoveCollaboratorSuccess;

/** The person has no role on the event any more. */
export type RemoveCollaboratorSuccess = {
  __typename?: 'RemoveCollaboratorSuccess';
  /** The event as it is now; null when you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the person. */
  removedUserId: Scalars['ID']['output'];
};

/** A new password for one that was forgotten. */
export type ResetPasswordInput = {
  /** The code that whoever runs the server gave. */
  code: Scalars['String']['input'];
  /** 8 to 200 characters of any kind; refused are those that are tried first: common and breached ones, and what is little more than the account's names or a word of the product. */
  newPassword: Scalars['String']['input'];
};

/** What `resetPassword` can answer. */
export type ResetPasswordResult = InvalidInput | InvalidResetCode | ResetPasswordSuccess;

/** The password is the new one, and nobody is signed in with it yet. */
export type ResetPasswordSuccess = {
  __typename?: 'ResetPasswordSuccess';
  /** How many sessions were ended. */
  endedSessionsCount: Scalars['Int']['output'];
};

/** What someone may do with an event. Each role may do all that those before it may. */
export type Role =
  /** Also changes it and manages its attendees. */
  | 'EDITOR'
  /** Also shares it, calls it off and deletes it. */
  | 'OWNER'
  /** Reads the event, its attendees and its history. */
  | 'VIEWER';

/** The role that someone has on an event was changed. For that person and the owners. */
export type RoleChangedNotification = Node & Notification & {
  __typename?: 'RoleChangedNotification';
  /** Who did it; null for nobody with an account, for an account that is gone, and where that is not for you to know. */
  actor?: Maybe<User>;
  /** When it happened, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** The event as it is now; null when it was deleted, or you may not see it any more. */
  event?: Maybe<Event>;
  /** The id of the event, which may be deleted meanwhile. */
  eventId: Scalars['ID']['output'];
  /** What the event was called after it happened. */
  eventName: Scalars['String']['output'];
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** What it was. */
  previousRole: Role;
  /** When you marked it as read, spelled in `timezone`, or else in your own zone or UTC; null while it is unread. What you did yourself counts as read. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it became. */
  role: Role;
  /** Whose role it is; null when the account is gone. */
  user?: Maybe<User>;
};


/** The role that someone has on an event was changed. For that person and the owners. */
export type RoleChangedNotificationCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** The role that someone has on an event was changed. For that person and the owners. */
export type RoleChangedNotificationReadAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** What an event is to become again. */
export type RollbackEventInput = {
  /** The event to change. */
  eventId: Scalars['ID']['input'];
  /** The version the decision was made from. When the event has moved on, the change is refused. */
  expectedVersion: Scalars['Int']['input'];
  /** Why, for the history; up to 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The version to go back to. Where the two differ in `status`, this needs the role that `cancelEvent` needs. */
  toVersion: Scalars['Int']['input'];
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `rollbackEvent` can answer. */
export type RollbackEventResult = CapacityBelowConfirmed | EventCancelled | EventNotFound | InvalidInput | PermissionDenied | RollbackEventSuccess | ScheduleConflict | VersionConflict | VersionNotFound;

/** The event is again what it was, at a new version. */
export type RollbackEventSuccess = {
  __typename?: 'RollbackEventSuccess';
  /** The event as it is now. */
  event: Event;
  /** Those whom the change gave a seat, in the order in which they waited; null when you may not read the attendees. */
  promotedAttendees?: Maybe<Array<Attendee>>;
};

/** An owner would have two events at once. Events that touch do not conflict, nor do those that were called off, nor those with `allowOverlap`. */
export type ScheduleConflict = UserError & {
  __typename?: 'ScheduleConflict';
  /** The events in the way that you may see, soonest first, at most 100. */
  conflictingEvents: Array<Event>;
  /** Indexes in `events` of the other new events that are in its way, in their order; empty where several events were not to be created. */
  conflictingIndexes: Array<Scalars['Int']['output']>;
  /** How many others are in the way: those that you may not see, and those beyond the 100. */
  hiddenCount: Scalars['Int']['output'];
  /** Where several events were to be created: the index in `events` of the first that has a conflict, from 0. Else null. */
  index?: Maybe<Scalars['Int']['output']>;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The seats of an event are taken otherwise than before. */
export type SeatsChanged = {
  __typename?: 'SeatsChanged';
  /** The event, with its counts as they are now. */
  event: Event;
};

/** What `seatsChanged` tells. */
export type SeatsChangedResult = EventNotFound | SeatsChanged;

/** The account has a second factor: turn it off to have another. */
export type SecondFactorAlreadyOn = UserError & {
  __typename?: 'SecondFactorAlreadyOn';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** No second factor was begun, or longer than half an hour ago. */
export type SecondFactorNotBegun = UserError & {
  __typename?: 'SecondFactorNotBegun';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The account has no second factor. */
export type SecondFactorNotOn = UserError & {
  __typename?: 'SecondFactorNotOn';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The password is right, and the account has a second factor: try again with its `code`. */
export type SecondFactorRequired = UserError & {
  __typename?: 'SecondFactorRequired';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** Where somebody is signed in: begun by `signUp`, `signIn` or `changePassword`. Only they see it. */
export type Session = Node & {
  __typename?: 'Session';
  /** When it began, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** Whether it is the one that this request is sent in. */
  current: Scalars['Boolean']['output'];
  /** When it ends if nobody refreshes it, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  expiresAt: Scalars['DateTime']['output'];
  /** Opaque, global, stable; it proves nothing. */
  id: Scalars['ID']['output'];
  /** When its tokens were refreshed last, spelled in `timezone`, or else in your own zone or UTC; null: not since it began. */
  refreshedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** Where somebody is signed in: begun by `signUp`, `signIn` or `changePassword`. Only they see it. */
export type SessionCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** Where somebody is signed in: begun by `signUp`, `signIn` or `changePassword`. Only they see it. */
export type SessionExpiresAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** Where somebody is signed in: begun by `signUp`, `signIn` or `changePassword`. Only they see it. */
export type SessionRefreshedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** A page of sessions. */
export type SessionConnection = {
  __typename?: 'SessionConnection';
  /** The sessions of the page, each with its cursor. */
  edges: Array<SessionEdge>;
  /** The sessions of the page. */
  nodes: Array<Session>;
  /** Where the page lies in the list. */
  pageInfo: PageInfo;
  /** How many sessions the list has on all its pages. Counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A session on a page. */
export type SessionEdge = {
  __typename?: 'SessionEdge';
  /** Opaque; stays valid. */
  cursor: Scalars['String']['output'];
  /** The session. */
  node: Session;
};

/** You have no such session, or it has ended already. */
export type SessionNotFound = UserError & {
  __typename?: 'SessionNotFound';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** Who is to have which role on an event. */
export type ShareEventInput = {
  /** The event to share. */
  eventId: Scalars['ID']['input'];
  /** A text of your own, up to 200 characters. A repetition within 24 hours gets the first answer and writes nothing. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 100 people, nobody twice. */
  people: Array<NewCollaboratorInput>;
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `shareEvent` can answer. */
export type ShareEventResult = AlreadyCollaborators | EventNotFound | IdempotencyKeyReused | InvalidInput | PermissionDenied | ScheduleConflict | ShareEventSuccess | UsersNotFound;

/** The people have the roles. */
export type ShareEventSuccess = {
  __typename?: 'ShareEventSuccess';
  /** The people, in the order of the input. */
  collaborators: Array<Collaborator>;
  /** The event as it is now. */
  event: Event;
};

/** Who signs in. */
export type SignInInput = {
  /** A code of the second factor, or a recovery code: needed where the account has one. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** The password. */
  password: Scalars['String']['input'];
  /** The username or the email, in any case. */
  usernameOrEmail: Scalars['String']['input'];
};

/** What `signIn` can answer. */
export type SignInResult = InvalidCredentials | InvalidSecondFactor | SecondFactorRequired | SignInSuccess;

/** The person is signed in. */
export type SignInSuccess = {
  __typename?: 'SignInSuccess';
  /** Sent as `Authorization: Bearer …`, it makes a request that user's. */
  accessToken: Scalars['String']['output'];
  /** When the access token stops working, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** For `refreshSession`, once. It cannot be read again. */
  refreshToken: Scalars['String']['output'];
  /** Whether a second factor is demanded here and the account has none: until `confirmSecondFactor` it may do nothing else, and reads what nobody in particular reads. */
  secondFactorMissing: Scalars['Boolean']['output'];
  /** Who signed in. */
  user: User;
};


/** The person is signed in. */
export type SignInSuccessAccessTokenExpiresAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** Which sessions to end. */
export type SignOutInput = {
  /** All of one's sessions, and not only this one. */
  everywhere: Scalars['Boolean']['input'];
};

/** What `signOut` can answer. */
export type SignOutResult = SignOutSuccess;

/** The sessions have ended. */
export type SignOutSuccess = {
  __typename?: 'SignOutSuccess';
  /** How many sessions were ended. */
  endedSessionsCount: Scalars['Int']['output'];
};

/** A new account. */
export type SignUpInput = {
  /** Email address (RFC 5321), up to 254 characters; unique, case ignored. */
  email: Scalars['String']['input'];
  /** A text of your own, up to 200 characters, which nobody can guess. A repetition within 24 hours gets the first answer and writes nothing, as long as the session that it began goes on and the account has no second factor; after that, the answer is `UsernameTaken`. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** 8 to 200 characters of any kind; refused are those that are tried first: common and breached ones, and what is little more than the account's names or a word of the product. */
  password: Scalars['String']['input'];
  /** The zone in which times are spelled that name none. */
  timezone: Scalars['TimeZone']['input'];
  /** 3 to 32 letters (A to Z), digits, `_`, `.` and `-`; unique, case ignored. */
  username: Scalars['String']['input'];
};

/** What `signUp` can answer. */
export type SignUpResult = EmailTaken | IdempotencyKeyReused | InvalidInput | SignUpSuccess | UsernameTaken;

/** The account is there, and signed in. */
export type SignUpSuccess = {
  __typename?: 'SignUpSuccess';
  /** Sent as `Authorization: Bearer …`, it makes a request that user's. */
  accessToken: Scalars['String']['output'];
  /** When the access token stops working, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** For `refreshSession`, once. It cannot be read again. */
  refreshToken: Scalars['String']['output'];
  /** Whether a second factor is demanded here and the account has none: until `confirmSecondFactor` it may do nothing else, and reads what nobody in particular reads. */
  secondFactorMissing: Scalars['Boolean']['output'];
  /** The new account. */
  user: User;
};


/** The account is there, and signed in. */
export type SignUpSuccessAccessTokenExpiresAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** A change of `STATUS`. */
export type StatusChange = FieldChange & {
  __typename?: 'StatusChange';
  /** The field. */
  field: EventField;
  /** What it became. */
  statusAfter: EventStatus;
  /** What it was. */
  statusBefore: EventStatus;
};

/**
 * What can be followed, over a WebSocket at the same path (`graphql-transport-ws`); sign in with
 * `connectionParams: { authorization: "Bearer …" }` or `?token=…`. When the access token expires, the
 * socket is closed with code 4403: connect again with a fresh one.
 */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Each change of an event, once and in order: `EventChanged`. `EventNotFound` when there is no such
   * event, none that you may see, or not any more; nothing follows then.
   */
  eventChanged: EventChangedResult;
  /**
   * Your notifications, each once and in order: first those stored after `after`, then those that come.
   * `UNAUTHENTICATED` when nobody is signed in, and when your session ends on the way.
   */
  notificationReceived: NotificationEdge;
  /**
   * How the seats of an event stand: at once, and then each time they stand otherwise, at most four
   * times a second, however many people register. `EventNotFound` as for `eventChanged`.
   */
  seatsChanged: SeatsChangedResult;
};


/**
 * What can be followed, over a WebSocket at the same path (`graphql-transport-ws`); sign in with
 * `connectionParams: { authorization: "Bearer …" }` or `?token=…`. When the access token expires, the
 * socket is closed with code 4403: connect again with a fresh one.
 */
export type SubscriptionEventChangedArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
};


/**
 * What can be followed, over a WebSocket at the same path (`graphql-transport-ws`); sign in with
 * `connectionParams: { authorization: "Bearer …" }` or `?token=…`. When the access token expires, the
 * socket is closed with code 4403: connect again with a fresh one.
 */
export type SubscriptionNotificationReceivedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  includeOwn: Scalars['Boolean']['input'];
};


/**
 * What can be followed, over a WebSocket at the same path (`graphql-transport-ws`); sign in with
 * `connectionParams: { authorization: "Bearer …" }` or `?token=…`. When the access token expires, the
 * socket is closed with code 4403: connect again with a fresh one.
 */
export type SubscriptionSeatsChangedArgs = {
  eventId: Scalars['ID']['input'];
};

/** A change of `NAME`, `DESCRIPTION` or `LOCATION`. */
export type TextChange = FieldChange & {
  __typename?: 'TextChange';
  /** The field. */
  field: EventField;
  /** What it became. */
  textAfter: Scalars['String']['output'];
  /** What it was. */
  textBefore: Scalars['String']['output'];
};

/** The ticket is good, but not for this event. */
export type TicketForAnotherEvent = UserError & {
  __typename?: 'TicketForAnotherEvent';
  /** The event that the ticket is for. */
  event: Event;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** A ticket, by one of its names. */
export type TicketReference =
  /** The attendee's id. */
  { attendeeId: Scalars['ID']['input']; ticketCode?: never; }
  |  /** The code on the ticket (`Attendee.ticketCode`). */
  { attendeeId?: never; ticketCode: Scalars['String']['input']; };

/** A change of `STARTS_AT` or `ENDS_AT`. */
export type TimeChange = FieldChange & {
  __typename?: 'TimeChange';
  /** The field. */
  field: EventField;
  /** What it became, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  timeAfter: Scalars['DateTime']['output'];
  /** What it was, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  timeBefore: Scalars['DateTime']['output'];
};


/** A change of `STARTS_AT` or `ENDS_AT`. */
export type TimeChangeTimeAfterArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** A change of `STARTS_AT` or `ENDS_AT`. */
export type TimeChangeTimeBeforeArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};

/** A change of `TIMEZONE`. */
export type TimeZoneChange = FieldChange & {
  __typename?: 'TimeZoneChange';
  /** The field. */
  field: EventField;
  /** What it became. */
  timezoneAfter: Scalars['TimeZone']['output'];
  /** What it was. */
  timezoneBefore: Scalars['TimeZone']['output'];
};

/** Who is to be the owner of an event. */
export type TransferOwnershipInput = {
  /** The event. */
  eventId: Scalars['ID']['input'];
  /** The new owner, who needs no role on the event before. */
  user: UserReference;
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `transferOwnership` can answer. */
export type TransferOwnershipResult = EventNotFound | PermissionDenied | ScheduleConflict | TransferOwnershipSuccess | UsersNotFound;

/** The person is an owner of the event. */
export type TransferOwnershipSuccess = {
  __typename?: 'TransferOwnershipSuccess';
  /** The event as it is now. */
  event: Event;
};

/** Who wants no second factor any more. */
export type TurnOffSecondFactorInput = {
  /** A code of the second factor, or a recovery code. */
  code: Scalars['String']['input'];
  /** The account's password. */
  currentPassword: Scalars['String']['input'];
};

/** What `turnOffSecondFactor` can answer. */
export type TurnOffSecondFactorResult = InvalidCredentials | InvalidSecondFactor | SecondFactorNotOn | TurnOffSecondFactorSuccess;

/** The account has no second factor any more. */
export type TurnOffSecondFactorSuccess = {
  __typename?: 'TurnOffSecondFactorSuccess';
  /** How many other sessions were ended. */
  endedSessionsCount: Scalars['Int']['output'];
};

/** Whose check-in was a mistake. */
export type UndoCheckInInput = {
  /** The ticket. */
  ticket: TicketReference;
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `undoCheckIn` can answer. */
export type UndoCheckInResult = AttendeeNotFound | NotCheckedIn | PermissionDenied | UndoCheckInSuccess;

/** The person counts as not let in. */
export type UndoCheckInSuccess = {
  __typename?: 'UndoCheckInSuccess';
  /** The registration as it is now. */
  attendee: Attendee;
};

/** Someone who has no account. */
export type UnknownPerson = {
  __typename?: 'UnknownPerson';
  /** Index among the people of the input, from 0. */
  index: Scalars['Int']['output'];
  /** The id, username or email by which the input named them. */
  name: Scalars['String']['output'];
};

/** A change of someone's role on an event. */
export type UpdateCollaboratorInput = {
  /** The event. */
  eventId: Scalars['ID']['input'];
  /** What they may do with the event from now on. */
  role: Role;
  /** Whose role is to change. */
  user: UserReference;
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `updateCollaborator` can answer. */
export type UpdateCollaboratorResult = CollaboratorNotFound | EventNotFound | LastOwner | PermissionDenied | ScheduleConflict | UpdateCollaboratorSuccess;

/** The person has the role. */
export type UpdateCollaboratorSuccess = {
  __typename?: 'UpdateCollaboratorSuccess';
  /** The person, as they are now. */
  collaborator: Collaborator;
  /** The event as it is now. */
  event: Event;
};

/** A change of an event. A field left out or null stays as it is. */
export type UpdateEventInput = {
  /** Whether it may overlap with other events of its owners. */
  allowOverlap?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which instant a local time means that happens twice. */
  ambiguousTime: AmbiguousTime;
  /** Seats, 1 to 1,000,000, and not below the number confirmed. Raised, those who wait get the new seats. */
  capacity?: InputMaybe<Scalars['Int']['input']>;
  /** Up to 10,000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** New end, after the start. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The version the change was made from. When the event has moved on, the change is refused. */
  expectedVersion: Scalars['Int']['input'];
  /** The event to change. */
  id: Scalars['ID']['input'];
  /** 1 to 200 characters, not only blanks. */
  location?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 200 characters, not only blanks. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the history; up to 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** New start, in the future. */
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** New zone. Changed alone, the event keeps its wall clock and moves to the new zone's instant. */
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
  /** Who may see it. */
  visibility?: InputMaybe<EventVisibility>;
};

/** What `updateEvent` can answer. */
export type UpdateEventResult = CapacityBelowConfirmed | EventCancelled | EventNotFound | InvalidInput | PermissionDenied | ScheduleConflict | UpdateEventSuccess | VersionConflict;

/** The event was changed. */
export type UpdateEventSuccess = {
  __typename?: 'UpdateEventSuccess';
  /** The event as it is now. */
  event: Event;
  /** Those whom the change gave a seat, in the order in which they waited; null when you may not read the attendees. */
  promotedAttendees?: Maybe<Array<Attendee>>;
};

/** A change of one's own account. A field left out or null stays as it is. */
export type UpdateProfileInput = {
  /** A code of the second factor, or a recovery code: needed where the account has one and the username or the email is to be another. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** The account's password: needed when the username or the email is to be another. */
  currentPassword?: InputMaybe<Scalars['String']['input']>;
  /** Email address (RFC 5321), up to 254 characters; unique, case ignored. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The zone in which times are spelled that name none. */
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
  /** 3 to 32 letters (A to Z), digits, `_`, `.` and `-`; unique, case ignored. */
  username?: InputMaybe<Scalars['String']['input']>;
};

/** What `updateProfile` can answer. */
export type UpdateProfileResult = EmailTaken | InvalidCredentials | InvalidInput | InvalidSecondFactor | SecondFactorRequired | UpdateProfileSuccess | UsernameTaken;

/** The account was changed. */
export type UpdateProfileSuccess = {
  __typename?: 'UpdateProfileSuccess';
  /** The account as it is now. */
  user: User;
};

/** A person's account. */
export type User = Node & {
  __typename?: 'User';
  /** When the account was made, spelled in `timezone`; when omitted, in your own zone, else in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** As it was sent; unique, case ignored. Null unless it is your own, or you are an administrator. */
  email?: Maybe<Scalars['String']['output']>;
  /** The events on which they have a role, whatever their status and start, soonest first. Null unless it is your own account. */
  events?: Maybe<EventConnection>;
  /** Opaque, global, stable. */
  id: Scalars['ID']['output'];
  /** What they should learn of, newest first. Null unless it is your own account. */
  notifications?: Maybe<NotificationConnection>;
  /** What the account may do beyond its roles on events. Null unless it is your own, or you are an administrator. */
  role?: Maybe<UserRole>;
  /** Since when signing in takes a second factor, spelled in `timezone`, or else in your own zone or UTC; null: it does not. Null unless it is your own account, or you are an administrator. */
  secondFactorSince?: Maybe<Scalars['DateTime']['output']>;
  /** Where they are signed in, the newest session first; those that have ended are not there. Null unless it is your own account. */
  sessions?: Maybe<SessionConnection>;
  /** The zone in which times are spelled that name none. Null unless it is your own, or you are an administrator. */
  timezone?: Maybe<Scalars['TimeZone']['output']>;
  /** How many of their notifications are not marked as read. Null unless it is your own account. */
  unreadCount?: Maybe<Scalars['Int']['output']>;
  /** 3 to 32 letters, digits, `_`, `.` and `-`; unique, case ignored. */
  username: Scalars['String']['output'];
};


/** A person's account. */
export type UserCreatedAtArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** A person's account. */
export type UserEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<EventOrder>;
  roles?: InputMaybe<Array<Role>>;
  startsBefore?: InputMaybe<Scalars['DateTime']['input']>;
  startsFrom?: InputMaybe<Scalars['DateTime']['input']>;
  statuses?: InputMaybe<Array<EventStatus>>;
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** A person's account. */
export type UserNotificationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  includeOwn: Scalars['Boolean']['input'];
  last?: InputMaybe<Scalars['Int']['input']>;
  unreadOnly: Scalars['Boolean']['input'];
};


/** A person's account. */
export type UserSecondFactorSinceArgs = {
  timezone?: InputMaybe<Scalars['TimeZone']['input']>;
};


/** A person's account. */
export type UserSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A refusal: nothing was written. `__typename` is its code, the other fields are the facts needed to act on it. */
export type UserError = {
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** Someone with an account, by one of their names. */
export type UserReference =
  /** Their email address, case ignored. */
  { email: Scalars['String']['input']; id?: never; username?: never; }
  |  /** The user's id. */
  { email?: never; id: Scalars['ID']['input']; username?: never; }
  |  /** Their username, case ignored. */
  { email?: never; id?: never; username: Scalars['String']['input']; };

/** What an account may do beyond its roles on events. */
export type UserRole =
  /** Everything, with every event. */
  | 'ADMIN'
  /** Nothing more. */
  | 'USER';

/** Another account has this username, case ignored. */
export type UsernameTaken = UserError & {
  __typename?: 'UsernameTaken';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** Some of the people have no account; nobody was given a role. */
export type UsersNotFound = UserError & {
  __typename?: 'UsersNotFound';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
  /** All of those people. */
  people: Array<UnknownPerson>;
};

/** The event was changed since `expectedVersion`. */
export type VersionConflict = UserError & {
  __typename?: 'VersionConflict';
  /** The fields in which it differs from what it was at `expectedVersion`; all of them when there is no such version. */
  changedFields: Array<EventField>;
  /** The event as it is now. */
  currentEvent: Event;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The event has no version of this number. */
export type VersionNotFound = UserError & {
  __typename?: 'VersionNotFound';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** A change of `VISIBILITY`. */
export type VisibilityChange = FieldChange & {
  __typename?: 'VisibilityChange';
  /** The field. */
  field: EventField;
  /** What it became. */
  visibilityAfter: EventVisibility;
  /** What it was. */
  visibilityBefore: EventVisibility;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  BeginSecondFactorResult:
    | ( BeginSecondFactorSuccess & { __typename: 'BeginSecondFactorSuccess' } )
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( SecondFactorAlreadyOn & { __typename: 'SecondFactorAlreadyOn' } )
  ;
  CancelEventResult:
    | ( Omit<CancelEventSuccess, 'event'> & { event: _RefType['Event'] } & { __typename: 'CancelEventSuccess' } )
    | ( EventCancelled & { __typename: 'EventCancelled' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<VersionConflict, 'currentEvent'> & { currentEvent: _RefType['Event'] } & { __typename: 'VersionConflict' } )
  ;
  CancelRegistrationResult:
    | ( AttendeeNotFound & { __typename: 'AttendeeNotFound' } )
    | ( Omit<CancelRegistrationSuccess, 'attendee' | 'promotedAttendee'> & { attendee: _RefType['Attendee'], promotedAttendee?: Maybe<_RefType['Attendee']> } & { __typename: 'CancelRegistrationSuccess' } )
    | ( EventStartedModel & { __typename: 'EventStarted' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( RegistrationCancelledModel & { __typename: 'RegistrationCancelled' } )
  ;
  ChangePasswordResult:
    | ( OpenSessionModel & { __typename: 'ChangePasswordSuccess' } )
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( InvalidSecondFactor & { __typename: 'InvalidSecondFactor' } )
    | ( SecondFactorRequired & { __typename: 'SecondFactorRequired' } )
  ;
  CheckInAttendeeResult:
    | ( AlreadyCheckedInModel & { __typename: 'AlreadyCheckedIn' } )
    | ( AttendeeNotFound & { __typename: 'AttendeeNotFound' } )
    | ( Omit<CheckInAttendeeSuccess, 'attendee'> & { attendee: _RefType['Attendee'] } & { __typename: 'CheckInAttendeeSuccess' } )
    | ( EventCancelled & { __typename: 'EventCancelled' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotConfirmed & { __typename: 'NotConfirmed' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<TicketForAnotherEvent, 'event'> & { event: _RefType['Event'] } & { __typename: 'TicketForAnotherEvent' } )
  ;
  ClaimEventResult:
    | ( Omit<ClaimEventSuccess, 'event'> & { event: _RefType['Event'] } & { __typename: 'ClaimEventSuccess' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<_RefType['Event']> } & { __typename: 'ScheduleConflict' } )
  ;
  ConfirmSecondFactorResult:
    | ( ConfirmSecondFactorSuccess & { __typename: 'ConfirmSecondFactorSuccess' } )
    | ( InvalidSecondFactor & { __typename: 'InvalidSecondFactor' } )
    | ( SecondFactorAlreadyOn & { __typename: 'SecondFactorAlreadyOn' } )
    | ( SecondFactorNotBegun & { __typename: 'SecondFactorNotBegun' } )
  ;
  CreateEventResult:
    | ( Omit<CreateEventSuccess, 'event'> & { event: _RefType['Event'] } & { __typename: 'CreateEventSuccess' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<_RefType['Event']> } & { __typename: 'ScheduleConflict' } )
  ;
  CreateEventsResult:
    | ( Omit<CreateEventsSuccess, 'results'> & { results: Array<_RefType['CreateEventSuccess']> } & { __typename: 'CreateEventsSuccess' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<_RefType['Event']> } & { __typename: 'ScheduleConflict' } )
  ;
  DeleteEventResult:
    | ( DeleteEventSuccess & { __typename: 'DeleteEventSuccess' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
  ;
  EndSessionResult:
    | ( EndSessionSuccess & { __typename: 'EndSessionSuccess' } )
    | ( SessionNotFound & { __typename: 'SessionNotFound' } )
  ;
  EraseAccountResult:
    | ( EraseAccountSuccess & { __typename: 'EraseAccountSuccess' } )
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( InvalidSecondFactor & { __typename: 'InvalidSecondFactor' } )
    | ( Omit<LastOwner, 'events'> & { events: Array<_RefType['Event']> } & { __typename: 'LastOwner' } )
    | ( SecondFactorRequired & { __typename: 'SecondFactorRequired' } )
  ;
  EventChangedResult:
    | ( EventChangedModel & { __typename: 'EventChanged' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
  ;
  MarkNotificationsReadResult:
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( MarkNotificationsReadSuccess & { __typename: 'MarkNotificationsReadSuccess' } )
    | ( NotificationsNotFound & { __typename: 'NotificationsNotFound' } )
  ;
  RefreshSessionResult:
    | ( InvalidRefreshToken & { __typename: 'InvalidRefreshToken' } )
    | ( OpenSessionModel & { __typename: 'RefreshSessionSuccess' } )
  ;
  RegisterAttendeeResult:
    | ( Omit<AlreadyRegistered, 'attendee'> & { attendee?: Maybe<_RefType['Attendee']> } & { __typename: 'AlreadyRegistered' } )
    | ( EventCancelled & { __typename: 'EventCancelled' } )
    | ( EventFull & { __typename: 'EventFull' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( EventStartedModel & { __typename: 'EventStarted' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( Omit<RegisterAttendeeSuccess, 'attendee'> & { attendee?: Maybe<_RefType['Attendee']> } & { __typename: 'RegisterAttendeeSuccess' } )
    | ( RegistrationBusy & { __typename: 'RegistrationBusy' } )
  ;
  RegisterAttendeesResult:
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<RegisterAttendeesSuccess, 'results'> & { results: Array<_RefType['RegistrationRow']> } & { __typename: 'RegisterAttendeesSuccess' } )
    | ( Omit<RegistrationsRefused, 'refusedResults'> & { refusedResults: Array<_RefType['RegistrationRow']> } & { __typename: 'RegistrationsRefused' } )
  ;
  RemoveCollaboratorResult:
    | ( CollaboratorNotFound & { __typename: 'CollaboratorNotFound' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( Omit<LastOwner, 'events'> & { events: Array<_RefType['Event']> } & { __typename: 'LastOwner' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<RemoveCollaboratorSuccess, 'event'> & { event?: Maybe<_RefType['Event']> } & { __typename: 'RemoveCollaboratorSuccess' } )
  ;
  ResetPasswordResult:
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( InvalidResetCode & { __typename: 'InvalidResetCode' } )
    | ( ResetPasswordSuccess & { __typename: 'ResetPasswordSuccess' } )
  ;
  RollbackEventResult:
    | ( CapacityBelowConfirmed & { __typename: 'CapacityBelowConfirmed' } )
    | ( EventCancelled & { __typename: 'EventCancelled' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<RollbackEventSuccess, 'event' | 'promotedAttendees'> & { event: _RefType['Event'], promotedAttendees?: Maybe<Array<_RefType['Attendee']>> } & { __typename: 'RollbackEventSuccess' } )
    | ( Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<_RefType['Event']> } & { __typename: 'ScheduleConflict' } )
    | ( Omit<VersionConflict, 'currentEvent'> & { currentEvent: _RefType['Event'] } & { __typename: 'VersionConflict' } )
    | ( VersionNotFound & { __typename: 'VersionNotFound' } )
  ;
  SeatsChangedResult:
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( Omit<SeatsChanged, 'event'> & { event: _RefType['Event'] } & { __typename: 'SeatsChanged' } )
  ;
  ShareEventResult:
    | ( Omit<AlreadyCollaborators, 'collaborators'> & { collaborators: Array<_RefType['Collaborator']> } & { __typename: 'AlreadyCollaborators' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<_RefType['Event']> } & { __typename: 'ScheduleConflict' } )
    | ( Omit<ShareEventSuccess, 'collaborators' | 'event'> & { collaborators: Array<_RefType['Collaborator']>, event: _RefType['Event'] } & { __typename: 'ShareEventSuccess' } )
    | ( UsersNotFound & { __typename: 'UsersNotFound' } )
  ;
  SignInResult:
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( InvalidSecondFactor & { __typename: 'InvalidSecondFactor' } )
    | ( SecondFactorRequired & { __typename: 'SecondFactorRequired' } )
    | ( OpenSessionModel & { __typename: 'SignInSuccess' } )
  ;
  SignOutResult: ( SignOutSuccess & { __typename: 'SignOutSuccess' } );
  SignUpResult:
    | ( EmailTaken & { __typename: 'EmailTaken' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( OpenSessionModel & { __typename: 'SignUpSuccess' } )
    | ( UsernameTaken & { __typename: 'UsernameTaken' } )
  ;
  TransferOwnershipResult:
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<_RefType['Event']> } & { __typename: 'ScheduleConflict' } )
    | ( Omit<TransferOwnershipSuccess, 'event'> & { event: _RefType['Event'] } & { __typename: 'TransferOwnershipSuccess' } )
    | ( UsersNotFound & { __typename: 'UsersNotFound' } )
  ;
  TurnOffSecondFactorResult:
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( InvalidSecondFactor & { __typename: 'InvalidSecondFactor' } )
    | ( SecondFactorNotOn & { __typename: 'SecondFactorNotOn' } )
    | ( TurnOffSecondFactorSuccess & { __typename: 'TurnOffSecondFactorSuccess' } )
  ;
  UndoCheckInResult:
    | ( AttendeeNotFound & { __typename: 'AttendeeNotFound' } )
    | ( NotCheckedIn & { __typename: 'NotCheckedIn' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<UndoCheckInSuccess, 'attendee'> & { attendee: _RefType['Attendee'] } & { __typename: 'UndoCheckInSuccess' } )
  ;
  UpdateCollaboratorResult:
    | ( CollaboratorNotFound & { __typename: 'CollaboratorNotFound' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( Omit<LastOwner, 'events'> & { events: Array<_RefType['Event']> } & { __typename: 'LastOwner' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<_RefType['Event']> } & { __typename: 'ScheduleConflict' } )
    | ( Omit<UpdateCollaboratorSuccess, 'collaborator' | 'event'> & { collaborator: _RefType['Collaborator'], event: _RefType['Event'] } & { __typename: 'UpdateCollaboratorSuccess' } )
  ;
  UpdateEventResult:
    | ( CapacityBelowConfirmed & { __typename: 'CapacityBelowConfirmed' } )
    | ( EventCancelled & { __typename: 'EventCancelled' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<_RefType['Event']> } & { __typename: 'ScheduleConflict' } )
    | ( Omit<UpdateEventSuccess, 'event' | 'promotedAttendees'> & { event: _RefType['Event'], promotedAttendees?: Maybe<Array<_RefType['Attendee']>> } & { __typename: 'UpdateEventSuccess' } )
    | ( Omit<VersionConflict, 'currentEvent'> & { currentEvent: _RefType['Event'] } & { __typename: 'VersionConflict' } )
  ;
  UpdateProfileResult:
    | ( EmailTaken & { __typename: 'EmailTaken' } )
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( InvalidSecondFactor & { __typename: 'InvalidSecondFactor' } )
    | ( SecondFactorRequired & { __typename: 'SecondFactorRequired' } )
    | ( Omit<UpdateProfileSuccess, 'user'> & { user: _RefType['User'] } & { __typename: 'UpdateProfileSuccess' } )
    | ( UsernameTaken & { __typename: 'UsernameTaken' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  FieldChange:
    | ( BooleanChange & { __typename: 'BooleanChange' } )
    | ( IntChange & { __typename: 'IntChange' } )
    | ( LocalTimeChange & { __typename: 'LocalTimeChange' } )
    | ( StatusChange & { __typename: 'StatusChange' } )
    | ( TextChange & { __typename: 'TextChange' } )
    | ( TimeChangeModel & { __typename: 'TimeChange' } )
    | ( TimeZoneChange & { __typename: 'TimeZoneChange' } )
    | ( VisibilityChange & { __typename: 'VisibilityChange' } )
  ;
  Node:
    | ( NotificationModel & { __typename: 'AccessRevokedNotification' } )
    | ( AttendeeModel & { __typename: 'Attendee' } )
    | ( NotificationModel & { __typename: 'AttendeesPromotedNotification' } )
    | ( EventRow & { __typename: 'Event' } )
    | ( NotificationModel & { __typename: 'EventCancelledNotification' } )
    | ( NotificationModel & { __typename: 'EventCreatedNotification' } )
    | ( NotificationModel & { __typename: 'EventDeletedNotification' } )
    | ( NotificationModel & { __typename: 'EventRolledBackNotification' } )
    | ( NotificationModel & { __typename: 'EventSharedNotification' } )
    | ( NotificationModel & { __typename: 'EventUpdatedNotification' } )
    | ( NotificationModel & { __typename: 'RoleChangedNotification' } )
    | ( SessionRow & { __typename: 'Session' } )
    | ( UserRow & { __typename: 'User' } )
  ;
  Notification:
    | ( NotificationModel & { __typename: 'AccessRevokedNotification' } )
    | ( NotificationModel & { __typename: 'AttendeesPromotedNotification' } )
    | ( NotificationModel & { __typename: 'EventCancelledNotification' } )
    | ( NotificationModel & { __typename: 'EventCreatedNotification' } )
    | ( NotificationModel & { __typename: 'EventDeletedNotification' } )
    | ( NotificationModel & { __typename: 'EventRolledBackNotification' } )
    | ( NotificationModel & { __typename: 'EventSharedNotification' } )
    | ( NotificationModel & { __typename: 'EventUpdatedNotification' } )
    | ( NotificationModel & { __typename: 'RoleChangedNotification' } )
  ;
  UserError:
    | ( AlreadyCheckedInModel & { __typename: 'AlreadyCheckedIn' } )
    | ( Omit<AlreadyCollaborators, 'collaborators'> & { collaborators: Array<_RefType['Collaborator']> } & { __typename: 'AlreadyCollaborators' } )
    | ( Omit<AlreadyRegistered, 'attendee'> & { attendee?: Maybe<_RefType['Attendee']> } & { __typename: 'AlreadyRegistered' } )
    | ( AttendeeNotFound & { __typename: 'AttendeeNotFound' } )
    | ( CapacityBelowConfirmed & { __typename: 'CapacityBelowConfirmed' } )
    | ( CollaboratorNotFound & { __typename: 'CollaboratorNotFound' } )
    | ( EmailTaken & { __typename: 'EmailTaken' } )
    | ( EventCancelled & { __typename: 'EventCancelled' } )
    | ( EventFull & { __typename: 'EventFull' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( EventStartedModel & { __typename: 'EventStarted' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( InvalidRefreshToken & { __typename: 'InvalidRefreshToken' } )
    | ( InvalidResetCode & { __typename: 'InvalidResetCode' } )
    | ( InvalidSecondFactor & { __typename: 'InvalidSecondFactor' } )
    | ( Omit<LastOwner, 'events'> & { events: Array<_RefType['Event']> } & { __typename: 'LastOwner' } )
    | ( NotCheckedIn & { __typename: 'NotCheckedIn' } )
    | ( NotConfirmed & { __typename: 'NotConfirmed' } )
    | ( NotificationsNotFound & { __typename: 'NotificationsNotFound' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( RegistrationBusy & { __typename: 'RegistrationBusy' } )
    | ( RegistrationCancelledModel & { __typename: 'RegistrationCancelled' } )
    | ( Omit<RegistrationsRefused, 'refusedResults'> & { refusedResults: Array<_RefType['RegistrationRow']> } & { __typename: 'RegistrationsRefused' } )
    | ( Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<_RefType['Event']> } & { __typename: 'ScheduleConflict' } )
    | ( SecondFactorAlreadyOn & { __typename: 'SecondFactorAlreadyOn' } )
    | ( SecondFactorNotBegun & { __typename: 'SecondFactorNotBegun' } )
    | ( SecondFactorNotOn & { __typename: 'SecondFactorNotOn' } )
    | ( SecondFactorRequired & { __typename: 'SecondFactorRequired' } )
    | ( SessionNotFound & { __typename: 'SessionNotFound' } )
    | ( Omit<TicketForAnotherEvent, 'event'> & { event: _RefType['Event'] } & { __typename: 'TicketForAnotherEvent' } )
    | ( UsernameTaken & { __typename: 'UsernameTaken' } )
    | ( UsersNotFound & { __typename: 'UsersNotFound' } )
    | ( Omit<VersionConflict, 'currentEvent'> & { currentEvent: _RefType['Event'] } & { __typename: 'VersionConflict' } )
    | ( VersionNotFound & { __typename: 'VersionNotFound' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessRevokedNotification: ResolverTypeWrapper<NotificationModel>;
  AlreadyCheckedIn: ResolverTypeWrapper<AlreadyCheckedInModel>;
  AlreadyCollaborators: ResolverTypeWrapper<Omit<AlreadyCollaborators, 'collaborators'> & { collaborators: Array<ResolversTypes['Collaborator']> }>;
  AlreadyRegistered: ResolverTypeWrapper<Omit<AlreadyRegistered, 'attendee'> & { attendee?: Maybe<ResolversTypes['Attendee']> }>;
  AmbiguousTime: AmbiguousTime;
  Attendee: ResolverTypeWrapper<AttendeeModel>;
  AttendeeConnection: ResolverTypeWrapper<AttendeeConnectionModel>;
  AttendeeEdge: ResolverTypeWrapper<Omit<AttendeeEdge, 'node'> & { node: ResolversTypes['Attendee'] }>;
  AttendeeFilter: AttendeeFilter;
  AttendeeNotFound: ResolverTypeWrapper<AttendeeNotFound>;
  AttendeeOrder: AttendeeOrder;
  AttendeeOrderField: AttendeeOrderField;
  AttendeeReference: AttendeeReference;
  AttendeeStatus: AttendeeStatus;
  AttendeesPromotedNotification: ResolverTypeWrapper<NotificationModel>;
  BeginSecondFactorInput: BeginSecondFactorInput;
  BeginSecondFactorResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['BeginSecondFactorResult']>;
  BeginSecondFactorSuccess: ResolverTypeWrapper<BeginSecondFactorSuccess>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BooleanChange: ResolverTypeWrapper<BooleanChange>;
  CancelEventInput: CancelEventInput;
  CancelEventResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelEventResult']>;
  CancelEventSuccess: ResolverTypeWrapper<Omit<CancelEventSuccess, 'event'> & { event: ResolversTypes['Event'] }>;
  CancelRegistrationInput: CancelRegistrationInput;
  CancelRegistrationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelRegistrationResult']>;
  CancelRegistrationSuccess: ResolverTypeWrapper<Omit<CancelRegistrationSuccess, 'attendee' | 'promotedAttendee'> & { attendee: ResolversTypes['Attendee'], promotedAttendee?: Maybe<ResolversTypes['Attendee']> }>;
  CapacityBelowConfirmed: ResolverTypeWrapper<CapacityBelowConfirmed>;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangePasswordResult']>;
  ChangePasswordSuccess: ResolverTypeWrapper<OpenSessionModel>;
  CheckInAttendeeInput: CheckInAttendeeInput;
  CheckInAttendeeResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CheckInAttendeeResult']>;
  CheckInAttendeeSuccess: ResolverTypeWrapper<Omit<CheckInAttendeeSuccess, 'attendee'> & { attendee: ResolversTypes['Attendee'] }>;
  ClaimEventInput: ClaimEventInput;
  ClaimEventResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ClaimEventResult']>;
  ClaimEventSuccess: ResolverTypeWrapper<Omit<ClaimEventSuccess, 'event'> & { event: ResolversTypes['Event'] }>;
  Collaborator: ResolverTypeWrapper<CollaboratorRow>;
  CollaboratorConnection: ResolverTypeWrapper<CollaboratorConnectionModel>;
  CollaboratorEdge: ResolverTypeWrapper<Omit<CollaboratorEdge, 'node'> & { node: ResolversTypes['Collaborator'] }>;
  CollaboratorNotFound: ResolverTypeWrapper<CollaboratorNotFound>;
  ConfirmSecondFactorInput: ConfirmSecondFactorInput;
  ConfirmSecondFactorResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ConfirmSecondFactorResult']>;
  ConfirmSecondFactorSuccess: ResolverTypeWrapper<ConfirmSecondFactorSuccess>;
  CreateEventInput: CreateEventInput;
  CreateEventResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateEventResult']>;
  CreateEventSuccess: ResolverTypeWrapper<Omit<CreateEventSuccess, 'event'> & { event: ResolversTypes['Event'] }>;
  CreateEventsInput: CreateEventsInput;
  CreateEventsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateEventsResult']>;
  CreateEventsSuccess: ResolverTypeWrapper<Omit<CreateEventsSuccess, 'results'> & { results: Array<ResolversTypes['CreateEventSuccess']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteEventInput: DeleteEventInput;
  DeleteEventResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteEventResult']>;
  DeleteEventSuccess: ResolverTypeWrapper<DeleteEventSuccess>;
  EmailTaken: ResolverTypeWrapper<EmailTaken>;
  EndSessionInput: EndSessionInput;
  EndSessionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EndSessionResult']>;
  EndSessionSuccess: ResolverTypeWrapper<EndSessionSuccess>;
  EraseAccountInput: EraseAccountInput;
  EraseAccountResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EraseAccountResult']>;
  EraseAccountSuccess: ResolverTypeWrapper<EraseAccountSuccess>;
  Event: ResolverTypeWrapper<EventRow>;
  EventCancelled: ResolverTypeWrapper<EventCancelled>;
  EventCancelledNotification: ResolverTypeWrapper<NotificationModel>;
  EventChanged: ResolverTypeWrapper<EventChangedModel>;
  EventChangedResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EventChangedResult']>;
  EventConnection: ResolverTypeWrapper<EventConnectionModel>;
  EventCreatedNotification: ResolverTypeWrapper<NotificationModel>;
  EventDeletedNotification: ResolverTypeWrapper<NotificationModel>;
  EventDiff: ResolverTypeWrapper<Omit<EventDiff, 'changes' | 'from' | 'to'> & { changes: Array<ResolversTypes['FieldChange']>, from: ResolversTypes['EventVersion'], to: ResolversTypes['EventVersion'] }>;
  EventEdge: ResolverTypeWrapper<Omit<EventEdge, 'node'> & { node: ResolversTypes['Event'] }>;
  EventField: EventField;
  EventFilter: EventFilter;
  EventFull: ResolverTypeWrapper<EventFull>;
  EventNotFound: ResolverTypeWrapper<EventNotFound>;
  EventOrder: EventOrder;
  EventOrderField: EventOrderField;
  EventRolledBackNotification: ResolverTypeWrapper<NotificationModel>;
  EventSharedNotification: ResolverTypeWrapper<NotificationModel>;
  EventStarted: ResolverTypeWrapper<EventStartedModel>;
  EventStatus: EventStatus;
  EventUpdatedNotification: ResolverTypeWrapper<NotificationModel>;
  EventVersion: ResolverTypeWrapper<EventVersionRow>;
  EventVersionConnection: ResolverTypeWrapper<VersionConnectionModel>;
  EventVersionEdge: ResolverTypeWrapper<Omit<EventVersionEdge, 'node'> & { node: ResolversTypes['EventVersion'] }>;
  EventVisibility: EventVisibility;
  FieldChange: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['FieldChange']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdempotencyKeyReused: ResolverTypeWrapper<IdempotencyKeyReused>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IntChange: ResolverTypeWrapper<IntChange>;
  InvalidCredentials: ResolverTypeWrapper<InvalidCredentials>;
  InvalidField: ResolverTypeWrapper<InvalidField>;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  InvalidRefreshToken: ResolverTypeWrapper<InvalidRefreshToken>;
  InvalidResetCode: ResolverTypeWrapper<InvalidResetCode>;
  InvalidSecondFactor: ResolverTypeWrapper<InvalidSecondFactor>;
  LastOwner: ResolverTypeWrapper<Omit<LastOwner, 'events'> & { events: Array<ResolversTypes['Event']> }>;
  LocalDateTime: ResolverTypeWrapper<Scalars['LocalDateTime']['output']>;
  LocalTimeChange: ResolverTypeWrapper<LocalTimeChange>;
  MarkNotificationsReadInput: MarkNotificationsReadInput;
  MarkNotificationsReadResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MarkNotificationsReadResult']>;
  MarkNotificationsReadSuccess: ResolverTypeWrapper<MarkNotificationsReadSuccess>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewAttendeeInput: NewAttendeeInput;
  NewCollaboratorInput: NewCollaboratorInput;
  NewEventInput: NewEventInput;
  Node: ResolverTypeWrapper<NodeModel>;
  NotCheckedIn: ResolverTypeWrapper<NotCheckedIn>;
  NotConfirmed: ResolverTypeWrapper<NotConfirmed>;
  Notification: ResolverTypeWrapper<NotificationModel>;
  NotificationConnection: ResolverTypeWrapper<NotificationConnectionModel>;
  NotificationEdge: ResolverTypeWrapper<Omit<NotificationEdge, 'node'> & { node: ResolversTypes['Notification'] }>;
  NotificationsNotFound: ResolverTypeWrapper<NotificationsNotFound>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PermissionDenied: ResolverTypeWrapper<PermissionDenied>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RefreshSessionResult']>;
  RefreshSessionSuccess: ResolverTypeWrapper<OpenSessionModel>;
  RefusedRows: RefusedRows;
  RegisterAttendeeInput: RegisterAttendeeInput;
  RegisterAttendeeResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterAttendeeResult']>;
  RegisterAttendeeSuccess: ResolverTypeWrapper<Omit<RegisterAttendeeSuccess, 'attendee'> & { attendee?: Maybe<ResolversTypes['Attendee']> }>;
  RegisterAttendeesInput: RegisterAttendeesInput;
  RegisterAttendeesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterAttendeesResult']>;
  RegisterAttendeesSuccess: ResolverTypeWrapper<Omit<RegisterAttendeesSuccess, 'results'> & { results: Array<ResolversTypes['RegistrationRow']> }>;
  RegistrationBusy: ResolverTypeWrapper<RegistrationBusy>;
  RegistrationCancelled: ResolverTypeWrapper<RegistrationCancelledModel>;
  RegistrationRow: ResolverTypeWrapper<Omit<RegistrationRow, 'result'> & { result: ResolversTypes['RegisterAttendeeResult'] }>;
  RegistrationsRefused: ResolverTypeWrapper<Omit<RegistrationsRefused, 'refusedResults'> & { refusedResults: Array<ResolversTypes['RegistrationRow']> }>;
  RemoveCollaboratorInput: RemoveCollaboratorInput;
  RemoveCollaboratorResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoveCollaboratorResult']>;
  RemoveCollaboratorSuccess: ResolverTypeWrapper<Omit<RemoveCollaboratorSuccess, 'event'> & { event?: Maybe<ResolversTypes['Event']> }>;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ResetPasswordResult']>;
  ResetPasswordSuccess: ResolverTypeWrapper<ResetPasswordSuccess>;
  Role: Role;
  RoleChangedNotification: ResolverTypeWrapper<NotificationModel>;
  RollbackEventInput: RollbackEventInput;
  RollbackEventResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RollbackEventResult']>;
  RollbackEventSuccess: ResolverTypeWrapper<Omit<RollbackEventSuccess, 'event' | 'promotedAttendees'> & { event: ResolversTypes['Event'], promotedAttendees?: Maybe<Array<ResolversTypes['Attendee']>> }>;
  ScheduleConflict: ResolverTypeWrapper<Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<ResolversTypes['Event']> }>;
  SeatsChanged: ResolverTypeWrapper<Omit<SeatsChanged, 'event'> & { event: ResolversTypes['Event'] }>;
  SeatsChangedResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SeatsChangedResult']>;
  SecondFactorAlreadyOn: ResolverTypeWrapper<SecondFactorAlreadyOn>;
  SecondFactorNotBegun: ResolverTypeWrapper<SecondFactorNotBegun>;
  SecondFactorNotOn: ResolverTypeWrapper<SecondFactorNotOn>;
  SecondFactorRequired: ResolverTypeWrapper<SecondFactorRequired>;
  Session: ResolverTypeWrapper<SessionRow>;
  SessionConnection: ResolverTypeWrapper<SessionConnectionModel>;
  SessionEdge: ResolverTypeWrapper<Omit<SessionEdge, 'node'> & { node: ResolversTypes['Session'] }>;
  SessionNotFound: ResolverTypeWrapper<SessionNotFound>;
  ShareEventInput: ShareEventInput;
  ShareEventResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ShareEventResult']>;
  ShareEventSuccess: ResolverTypeWrapper<Omit<ShareEventSuccess, 'collaborators' | 'event'> & { collaborators: Array<ResolversTypes['Collaborator']>, event: ResolversTypes['Event'] }>;
  SignInInput: SignInInput;
  SignInResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignInResult']>;
  SignInSuccess: ResolverTypeWrapper<OpenSessionModel>;
  SignOutInput: SignOutInput;
  SignOutResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignOutResult']>;
  SignOutSuccess: ResolverTypeWrapper<SignOutSuccess>;
  SignUpInput: SignUpInput;
  SignUpResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignUpResult']>;
  SignUpSuccess: ResolverTypeWrapper<OpenSessionModel>;
  StatusChange: ResolverTypeWrapper<StatusChange>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TextChange: ResolverTypeWrapper<TextChange>;
  TicketForAnotherEvent: ResolverTypeWrapper<Omit<TicketForAnotherEvent, 'event'> & { event: ResolversTypes['Event'] }>;
  TicketReference: TicketReference;
  TimeChange: ResolverTypeWrapper<TimeChangeModel>;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  TimeZoneChange: ResolverTypeWrapper<TimeZoneChange>;
  TransferOwnershipInput: TransferOwnershipInput;
  TransferOwnershipResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TransferOwnershipResult']>;
  TransferOwnershipSuccess: ResolverTypeWrapper<Omit<TransferOwnershipSuccess, 'event'> & { event: ResolversTypes['Event'] }>;
  TurnOffSecondFactorInput: TurnOffSecondFactorInput;
  TurnOffSecondFactorResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TurnOffSecondFactorResult']>;
  TurnOffSecondFactorSuccess: ResolverTypeWrapper<TurnOffSecondFactorSuccess>;
  UndoCheckInInput: UndoCheckInInput;
  UndoCheckInResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UndoCheckInResult']>;
  UndoCheckInSuccess: ResolverTypeWrapper<Omit<UndoCheckInSuccess, 'attendee'> & { attendee: ResolversTypes['Attendee'] }>;
  UnknownPerson: ResolverTypeWrapper<UnknownPerson>;
  UpdateCollaboratorInput: UpdateCollaboratorInput;
  UpdateCollaboratorResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateCollaboratorResult']>;
  UpdateCollaboratorSuccess: ResolverTypeWrapper<Omit<UpdateCollaboratorSuccess, 'collaborator' | 'event'> & { collaborator: ResolversTypes['Collaborator'], event: ResolversTypes['Event'] }>;
  UpdateEventInput: UpdateEventInput;
  UpdateEventResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateEventResult']>;
  UpdateEventSuccess: ResolverTypeWrapper<Omit<UpdateEventSuccess, 'event' | 'promotedAttendees'> & { event: ResolversTypes['Event'], promotedAttendees?: Maybe<Array<ResolversTypes['Attendee']>> }>;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfileResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateProfileResult']>;
  UpdateProfileSuccess: ResolverTypeWrapper<Omit<UpdateProfileSuccess, 'user'> & { user: ResolversTypes['User'] }>;
  User: ResolverTypeWrapper<UserRow>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  UserReference: UserReference;
  UserRole: UserRole;
  UsernameTaken: ResolverTypeWrapper<UsernameTaken>;
  UsersNotFound: ResolverTypeWrapper<UsersNotFound>;
  VersionConflict: ResolverTypeWrapper<Omit<VersionConflict, 'currentEvent'> & { currentEvent: ResolversTypes['Event'] }>;
  VersionNotFound: ResolverTypeWrapper<VersionNotFound>;
  VisibilityChange: ResolverTypeWrapper<VisibilityChange>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessRevokedNotification: NotificationModel;
  AlreadyCheckedIn: AlreadyCheckedInModel;
  AlreadyCollaborators: Omit<AlreadyCollaborators, 'collaborators'> & { collaborators: Array<ResolversParentTypes['Collaborator']> };
  AlreadyRegistered: Omit<AlreadyRegistered, 'attendee'> & { attendee?: Maybe<ResolversParentTypes['Attendee']> };
  Attendee: AttendeeModel;
  AttendeeConnection: AttendeeConnectionModel;
  AttendeeEdge: Omit<AttendeeEdge, 'node'> & { node: ResolversParentTypes['Attendee'] };
  AttendeeFilter: AttendeeFilter;
  AttendeeNotFound: AttendeeNotFound;
  AttendeeOrder: AttendeeOrder;
  AttendeeReference: AttendeeReference;
  AttendeesPromotedNotification: NotificationModel;
  BeginSecondFactorInput: BeginSecondFactorInput;
  BeginSecondFactorResult: ResolversUnionTypes<ResolversParentTypes>['BeginSecondFactorResult'];
  BeginSecondFactorSuccess: BeginSecondFactorSuccess;
  Boolean: Scalars['Boolean']['output'];
  BooleanChange: BooleanChange;
  CancelEventInput: CancelEventInput;
  CancelEventResult: ResolversUnionTypes<ResolversParentTypes>['CancelEventResult'];
  CancelEventSuccess: Omit<CancelEventSuccess, 'event'> & { event: ResolversParentTypes['Event'] };
  CancelRegistrationInput: CancelRegistrationInput;
  CancelRegistrationResult: ResolversUnionTypes<ResolversParentTypes>['CancelRegistrationResult'];
  CancelRegistrationSuccess: Omit<CancelRegistrationSuccess, 'attendee' | 'promotedAttendee'> & { attendee: ResolversParentTypes['Attendee'], promotedAttendee?: Maybe<ResolversParentTypes['Attendee']> };
  CapacityBelowConfirmed: CapacityBelowConfirmed;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordResult: ResolversUnionTypes<ResolversParentTypes>['ChangePasswordResult'];
  ChangePasswordSuccess: OpenSessionModel;
  CheckInAttendeeInput: CheckInAttendeeInput;
  CheckInAttendeeResult: ResolversUnionTypes<ResolversParentTypes>['CheckInAttendeeResult'];
  CheckInAttendeeSuccess: Omit<CheckInAttendeeSuccess, 'attendee'> & { attendee: ResolversParentTypes['Attendee'] };
  ClaimEventInput: ClaimEventInput;
  ClaimEventResult: ResolversUnionTypes<ResolversParentTypes>['ClaimEventResult'];
  ClaimEventSuccess: Omit<ClaimEventSuccess, 'event'> & { event: ResolversParentTypes['Event'] };
  Collaborator: CollaboratorRow;
  CollaboratorConnection: CollaboratorConnectionModel;
  CollaboratorEdge: Omit<CollaboratorEdge, 'node'> & { node: ResolversParentTypes['Collaborator'] };
  CollaboratorNotFound: CollaboratorNotFound;
  ConfirmSecondFactorInput: ConfirmSecondFactorInput;
  ConfirmSecondFactorResult: ResolversUnionTypes<ResolversParentTypes>['ConfirmSecondFactorResult'];
  ConfirmSecondFactorSuccess: ConfirmSecondFactorSuccess;
  CreateEventInput: CreateEventInput;
  CreateEventResult: ResolversUnionTypes<ResolversParentTypes>['CreateEventResult'];
  CreateEventSuccess: Omit<CreateEventSuccess, 'event'> & { event: ResolversParentTypes['Event'] };
  CreateEventsInput: CreateEventsInput;
  CreateEventsResult: ResolversUnionTypes<ResolversParentTypes>['CreateEventsResult'];
  CreateEventsSuccess: Omit<CreateEventsSuccess, 'results'> & { results: Array<ResolversParentTypes['CreateEventSuccess']> };
  DateTime: Scalars['DateTime']['output'];
  DeleteEventInput: DeleteEventInput;
  DeleteEventResult: ResolversUnionTypes<ResolversParentTypes>['DeleteEventResult'];
  DeleteEventSuccess: DeleteEventSuccess;
  EmailTaken: EmailTaken;
  EndSessionInput: EndSessionInput;
  EndSessionResult: ResolversUnionTypes<ResolversParentTypes>['EndSessionResult'];
  EndSessionSuccess: EndSessionSuccess;
  EraseAccountInput: EraseAccountInput;
  EraseAccountResult: ResolversUnionTypes<ResolversParentTypes>['EraseAccountResult'];
  EraseAccountSuccess: EraseAccountSuccess;
  Event: EventRow;
  EventCancelled: EventCancelled;
  EventCancelledNotification: NotificationModel;
  EventChanged: EventChangedModel;
  EventChangedResult: ResolversUnionTypes<ResolversParentTypes>['EventChangedResult'];
  EventConnection: EventConnectionModel;
  EventCreatedNotification: NotificationModel;
  EventDeletedNotification: NotificationModel;
  EventDiff: Omit<EventDiff, 'changes' | 'from' | 'to'> & { changes: Array<ResolversParentTypes['FieldChange']>, from: ResolversParentTypes['EventVersion'], to: ResolversParentTypes['EventVersion'] };
  EventEdge: Omit<EventEdge, 'node'> & { node: ResolversParentTypes['Event'] };
  EventFilter: EventFilter;
  EventFull: EventFull;
  EventNotFound: EventNotFound;
  EventOrder: EventOrder;
  EventRolledBackNotification: NotificationModel;
  EventSharedNotification: NotificationModel;
  EventStarted: EventStartedModel;
  EventUpdatedNotification: NotificationModel;
  EventVersion: EventVersionRow;
  EventVersionConnection: VersionConnectionModel;
  EventVersionEdge: Omit<EventVersionEdge, 'node'> & { node: ResolversParentTypes['EventVersion'] };
  FieldChange: ResolversInterfaceTypes<ResolversParentTypes>['FieldChange'];
  ID: Scalars['ID']['output'];
  IdempotencyKeyReused: IdempotencyKeyReused;
  Int: Scalars['Int']['output'];
  IntChange: IntChange;
  InvalidCredentials: InvalidCredentials;
  InvalidField: InvalidField;
  InvalidInput: InvalidInput;
  InvalidRefreshToken: InvalidRefreshToken;
  InvalidResetCode: InvalidResetCode;
  InvalidSecondFactor: InvalidSecondFactor;
  LastOwner: Omit<LastOwner, 'events'> & { events: Array<ResolversParentTypes['Event']> };
  LocalDateTime: Scalars['LocalDateTime']['output'];
  LocalTimeChange: LocalTimeChange;
  MarkNotificationsReadInput: MarkNotificationsReadInput;
  MarkNotificationsReadResult: ResolversUnionTypes<ResolversParentTypes>['MarkNotificationsReadResult'];
  MarkNotificationsReadSuccess: MarkNotificationsReadSuccess;
  Mutation: Record<PropertyKey, never>;
  NewAttendeeInput: NewAttendeeInput;
  NewCollaboratorInput: NewCollaboratorInput;
  NewEventInput: NewEventInput;
  Node: NodeModel;
  NotCheckedIn: NotCheckedIn;
  NotConfirmed: NotConfirmed;
  Notification: NotificationModel;
  NotificationConnection: NotificationConnectionModel;
  NotificationEdge: Omit<NotificationEdge, 'node'> & { node: ResolversParentTypes['Notification'] };
  NotificationsNotFound: NotificationsNotFound;
  PageInfo: PageInfo;
  PermissionDenied: PermissionDenied;
  Query: Record<PropertyKey, never>;
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionResult: ResolversUnionTypes<ResolversParentTypes>['RefreshSessionResult'];
  RefreshSessionSuccess: OpenSessionModel;
  RegisterAttendeeInput: RegisterAttendeeInput;
  RegisterAttendeeResult: ResolversUnionTypes<ResolversParentTypes>['RegisterAttendeeResult'];
  RegisterAttendeeSuccess: Omit<RegisterAttendeeSuccess, 'attendee'> & { attendee?: Maybe<ResolversParentTypes['Attendee']> };
  RegisterAttendeesInput: RegisterAttendeesInput;
  RegisterAttendeesResult: ResolversUnionTypes<ResolversParentTypes>['RegisterAttendeesResult'];
  RegisterAttendeesSuccess: Omit<RegisterAttendeesSuccess, 'results'> & { results: Array<ResolversParentTypes['RegistrationRow']> };
  RegistrationBusy: RegistrationBusy;
  RegistrationCancelled: RegistrationCancelledModel;
  RegistrationRow: Omit<RegistrationRow, 'result'> & { result: ResolversParentTypes['RegisterAttendeeResult'] };
  RegistrationsRefused: Omit<RegistrationsRefused, 'refusedResults'> & { refusedResults: Array<ResolversParentTypes['RegistrationRow']> };
  RemoveCollaboratorInput: RemoveCollaboratorInput;
  RemoveCollaboratorResult: ResolversUnionTypes<ResolversParentTypes>['RemoveCollaboratorResult'];
  RemoveCollaboratorSuccess: Omit<RemoveCollaboratorSuccess, 'event'> & { event?: Maybe<ResolversParentTypes['Event']> };
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordResult: ResolversUnionTypes<ResolversParentTypes>['ResetPasswordResult'];
  ResetPasswordSuccess: ResetPasswordSuccess;
  RoleChangedNotification: NotificationModel;
  RollbackEventInput: RollbackEventInput;
  RollbackEventResult: ResolversUnionTypes<ResolversParentTypes>['RollbackEventResult'];
  RollbackEventSuccess: Omit<RollbackEventSuccess, 'event' | 'promotedAttendees'> & { event: ResolversParentTypes['Event'], promotedAttendees?: Maybe<Array<ResolversParentTypes['Attendee']>> };
  ScheduleConflict: Omit<ScheduleConflict, 'conflictingEvents'> & { conflictingEvents: Array<ResolversParentTypes['Event']> };
  SeatsChanged: Omit<SeatsChanged, 'event'> & { event: ResolversParentTypes['Event'] };
  SeatsChangedResult: ResolversUnionTypes<ResolversParentTypes>['SeatsChangedResult'];
  SecondFactorAlreadyOn: SecondFactorAlreadyOn;
  SecondFactorNotBegun: SecondFactorNotBegun;
  SecondFactorNotOn: SecondFactorNotOn;
  SecondFactorRequired: SecondFactorRequired;
  Session: SessionRow;
  SessionConnection: SessionConnectionModel;
  SessionEdge: Omit<SessionEdge, 'node'> & { node: ResolversParentTypes['Session'] };
  SessionNotFound: SessionNotFound;
  ShareEventInput: ShareEventInput;
  ShareEventResult: ResolversUnionTypes<ResolversParentTypes>['ShareEventResult'];
  ShareEventSuccess: Omit<ShareEventSuccess, 'collaborators' | 'event'> & { collaborators: Array<ResolversParentTypes['Collaborator']>, event: ResolversParentTypes['Event'] };
  SignInInput: SignInInput;
  SignInResult: ResolversUnionTypes<ResolversParentTypes>['SignInResult'];
  SignInSuccess: OpenSessionModel;
  SignOutInput: SignOutInput;
  SignOutResult: ResolversUnionTypes<ResolversParentTypes>['SignOutResult'];
  SignOutSuccess: SignOutSuccess;
  SignUpInput: SignUpInput;
  SignUpResult: ResolversUnionTypes<ResolversParentTypes>['SignUpResult'];
  SignUpSuccess: OpenSessionModel;
  StatusChange: StatusChange;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  TextChange: TextChange;
  TicketForAnotherEvent: Omit<TicketForAnotherEvent, 'event'> & { event: ResolversParentTypes['Event'] };
  TicketReference: TicketReference;
  TimeChange: TimeChangeModel;
  TimeZone: Scalars['TimeZone']['output'];
  TimeZoneChange: TimeZoneChange;
  TransferOwnershipInput: TransferOwnershipInput;
  TransferOwnershipResult: ResolversUnionTypes<ResolversParentTypes>['TransferOwnershipResult'];
  TransferOwnershipSuccess: Omit<TransferOwnershipSuccess, 'event'> & { event: ResolversParentTypes['Event'] };
  TurnOffSecondFactorInput: TurnOffSecondFactorInput;
  TurnOffSecondFactorResult: ResolversUnionTypes<ResolversParentTypes>['TurnOffSecondFactorResult'];
  TurnOffSecondFactorSuccess: TurnOffSecondFactorSuccess;
  UndoCheckInInput: UndoCheckInInput;
  UndoCheckInResult: ResolversUnionTypes<ResolversParentTypes>['UndoCheckInResult'];
  UndoCheckInSuccess: Omit<UndoCheckInSuccess, 'attendee'> & { attendee: ResolversParentTypes['Attendee'] };
  UnknownPerson: UnknownPerson;
  UpdateCollaboratorInput: UpdateCollaboratorInput;
  UpdateCollaboratorResult: ResolversUnionTypes<ResolversParentTypes>['UpdateCollaboratorResult'];
  UpdateCollaboratorSuccess: Omit<UpdateCollaboratorSuccess, 'collaborator' | 'event'> & { collaborator: ResolversParentTypes['Collaborator'], event: ResolversParentTypes['Event'] };
  UpdateEventInput: UpdateEventInput;
  UpdateEventResult: ResolversUnionTypes<ResolversParentTypes>['UpdateEventResult'];
  UpdateEventSuccess: Omit<UpdateEventSuccess, 'event' | 'promotedAttendees'> & { event: ResolversParentTypes['Event'], promotedAttendees?: Maybe<Array<ResolversParentTypes['Attendee']>> };
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfileResult: ResolversUnionTypes<ResolversParentTypes>['UpdateProfileResult'];
  UpdateProfileSuccess: Omit<UpdateProfileSuccess, 'user'> & { user: ResolversParentTypes['User'] };
  User: UserRow;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  UserReference: UserReference;
  UsernameTaken: UsernameTaken;
  UsersNotFound: UsersNotFound;
  VersionConflict: Omit<VersionConflict, 'currentEvent'> & { currentEvent: ResolversParentTypes['Event'] };
  VersionNotFound: VersionNotFound;
  VisibilityChange: VisibilityChange;
};

export type AccessRevokedNotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccessRevokedNotification'] = ResolversParentTypes['AccessRevokedNotification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<AccessRevokedNotificationCreatedAtArgs>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  previousRole?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<AccessRevokedNotificationReadAtArgs>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AlreadyCheckedInResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AlreadyCheckedIn'] = ResolversParentTypes['AlreadyCheckedIn']> = {
  checkedInAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<AlreadyCheckedInCheckedInAtArgs>>;
  checkedInBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AlreadyCollaboratorsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AlreadyCollaborators'] = ResolversParentTypes['AlreadyCollaborators']> = {
  collaborators?: Resolver<Array<ResolversTypes['Collaborator']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AlreadyRegisteredResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AlreadyRegistered'] = ResolversParentTypes['AlreadyRegistered']> = {
  attendee?: Resolver<Maybe<ResolversTypes['Attendee']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttendeeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Attendee'] = ResolversParentTypes['Attendee']> = {
  cancelledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<AttendeeCancelledAtArgs>>;
  checkedInAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<AttendeeCheckedInAtArgs>>;
  checkedInBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  promotedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<AttendeePromotedAtArgs>>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<AttendeeRegisteredAtArgs>>;
  status?: Resolver<ResolversTypes['AttendeeStatus'], ParentType, ContextType>;
  ticketCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  waitlistRank?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttendeeConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AttendeeConnection'] = ResolversParentTypes['AttendeeConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AttendeeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Attendee']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AttendeeEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AttendeeEdge'] = ResolversParentTypes['AttendeeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Attendee'], ParentType, ContextType>;
};

export type AttendeeNotFoundResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AttendeeNotFound'] = ResolversParentTypes['AttendeeNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttendeesPromotedNotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AttendeesPromotedNotification'] = ResolversParentTypes['AttendeesPromotedNotification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  attendees?: Resolver<Maybe<Array<ResolversTypes['Attendee']>>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<AttendeesPromotedNotificationCreatedAtArgs>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  promotedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<AttendeesPromotedNotificationReadAtArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BeginSecondFactorResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BeginSecondFactorResult'] = ResolversParentTypes['BeginSecondFactorResult']> = {
  __resolveType: TypeResolveFn<'BeginSecondFactorSuccess' | 'InvalidCredentials' | 'SecondFactorAlreadyOn', ParentType, ContextType>;
};

export type BeginSecondFactorSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BeginSecondFactorSuccess'] = ResolversParentTypes['BeginSecondFactorSuccess']> = {
  otpauthUri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BooleanChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BooleanChange'] = ResolversParentTypes['BooleanChange']> = {
  booleanAfter?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  booleanBefore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['EventField'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CancelEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelEventResult'] = ResolversParentTypes['CancelEventResult']> = {
  __resolveType: TypeResolveFn<'CancelEventSuccess' | 'EventCancelled' | 'EventNotFound' | 'InvalidInput' | 'PermissionDenied' | 'VersionConflict', ParentType, ContextType>;
};

export type CancelEventSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelEventSuccess'] = ResolversParentTypes['CancelEventSuccess']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CancelRegistrationResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelRegistrationResult'] = ResolversParentTypes['CancelRegistrationResult']> = {
  __resolveType: TypeResolveFn<'AttendeeNotFound' | 'CancelRegistrationSuccess' | 'EventStarted' | 'PermissionDenied' | 'RegistrationCancelled', ParentType, ContextType>;
};

export type CancelRegistrationSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelRegistrationSuccess'] = ResolversParentTypes['CancelRegistrationSuccess']> = {
  attendee?: Resolver<ResolversTypes['Attendee'], ParentType, ContextType>;
  promotedAttendee?: Resolver<Maybe<ResolversTypes['Attendee']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CapacityBelowConfirmedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CapacityBelowConfirmed'] = ResolversParentTypes['CapacityBelowConfirmed']> = {
  confirmedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChangePasswordResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChangePasswordResult'] = ResolversParentTypes['ChangePasswordResult']> = {
  __resolveType: TypeResolveFn<'ChangePasswordSuccess' | 'InvalidCredentials' | 'InvalidInput' | 'InvalidSecondFactor' | 'SecondFactorRequired', ParentType, ContextType>;
};

export type ChangePasswordSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChangePasswordSuccess'] = ResolversParentTypes['ChangePasswordSuccess']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<ChangePasswordSuccessAccessTokenExpiresAtArgs>>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secondFactorMissing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CheckInAttendeeResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckInAttendeeResult'] = ResolversParentTypes['CheckInAttendeeResult']> = {
  __resolveType: TypeResolveFn<'AlreadyCheckedIn' | 'AttendeeNotFound' | 'CheckInAttendeeSuccess' | 'EventCancelled' | 'InvalidInput' | 'NotConfirmed' | 'PermissionDenied' | 'TicketForAnotherEvent', ParentType, ContextType>;
};

export type CheckInAttendeeSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckInAttendeeSuccess'] = ResolversParentTypes['CheckInAttendeeSuccess']> = {
  attendee?: Resolver<ResolversTypes['Attendee'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ClaimEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ClaimEventResult'] = ResolversParentTypes['ClaimEventResult']> = {
  __resolveType: TypeResolveFn<'ClaimEventSuccess' | 'EventNotFound' | 'PermissionDenied' | 'ScheduleConflict', ParentType, ContextType>;
};

export type ClaimEventSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ClaimEventSuccess'] = ResolversParentTypes['ClaimEventSuccess']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CollaboratorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Collaborator'] = ResolversParentTypes['Collaborator']> = {
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<CollaboratorSinceArgs>>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type CollaboratorConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CollaboratorConnection'] = ResolversParentTypes['CollaboratorConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CollaboratorEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Collaborator']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CollaboratorEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CollaboratorEdge'] = ResolversParentTypes['CollaboratorEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Collaborator'], ParentType, ContextType>;
};

export type CollaboratorNotFoundResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CollaboratorNotFound'] = ResolversParentTypes['CollaboratorNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConfirmSecondFactorResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ConfirmSecondFactorResult'] = ResolversParentTypes['ConfirmSecondFactorResult']> = {
  __resolveType: TypeResolveFn<'ConfirmSecondFactorSuccess' | 'InvalidSecondFactor' | 'SecondFactorAlreadyOn' | 'SecondFactorNotBegun', ParentType, ContextType>;
};

export type ConfirmSecondFactorSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ConfirmSecondFactorSuccess'] = ResolversParentTypes['ConfirmSecondFactorSuccess']> = {
  endedSessionsCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  recoveryCodes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateEventResult'] = ResolversParentTypes['CreateEventResult']> = {
  __resolveType: TypeResolveFn<'CreateEventSuccess' | 'IdempotencyKeyReused' | 'InvalidInput' | 'ScheduleConflict', ParentType, ContextType>;
};

export type CreateEventSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateEventSuccess'] = ResolversParentTypes['CreateEventSuccess']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  manageSecret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateEventsResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateEventsResult'] = ResolversParentTypes['CreateEventsResult']> = {
  __resolveType: TypeResolveFn<'CreateEventsSuccess' | 'IdempotencyKeyReused' | 'InvalidInput' | 'ScheduleConflict', ParentType, ContextType>;
};

export type CreateEventsSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateEventsSuccess'] = ResolversParentTypes['CreateEventsSuccess']> = {
  results?: Resolver<Array<ResolversTypes['CreateEventSuccess']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteEventResult'] = ResolversParentTypes['DeleteEventResult']> = {
  __resolveType: TypeResolveFn<'DeleteEventSuccess' | 'EventNotFound' | 'PermissionDenied', ParentType, ContextType>;
};

export type DeleteEventSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteEventSuccess'] = ResolversParentTypes['DeleteEventSuccess']> = {
  deletedEventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EmailTakenResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EmailTaken'] = ResolversParentTypes['EmailTaken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EndSessionResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EndSessionResult'] = ResolversParentTypes['EndSessionResult']> = {
  __resolveType: TypeResolveFn<'EndSessionSuccess' | 'SessionNotFound', ParentType, ContextType>;
};

export type EndSessionSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EndSessionSuccess'] = ResolversParentTypes['EndSessionSuccess']> = {
  endedSessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EraseAccountResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EraseAccountResult'] = ResolversParentTypes['EraseAccountResult']> = {
  __resolveType: TypeResolveFn<'EraseAccountSuccess' | 'InvalidCredentials' | 'InvalidInput' | 'InvalidSecondFactor' | 'LastOwner' | 'SecondFactorRequired', ParentType, ContextType>;
};

export type EraseAccountSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EraseAccountSuccess'] = ResolversParentTypes['EraseAccountSuccess']> = {
  deletedUserId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  erasedRegistrationsCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  allowOverlap?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  attendees?: Resolver<Maybe<ResolversTypes['AttendeeConnection']>, ParentType, ContextType, Partial<EventAttendeesArgs>>;
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  checkedInCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  collaborators?: Resolver<Maybe<ResolversTypes['CollaboratorConnection']>, ParentType, ContextType, Partial<EventCollaboratorsArgs>>;
  confirmedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventCreatedAtArgs>>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventEndsAtArgs>>;
  endsLocal?: Resolver<ResolversTypes['LocalDateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  location?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  seatsLeft?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventStartsAtArgs>>;
  startsLocal?: Resolver<ResolversTypes['LocalDateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EventStatus'], ParentType, ContextType>;
  timezone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventUpdatedAtArgs>>;
  version?: Resolver<Maybe<ResolversTypes['EventVersion']>, ParentType, ContextType, Partial<EventVersionArgs>>;
  versionNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  versions?: Resolver<Maybe<ResolversTypes['EventVersionConnection']>, ParentType, ContextType, RequireFields<EventVersionsArgs, 'direction'>>;
  viewerRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['EventVisibility'], ParentType, ContextType>;
  waitlistLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventCancelledResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventCancelled'] = ResolversParentTypes['EventCancelled']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventCancelledNotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventCancelledNotification'] = ResolversParentTypes['EventCancelledNotification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventCancelledNotificationCreatedAtArgs>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<EventCancelledNotificationReadAtArgs>>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventChanged'] = ResolversParentTypes['EventChanged']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventChangedChangedAtArgs>>;
  changedFields?: Resolver<Array<ResolversTypes['EventField']>, ParentType, ContextType>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  versionNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventChangedResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventChangedResult'] = ResolversParentTypes['EventChangedResult']> = {
  __resolveType: TypeResolveFn<'EventChanged' | 'EventNotFound', ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventCreatedNotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventCreatedNotification'] = ResolversParentTypes['EventCreatedNotification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventCreatedNotificationCreatedAtArgs>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<EventCreatedNotificationReadAtArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventDeletedNotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventDeletedNotification'] = ResolversParentTypes['EventDeletedNotification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventDeletedNotificationCreatedAtArgs>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<EventDeletedNotificationReadAtArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventDiffResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventDiff'] = ResolversParentTypes['EventDiff']> = {
  changes?: Resolver<Array<ResolversTypes['FieldChange']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['EventVersion'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['EventVersion'], ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type EventFullResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventFull'] = ResolversParentTypes['EventFull']> = {
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  waitlistLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventNotFoundResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventNotFound'] = ResolversParentTypes['EventNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventRolledBackNotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventRolledBackNotification'] = ResolversParentTypes['EventRolledBackNotification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  changedFields?: Resolver<Array<ResolversTypes['EventField']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventRolledBackNotificationCreatedAtArgs>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<EventRolledBackNotificationReadAtArgs>>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventSharedNotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventSharedNotification'] = ResolversParentTypes['EventSharedNotification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventSharedNotificationCreatedAtArgs>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<EventSharedNotificationReadAtArgs>>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventStartedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventStarted'] = ResolversParentTypes['EventStarted']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventStartedStartedAtArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventUpdatedNotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventUpdatedNotification'] = ResolversParentTypes['EventUpdatedNotification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  changedFields?: Resolver<Array<ResolversTypes['EventField']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventUpdatedNotificationCreatedAtArgs>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<EventUpdatedNotificationReadAtArgs>>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventVersionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventVersion'] = ResolversParentTypes['EventVersion']> = {
  allowOverlap?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changedFields?: Resolver<Array<ResolversTypes['EventField']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventVersionCreatedAtArgs>>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventVersionEndsAtArgs>>;
  endsLocal?: Resolver<ResolversTypes['LocalDateTime'], ParentType, ContextType>;
  location?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventVersionStartsAtArgs>>;
  startsLocal?: Resolver<ResolversTypes['LocalDateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EventStatus'], ParentType, ContextType>;
  timezone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['EventVisibility'], ParentType, ContextType>;
};

export type EventVersionConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventVersionConnection'] = ResolversParentTypes['EventVersionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EventVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['EventVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventVersionEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventVersionEdge'] = ResolversParentTypes['EventVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['EventVersion'], ParentType, ContextType>;
};

export type FieldChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FieldChange'] = ResolversParentTypes['FieldChange']> = {
  __resolveType: TypeResolveFn<'BooleanChange' | 'IntChange' | 'LocalTimeChange' | 'StatusChange' | 'TextChange' | 'TimeChange' | 'TimeZoneChange' | 'VisibilityChange', ParentType, ContextType>;
};

export type IdempotencyKeyReusedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdempotencyKeyReused'] = ResolversParentTypes['IdempotencyKeyReused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IntChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IntChange'] = ResolversParentTypes['IntChange']> = {
  field?: Resolver<ResolversTypes['EventField'], ParentType, ContextType>;
  intAfter?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  intBefore?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidCredentialsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvalidCredentials'] = ResolversParentTypes['InvalidCredentials']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidFieldResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvalidField'] = ResolversParentTypes['InvalidField']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  fields?: Resolver<Array<ResolversTypes['InvalidField']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidRefreshTokenResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvalidRefreshToken'] = ResolversParentTypes['InvalidRefreshToken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidResetCodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvalidResetCode'] = ResolversParentTypes['InvalidResetCode']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidSecondFactorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvalidSecondFactor'] = ResolversParentTypes['InvalidSecondFactor']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LastOwnerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LastOwner'] = ResolversParentTypes['LastOwner']> = {
  events?: Resolver<Array<ResolversTypes['Event']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface LocalDateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDateTime'], any> {
  name: 'LocalDateTime';
}

export type LocalTimeChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LocalTimeChange'] = ResolversParentTypes['LocalTimeChange']> = {
  field?: Resolver<ResolversTypes['EventField'], ParentType, ContextType>;
  localTimeAfter?: Resolver<ResolversTypes['LocalDateTime'], ParentType, ContextType>;
  localTimeBefore?: Resolver<ResolversTypes['LocalDateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MarkNotificationsReadResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MarkNotificationsReadResult'] = ResolversParentTypes['MarkNotificationsReadResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'MarkNotificationsReadSuccess' | 'NotificationsNotFound', ParentType, ContextType>;
};

export type MarkNotificationsReadSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MarkNotificationsReadSuccess'] = ResolversParentTypes['MarkNotificationsReadSuccess']> = {
  markedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  beginSecondFactor?: Resolver<ResolversTypes['BeginSecondFactorResult'], ParentType, ContextType, RequireFields<MutationBeginSecondFactorArgs, 'input'>>;
  cancelEvent?: Resolver<ResolversTypes['CancelEventResult'], ParentType, ContextType, RequireFields<MutationCancelEventArgs, 'input'>>;
  cancelRegistration?: Resolver<ResolversTypes['CancelRegistrationResult'], ParentType, ContextType, RequireFields<MutationCancelRegistrationArgs, 'input'>>;
  changePassword?: Resolver<ResolversTypes['ChangePasswordResult'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  checkInAttendee?: Resolver<ResolversTypes['CheckInAttendeeResult'], ParentType, ContextType, RequireFields<MutationCheckInAttendeeArgs, 'input'>>;
  claimEvent?: Resolver<ResolversTypes['ClaimEventResult'], ParentType, ContextType, RequireFields<MutationClaimEventArgs, 'input'>>;
  confirmSecondFactor?: Resolver<ResolversTypes['ConfirmSecondFactorResult'], ParentType, ContextType, RequireFields<MutationConfirmSecondFactorArgs, 'input'>>;
  createEvent?: Resolver<ResolversTypes['CreateEventResult'], ParentType, ContextType, RequireFields<MutationCreateEventArgs, 'input'>>;
  createEvents?: Resolver<ResolversTypes['CreateEventsResult'], ParentType, ContextType, RequireFields<MutationCreateEventsArgs, 'input'>>;
  deleteEvent?: Resolver<ResolversTypes['DeleteEventResult'], ParentType, ContextType, RequireFields<MutationDeleteEventArgs, 'input'>>;
  endSession?: Resolver<ResolversTypes['EndSessionResult'], ParentType, ContextType, RequireFields<MutationEndSessionArgs, 'input'>>;
  eraseAccount?: Resolver<ResolversTypes['EraseAccountResult'], ParentType, ContextType, RequireFields<MutationEraseAccountArgs, 'input'>>;
  markNotificationsRead?: Resolver<ResolversTypes['MarkNotificationsReadResult'], ParentType, ContextType, RequireFields<MutationMarkNotificationsReadArgs, 'input'>>;
  refreshSession?: Resolver<ResolversTypes['RefreshSessionResult'], ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  registerAttendee?: Resolver<ResolversTypes['RegisterAttendeeResult'], ParentType, ContextType, RequireFields<MutationRegisterAttendeeArgs, 'input'>>;
  registerAttendees?: Resolver<ResolversTypes['RegisterAttendeesResult'], ParentType, ContextType, RequireFields<MutationRegisterAttendeesArgs, 'input'>>;
  removeCollaborator?: Resolver<ResolversTypes['RemoveCollaboratorResult'], ParentType, ContextType, RequireFields<MutationRemoveCollaboratorArgs, 'input'>>;
  resetPassword?: Resolver<ResolversTypes['ResetPasswordResult'], ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  rollbackEvent?: Resolver<ResolversTypes['RollbackEventResult'], ParentType, ContextType, RequireFields<MutationRollbackEventArgs, 'input'>>;
  shareEvent?: Resolver<ResolversTypes['ShareEventResult'], ParentType, ContextType, RequireFields<MutationShareEventArgs, 'input'>>;
  signIn?: Resolver<ResolversTypes['SignInResult'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<ResolversTypes['SignOutResult'], ParentType, ContextType, RequireFields<MutationSignOutArgs, 'input'>>;
  signUp?: Resolver<ResolversTypes['SignUpResult'], ParentType, ContextType, RequireFields<MutationSignUpArgs, 'input'>>;
  transferOwnership?: Resolver<ResolversTypes['TransferOwnershipResult'], ParentType, ContextType, RequireFields<MutationTransferOwnershipArgs, 'input'>>;
  turnOffSecondFactor?: Resolver<ResolversTypes['TurnOffSecondFactorResult'], ParentType, ContextType, RequireFields<MutationTurnOffSecondFactorArgs, 'input'>>;
  undoCheckIn?: Resolver<ResolversTypes['UndoCheckInResult'], ParentType, ContextType, RequireFields<MutationUndoCheckInArgs, 'input'>>;
  updateCollaborator?: Resolver<ResolversTypes['UpdateCollaboratorResult'], ParentType, ContextType, RequireFields<MutationUpdateCollaboratorArgs, 'input'>>;
  updateEvent?: Resolver<ResolversTypes['UpdateEventResult'], ParentType, ContextType, RequireFields<MutationUpdateEventArgs, 'input'>>;
  updateProfile?: Resolver<ResolversTypes['UpdateProfileResult'], ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
};

export type NodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'AccessRevokedNotification' | 'Attendee' | 'AttendeesPromotedNotification' | 'Event' | 'EventCancelledNotification' | 'EventCreatedNotification' | 'EventDeletedNotification' | 'EventRolledBackNotification' | 'EventSharedNotification' | 'EventUpdatedNotification' | 'RoleChangedNotification' | 'Session' | 'User', ParentType, ContextType>;
};

export type NotCheckedInResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotCheckedIn'] = ResolversParentTypes['NotCheckedIn']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotConfirmedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotConfirmed'] = ResolversParentTypes['NotConfirmed']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AttendeeStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Notification'] = ResolversParentTypes['Notification']> = {
  __resolveType: TypeResolveFn<'AccessRevokedNotification' | 'AttendeesPromotedNotification' | 'EventCancelledNotification' | 'EventCreatedNotification' | 'EventDeletedNotification' | 'EventRolledBackNotification' | 'EventSharedNotification' | 'EventUpdatedNotification' | 'RoleChangedNotification', ParentType, ContextType>;
};

export type NotificationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotificationConnection'] = ResolversParentTypes['NotificationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NotificationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Notification']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NotificationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotificationEdge'] = ResolversParentTypes['NotificationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Notification'], ParentType, ContextType>;
};

export type NotificationsNotFoundResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotificationsNotFound'] = ResolversParentTypes['NotificationsNotFound']> = {
  ids?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PermissionDeniedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PermissionDenied'] = ResolversParentTypes['PermissionDenied']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requiredRole?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  attendee?: Resolver<Maybe<ResolversTypes['Attendee']>, ParentType, ContextType, RequireFields<QueryAttendeeArgs, 'secret'>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType, RequireFields<QueryEventArgs, 'id'>>;
  eventDiff?: Resolver<Maybe<ResolversTypes['EventDiff']>, ParentType, ContextType, RequireFields<QueryEventDiffArgs, 'eventId' | 'from' | 'to'>>;
  events?: Resolver<ResolversTypes['EventConnection'], ParentType, ContextType, Partial<QueryEventsArgs>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  viewer?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type RefreshSessionResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RefreshSessionResult'] = ResolversParentTypes['RefreshSessionResult']> = {
  __resolveType: TypeResolveFn<'InvalidRefreshToken' | 'RefreshSessionSuccess', ParentType, ContextType>;
};

export type RefreshSessionSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RefreshSessionSuccess'] = ResolversParentTypes['RefreshSessionSuccess']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<RefreshSessionSuccessAccessTokenExpiresAtArgs>>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secondFactorMissing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegisterAttendeeResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegisterAttendeeResult'] = ResolversParentTypes['RegisterAttendeeResult']> = {
  __resolveType: TypeResolveFn<'AlreadyRegistered' | 'EventCancelled' | 'EventFull' | 'EventNotFound' | 'EventStarted' | 'IdempotencyKeyReused' | 'InvalidInput' | 'RegisterAttendeeSuccess' | 'RegistrationBusy', ParentType, ContextType>;
};

export type RegisterAttendeeSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegisterAttendeeSuccess'] = ResolversParentTypes['RegisterAttendeeSuccess']> = {
  attendee?: Resolver<Maybe<ResolversTypes['Attendee']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegisterAttendeesResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegisterAttendeesResult'] = ResolversParentTypes['RegisterAttendeesResult']> = {
  __resolveType: TypeResolveFn<'EventNotFound' | 'IdempotencyKeyReused' | 'InvalidInput' | 'PermissionDenied' | 'RegisterAttendeesSuccess' | 'RegistrationsRefused', ParentType, ContextType>;
};

export type RegisterAttendeesSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegisterAttendeesSuccess'] = ResolversParentTypes['RegisterAttendeesSuccess']> = {
  refusedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  registeredCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  results?: Resolver<Array<ResolversTypes['RegistrationRow']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegistrationBusyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegistrationBusy'] = ResolversParentTypes['RegistrationBusy']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegistrationCancelledResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegistrationCancelled'] = ResolversParentTypes['RegistrationCancelled']> = {
  cancelledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<RegistrationCancelledCancelledAtArgs>>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegistrationRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegistrationRow'] = ResolversParentTypes['RegistrationRow']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['RegisterAttendeeResult'], ParentType, ContextType>;
};

export type RegistrationsRefusedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegistrationsRefused'] = ResolversParentTypes['RegistrationsRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refusedResults?: Resolver<Array<ResolversTypes['RegistrationRow']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RemoveCollaboratorResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoveCollaboratorResult'] = ResolversParentTypes['RemoveCollaboratorResult']> = {
  __resolveType: TypeResolveFn<'CollaboratorNotFound' | 'EventNotFound' | 'LastOwner' | 'PermissionDenied' | 'RemoveCollaboratorSuccess', ParentType, ContextType>;
};

export type RemoveCollaboratorSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoveCollaboratorSuccess'] = ResolversParentTypes['RemoveCollaboratorSuccess']> = {
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  removedUserId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResetPasswordResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ResetPasswordResult'] = ResolversParentTypes['ResetPasswordResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'InvalidResetCode' | 'ResetPasswordSuccess', ParentType, ContextType>;
};

export type ResetPasswordSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ResetPasswordSuccess'] = ResolversParentTypes['ResetPasswordSuccess']> = {
  endedSessionsCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleChangedNotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RoleChangedNotification'] = ResolversParentTypes['RoleChangedNotification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<RoleChangedNotificationCreatedAtArgs>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  previousRole?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<RoleChangedNotificationReadAtArgs>>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RollbackEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RollbackEventResult'] = ResolversParentTypes['RollbackEventResult']> = {
  __resolveType: TypeResolveFn<'CapacityBelowConfirmed' | 'EventCancelled' | 'EventNotFound' | 'InvalidInput' | 'PermissionDenied' | 'RollbackEventSuccess' | 'ScheduleConflict' | 'VersionConflict' | 'VersionNotFound', ParentType, ContextType>;
};

export type RollbackEventSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RollbackEventSuccess'] = ResolversParentTypes['RollbackEventSuccess']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  promotedAttendees?: Resolver<Maybe<Array<ResolversTypes['Attendee']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ScheduleConflictResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ScheduleConflict'] = ResolversParentTypes['ScheduleConflict']> = {
  conflictingEvents?: Resolver<Array<ResolversTypes['Event']>, ParentType, ContextType>;
  conflictingIndexes?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  hiddenCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  index?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SeatsChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SeatsChanged'] = ResolversParentTypes['SeatsChanged']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SeatsChangedResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SeatsChangedResult'] = ResolversParentTypes['SeatsChangedResult']> = {
  __resolveType: TypeResolveFn<'EventNotFound' | 'SeatsChanged', ParentType, ContextType>;
};

export type SecondFactorAlreadyOnResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SecondFactorAlreadyOn'] = ResolversParentTypes['SecondFactorAlreadyOn']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SecondFactorNotBegunResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SecondFactorNotBegun'] = ResolversParentTypes['SecondFactorNotBegun']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SecondFactorNotOnResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SecondFactorNotOn'] = ResolversParentTypes['SecondFactorNotOn']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SecondFactorRequiredResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SecondFactorRequired'] = ResolversParentTypes['SecondFactorRequired']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<SessionCreatedAtArgs>>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<SessionExpiresAtArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  refreshedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<SessionRefreshedAtArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SessionConnection'] = ResolversParentTypes['SessionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SessionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SessionEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SessionEdge'] = ResolversParentTypes['SessionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
};

export type SessionNotFoundResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SessionNotFound'] = ResolversParentTypes['SessionNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ShareEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ShareEventResult'] = ResolversParentTypes['ShareEventResult']> = {
  __resolveType: TypeResolveFn<'AlreadyCollaborators' | 'EventNotFound' | 'IdempotencyKeyReused' | 'InvalidInput' | 'PermissionDenied' | 'ScheduleConflict' | 'ShareEventSuccess' | 'UsersNotFound', ParentType, ContextType>;
};

export type ShareEventSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ShareEventSuccess'] = ResolversParentTypes['ShareEventSuccess']> = {
  collaborators?: Resolver<Array<ResolversTypes['Collaborator']>, ParentType, ContextType>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignInResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignInResult'] = ResolversParentTypes['SignInResult']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'InvalidSecondFactor' | 'SecondFactorRequired' | 'SignInSuccess', ParentType, ContextType>;
};

export type SignInSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignInSuccess'] = ResolversParentTypes['SignInSuccess']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<SignInSuccessAccessTokenExpiresAtArgs>>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secondFactorMissing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignOutResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignOutResult'] = ResolversParentTypes['SignOutResult']> = {
  __resolveType: TypeResolveFn<'SignOutSuccess', ParentType, ContextType>;
};

export type SignOutSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignOutSuccess'] = ResolversParentTypes['SignOutSuccess']> = {
  endedSessionsCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignUpResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignUpResult'] = ResolversParentTypes['SignUpResult']> = {
  __resolveType: TypeResolveFn<'EmailTaken' | 'IdempotencyKeyReused' | 'InvalidInput' | 'SignUpSuccess' | 'UsernameTaken', ParentType, ContextType>;
};

export type SignUpSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SignUpSuccess'] = ResolversParentTypes['SignUpSuccess']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<SignUpSuccessAccessTokenExpiresAtArgs>>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secondFactorMissing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StatusChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StatusChange'] = ResolversParentTypes['StatusChange']> = {
  field?: Resolver<ResolversTypes['EventField'], ParentType, ContextType>;
  statusAfter?: Resolver<ResolversTypes['EventStatus'], ParentType, ContextType>;
  statusBefore?: Resolver<ResolversTypes['EventStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  eventChanged?: SubscriptionResolver<ResolversTypes['EventChangedResult'], "eventChanged", ParentType, ContextType, RequireFields<SubscriptionEventChangedArgs, 'id'>>;
  notificationReceived?: SubscriptionResolver<ResolversTypes['NotificationEdge'], "notificationReceived", ParentType, ContextType, RequireFields<SubscriptionNotificationReceivedArgs, 'includeOwn'>>;
  seatsChanged?: SubscriptionResolver<ResolversTypes['SeatsChangedResult'], "seatsChanged", ParentType, ContextType, RequireFields<SubscriptionSeatsChangedArgs, 'eventId'>>;
};

export type TextChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TextChange'] = ResolversParentTypes['TextChange']> = {
  field?: Resolver<ResolversTypes['EventField'], ParentType, ContextType>;
  textAfter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  textBefore?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TicketForAnotherEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TicketForAnotherEvent'] = ResolversParentTypes['TicketForAnotherEvent']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TimeChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TimeChange'] = ResolversParentTypes['TimeChange']> = {
  field?: Resolver<ResolversTypes['EventField'], ParentType, ContextType>;
  timeAfter?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<TimeChangeTimeAfterArgs>>;
  timeBefore?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<TimeChangeTimeBeforeArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export type TimeZoneChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TimeZoneChange'] = ResolversParentTypes['TimeZoneChange']> = {
  field?: Resolver<ResolversTypes['EventField'], ParentType, ContextType>;
  timezoneAfter?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  timezoneBefore?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TransferOwnershipResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TransferOwnershipResult'] = ResolversParentTypes['TransferOwnershipResult']> = {
  __resolveType: TypeResolveFn<'EventNotFound' | 'PermissionDenied' | 'ScheduleConflict' | 'TransferOwnershipSuccess' | 'UsersNotFound', ParentType, ContextType>;
};

export type TransferOwnershipSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TransferOwnershipSuccess'] = ResolversParentTypes['TransferOwnershipSuccess']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TurnOffSecondFactorResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TurnOffSecondFactorResult'] = ResolversParentTypes['TurnOffSecondFactorResult']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'InvalidSecondFactor' | 'SecondFactorNotOn' | 'TurnOffSecondFactorSuccess', ParentType, ContextType>;
};

export type TurnOffSecondFactorSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TurnOffSecondFactorSuccess'] = ResolversParentTypes['TurnOffSecondFactorSuccess']> = {
  endedSessionsCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UndoCheckInResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UndoCheckInResult'] = ResolversParentTypes['UndoCheckInResult']> = {
  __resolveType: TypeResolveFn<'AttendeeNotFound' | 'NotCheckedIn' | 'PermissionDenied' | 'UndoCheckInSuccess', ParentType, ContextType>;
};

export type UndoCheckInSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UndoCheckInSuccess'] = ResolversParentTypes['UndoCheckInSuccess']> = {
  attendee?: Resolver<ResolversTypes['Attendee'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UnknownPersonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UnknownPerson'] = ResolversParentTypes['UnknownPerson']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UpdateCollaboratorResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateCollaboratorResult'] = ResolversParentTypes['UpdateCollaboratorResult']> = {
  __resolveType: TypeResolveFn<'CollaboratorNotFound' | 'EventNotFound' | 'LastOwner' | 'PermissionDenied' | 'ScheduleConflict' | 'UpdateCollaboratorSuccess', ParentType, ContextType>;
};

export type UpdateCollaboratorSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateCollaboratorSuccess'] = ResolversParentTypes['UpdateCollaboratorSuccess']> = {
  collaborator?: Resolver<ResolversTypes['Collaborator'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateEventResult'] = ResolversParentTypes['UpdateEventResult']> = {
  __resolveType: TypeResolveFn<'CapacityBelowConfirmed' | 'EventCancelled' | 'EventNotFound' | 'InvalidInput' | 'PermissionDenied' | 'ScheduleConflict' | 'UpdateEventSuccess' | 'VersionConflict', ParentType, ContextType>;
};

export type UpdateEventSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateEventSuccess'] = ResolversParentTypes['UpdateEventSuccess']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  promotedAttendees?: Resolver<Maybe<Array<ResolversTypes['Attendee']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateProfileResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateProfileResult'] = ResolversParentTypes['UpdateProfileResult']> = {
  __resolveType: TypeResolveFn<'EmailTaken' | 'InvalidCredentials' | 'InvalidInput' | 'InvalidSecondFactor' | 'SecondFactorRequired' | 'UpdateProfileSuccess' | 'UsernameTaken', ParentType, ContextType>;
};

export type UpdateProfileSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateProfileSuccess'] = ResolversParentTypes['UpdateProfileSuccess']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<UserCreatedAtArgs>>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, Partial<UserEventsArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notifications?: Resolver<Maybe<ResolversTypes['NotificationConnection']>, ParentType, ContextType, RequireFields<UserNotificationsArgs, 'includeOwn' | 'unreadOnly'>>;
  role?: Resolver<Maybe<ResolversTypes['UserRole']>, ParentType, ContextType>;
  secondFactorSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType, Partial<UserSecondFactorSinceArgs>>;
  sessions?: Resolver<Maybe<ResolversTypes['SessionConnection']>, ParentType, ContextType, Partial<UserSessionsArgs>>;
  timezone?: Resolver<Maybe<ResolversTypes['TimeZone']>, ParentType, ContextType>;
  unreadCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'AlreadyCheckedIn' | 'AlreadyCollaborators' | 'AlreadyRegistered' | 'AttendeeNotFound' | 'CapacityBelowConfirmed' | 'CollaboratorNotFound' | 'EmailTaken' | 'EventCancelled' | 'EventFull' | 'EventNotFound' | 'EventStarted' | 'IdempotencyKeyReused' | 'InvalidCredentials' | 'InvalidInput' | 'InvalidRefreshToken' | 'InvalidResetCode' | 'InvalidSecondFactor' | 'LastOwner' | 'NotCheckedIn' | 'NotConfirmed' | 'NotificationsNotFound' | 'PermissionDenied' | 'RegistrationBusy' | 'RegistrationCancelled' | 'RegistrationsRefused' | 'ScheduleConflict' | 'SecondFactorAlreadyOn' | 'SecondFactorNotBegun' | 'SecondFactorNotOn' | 'SecondFactorRequired' | 'SessionNotFound' | 'TicketForAnotherEvent' | 'UsernameTaken' | 'UsersNotFound' | 'VersionConflict' | 'VersionNotFound', ParentType, ContextType>;
};

export type UsernameTakenResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UsernameTaken'] = ResolversParentTypes['UsernameTaken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UsersNotFoundResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UsersNotFound'] = ResolversParentTypes['UsersNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  people?: Resolver<Array<ResolversTypes['UnknownPerson']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VersionConflictResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VersionConflict'] = ResolversParentTypes['VersionConflict']> = {
  changedFields?: Resolver<Array<ResolversTypes['EventField']>, ParentType, ContextType>;
  currentEvent?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VersionNotFoundResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VersionNotFound'] = ResolversParentTypes['VersionNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VisibilityChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VisibilityChange'] = ResolversParentTypes['VisibilityChange']> = {
  field?: Resolver<ResolversTypes['EventField'], ParentType, ContextType>;
  visibilityAfter?: Resolver<ResolversTypes['EventVisibility'], ParentType, ContextType>;
  visibilityBefore?: Resolver<ResolversTypes['EventVisibility'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AccessRevokedNotification?: AccessRevokedNotificationResolvers<ContextType>;
  AlreadyCheckedIn?: AlreadyCheckedInResolvers<ContextType>;
  AlreadyCollaborators?: AlreadyCollaboratorsResolvers<ContextType>;
  AlreadyRegistered?: AlreadyRegisteredResolvers<ContextType>;
  Attendee?: AttendeeResolvers<ContextType>;
  AttendeeConnection?: AttendeeConnectionResolvers<ContextType>;
  AttendeeEdge?: AttendeeEdgeResolvers<ContextType>;
  AttendeeNotFound?: AttendeeNotFoundResolvers<ContextType>;
  AttendeesPromotedNotification?: AttendeesPromotedNotificationResolvers<ContextType>;
  BeginSecondFactorResult?: BeginSecondFactorResultResolvers<ContextType>;
  BeginSecondFactorSuccess?: BeginSecondFactorSuccessResolvers<ContextType>;
  BooleanChange?: BooleanChangeResolvers<ContextType>;
  CancelEventResult?: CancelEventResultResolvers<ContextType>;
  CancelEventSuccess?: CancelEventSuccessResolvers<ContextType>;
  CancelRegistrationResult?: CancelRegistrationResultResolvers<ContextType>;
  CancelRegistrationSuccess?: CancelRegistrationSuccessResolvers<ContextType>;
  CapacityBelowConfirmed?: CapacityBelowConfirmedResolvers<ContextType>;
  ChangePasswordResult?: ChangePasswordResultResolvers<ContextType>;
  ChangePasswordSuccess?: ChangePasswordSuccessResolvers<ContextType>;
  CheckInAttendeeResult?: CheckInAttendeeResultResolvers<ContextType>;
  CheckInAttendeeSuccess?: CheckInAttendeeSuccessResolvers<ContextType>;
  ClaimEventResult?: ClaimEventResultResolvers<ContextType>;
  ClaimEventSuccess?: ClaimEventSuccessResolvers<ContextType>;
  Collaborator?: CollaboratorResolvers<ContextType>;
  CollaboratorConnection?: CollaboratorConnectionResolvers<ContextType>;
  CollaboratorEdge?: CollaboratorEdgeResolvers<ContextType>;
  CollaboratorNotFound?: CollaboratorNotFoundResolvers<ContextType>;
  ConfirmSecondFactorResult?: ConfirmSecondFactorResultResolvers<ContextType>;
  ConfirmSecondFactorSuccess?: ConfirmSecondFactorSuccessResolvers<ContextType>;
  CreateEventResult?: CreateEventResultResolvers<ContextType>;
  CreateEventSuccess?: CreateEventSuccessResolvers<ContextType>;
  CreateEventsResult?: CreateEventsResultResolvers<ContextType>;
  CreateEventsSuccess?: CreateEventsSuccessResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteEventResult?: DeleteEventResultResolvers<ContextType>;
  DeleteEventSuccess?: DeleteEventSuccessResolvers<ContextType>;
  EmailTaken?: EmailTakenResolvers<ContextType>;
  EndSessionResult?: EndSessionResultResolvers<ContextType>;
  EndSessionSuccess?: EndSessionSuccessResolvers<ContextType>;
  EraseAccountResult?: EraseAccountResultResolvers<ContextType>;
  EraseAccountSuccess?: EraseAccountSuccessResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventCancelled?: EventCancelledResolvers<ContextType>;
  EventCancelledNotification?: EventCancelledNotificationResolvers<ContextType>;
  EventChanged?: EventChangedResolvers<ContextType>;
  EventChangedResult?: EventChangedResultResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventCreatedNotification?: EventCreatedNotificationResolvers<ContextType>;
  EventDeletedNotification?: EventDeletedNotificationResolvers<ContextType>;
  EventDiff?: EventDiffResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  EventFull?: EventFullResolvers<ContextType>;
  EventNotFound?: EventNotFoundResolvers<ContextType>;
  EventRolledBackNotification?: EventRolledBackNotificationResolvers<ContextType>;
  EventSharedNotification?: EventSharedNotificationResolvers<ContextType>;
  EventStarted?: EventStartedResolvers<ContextType>;
  EventUpdatedNotification?: EventUpdatedNotificationResolvers<ContextType>;
  EventVersion?: EventVersionResolvers<ContextType>;
  EventVersionConnection?: EventVersionConnectionResolvers<ContextType>;
  EventVersionEdge?: EventVersionEdgeResolvers<ContextType>;
  FieldChange?: FieldChangeResolvers<ContextType>;
  IdempotencyKeyReused?: IdempotencyKeyReusedResolvers<ContextType>;
  IntChange?: IntChangeResolvers<ContextType>;
  InvalidCredentials?: InvalidCredentialsResolvers<ContextType>;
  InvalidField?: InvalidFieldResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  InvalidRefreshToken?: InvalidRefreshTokenResolvers<ContextType>;
  InvalidResetCode?: InvalidResetCodeResolvers<ContextType>;
  InvalidSecondFactor?: InvalidSecondFactorResolvers<ContextType>;
  LastOwner?: LastOwnerResolvers<ContextType>;
  LocalDateTime?: GraphQLScalarType;
  LocalTimeChange?: LocalTimeChangeResolvers<ContextType>;
  MarkNotificationsReadResult?: MarkNotificationsReadResultResolvers<ContextType>;
  MarkNotificationsReadSuccess?: MarkNotificationsReadSuccessResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  NotCheckedIn?: NotCheckedInResolvers<ContextType>;
  NotConfirmed?: NotConfirmedResolvers<ContextType>;
  Notification?: NotificationResolvers<ContextType>;
  NotificationConnection?: NotificationConnectionResolvers<ContextType>;
  NotificationEdge?: NotificationEdgeResolvers<ContextType>;
  NotificationsNotFound?: NotificationsNotFoundResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PermissionDenied?: PermissionDeniedResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RefreshSessionResult?: RefreshSessionResultResolvers<ContextType>;
  RefreshSessionSuccess?: RefreshSessionSuccessResolvers<ContextType>;
  RegisterAttendeeResult?: RegisterAttendeeResultResolvers<ContextType>;
  RegisterAttendeeSuccess?: RegisterAttendeeSuccessResolvers<ContextType>;
  RegisterAttendeesResult?: RegisterAttendeesResultResolvers<ContextType>;
  RegisterAttendeesSuccess?: RegisterAttendeesSuccessResolvers<ContextType>;
  RegistrationBusy?: RegistrationBusyResolvers<ContextType>;
  RegistrationCancelled?: RegistrationCancelledResolvers<ContextType>;
  RegistrationRow?: RegistrationRowResolvers<ContextType>;
  RegistrationsRefused?: RegistrationsRefusedResolvers<ContextType>;
  RemoveCollaboratorResult?: RemoveCollaboratorResultResolvers<ContextType>;
  RemoveCollaboratorSuccess?: RemoveCollaboratorSuccessResolvers<ContextType>;
  ResetPasswordResult?: ResetPasswordResultResolvers<ContextType>;
  ResetPasswordSuccess?: ResetPasswordSuccessResolvers<ContextType>;
  RoleChangedNotification?: RoleChangedNotificationResolvers<ContextType>;
  RollbackEventResult?: RollbackEventResultResolvers<ContextType>;
  RollbackEventSuccess?: RollbackEventSuccessResolvers<ContextType>;
  ScheduleConflict?: ScheduleConflictResolvers<ContextType>;
  SeatsChanged?: SeatsChangedResolvers<ContextType>;
  SeatsChangedResult?: SeatsChangedResultResolvers<ContextType>;
  SecondFactorAlreadyOn?: SecondFactorAlreadyOnResolvers<ContextType>;
  SecondFactorNotBegun?: SecondFactorNotBegunResolvers<ContextType>;
  SecondFactorNotOn?: SecondFactorNotOnResolvers<ContextType>;
  SecondFactorRequired?: SecondFactorRequiredResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionConnection?: SessionConnectionResolvers<ContextType>;
  SessionEdge?: SessionEdgeResolvers<ContextType>;
  SessionNotFound?: SessionNotFoundResolvers<ContextType>;
  ShareEventResult?: ShareEventResultResolvers<ContextType>;
  ShareEventSuccess?: ShareEventSuccessResolvers<ContextType>;
  SignInResult?: SignInResultResolvers<ContextType>;
  SignInSuccess?: SignInSuccessResolvers<ContextType>;
  SignOutResult?: SignOutResultResolvers<ContextType>;
  SignOutSuccess?: SignOutSuccessResolvers<ContextType>;
  SignUpResult?: SignUpResultResolvers<ContextType>;
  SignUpSuccess?: SignUpSuccessResolvers<ContextType>;
  StatusChange?: StatusChangeResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TextChange?: TextChangeResolvers<ContextType>;
  TicketForAnotherEvent?: TicketForAnotherEventResolvers<ContextType>;
  TimeChange?: TimeChangeResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
  TimeZoneChange?: TimeZoneChangeResolvers<ContextType>;
  TransferOwnershipResult?: TransferOwnershipResultResolvers<ContextType>;
  TransferOwnershipSuccess?: TransferOwnershipSuccessResolvers<ContextType>;
  TurnOffSecondFactorResult?: TurnOffSecondFactorResultResolvers<ContextType>;
  TurnOffSecondFactorSuccess?: TurnOffSecondFactorSuccessResolvers<ContextType>;
  UndoCheckInResult?: UndoCheckInResultResolvers<ContextType>;
  UndoCheckInSuccess?: UndoCheckInSuccessResolvers<ContextType>;
  UnknownPerson?: UnknownPersonResolvers<ContextType>;
  UpdateCollaboratorResult?: UpdateCollaboratorResultResolvers<ContextType>;
  UpdateCollaboratorSuccess?: UpdateCollaboratorSuccessResolvers<ContextType>;
  UpdateEventResult?: UpdateEventResultResolvers<ContextType>;
  UpdateEventSuccess?: UpdateEventSuccessResolvers<ContextType>;
  UpdateProfileResult?: UpdateProfileResultResolvers<ContextType>;
  UpdateProfileSuccess?: UpdateProfileSuccessResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  UsernameTaken?: UsernameTakenResolvers<ContextType>;
  UsersNotFound?: UsersNotFoundResolvers<ContextType>;
  VersionConflict?: VersionConflictResolvers<ContextType>;
  VersionNotFound?: VersionNotFoundResolvers<ContextType>;
  VisibilityChange?: VisibilityChangeResolvers<ContextType>;
};

