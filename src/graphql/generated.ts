// Written by `npm run generate` from schema.graphql. Do not edit.
import type { GivenTime } from '../domain/time/givenTime.js';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { EventRow } from '../data/rows.js';
import type { AttendeeModel, AlreadyCheckedInModel, EventStartedModel, RegistrationCancelledModel } from './models.js';
import type { EventConnectionModel, AttendeeConnectionModel } from './connection.js';
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

/** The person was let in before. */
export type AlreadyCheckedIn = UserError & {
  __typename?: 'AlreadyCheckedIn';
  /** When they were let in, spelled in `timezone`; when omitted, in UTC. */
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
  /** When the registration was cancelled, spelled in `timezone`, or else in UTC; null while it stands. */
  cancelledAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the person was let in, spelled in `timezone`, or else in UTC; null before. */
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
  /** When a waiting person got a seat, spelled in `timezone`, or else in UTC; null for those who never waited or still do. */
  promotedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the person registered, spelled in `timezone`; when omitted, in UTC. */
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

/** Which event to call off. */
export type CancelEventInput = {
  /** The version the decision was made from; left out or null, any. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The event to call off. */
  id: Scalars['ID']['input'];
  /** Answers with what would happen, and writes nothing. */
  validateOnly: Scalars['Boolean']['input'];
};

/** What `cancelEvent` can answer. */
export type CancelEventResult = CancelEventSuccess | EventCancelled | EventNotFound | PermissionDenied | VersionConflict;

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

/** A new event. */
export type CreateEventInput = {
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
export type CreateEventResult = CreateEventSuccess | IdempotencyKeyReused | InvalidInput;

/** The event was created. */
export type CreateEventSuccess = {
  __typename?: 'CreateEventSuccess';
  /** The new event. */
  event: Event;
  /** Sent in the header `Turnout-Event-Secret`, it makes a request act as the event's owner. It cannot be read again. Null when the input was only validated. */
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
export type CreateEventsResult = CreateEventsSuccess | IdempotencyKeyReused | InvalidInput;

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

/** Something that happens in a place at a time, for a limited number of people. */
export type Event = Node & {
  __typename?: 'Event';
  /** The people registered for it; null when you may not read them. */
  attendees?: Maybe<AttendeeConnection>;
  /** Seats in total, at least 1. */
  capacity: Scalars['Int']['output'];
  /** Attendees who were let in. */
  checkedInCount: Scalars['Int']['output'];
  /** Attendees who have a seat. */
  confirmedCount: Scalars['Int']['output'];
  /** When it was created, spelled in `timezone`; when omitted, in UTC. */
  createdAt: Scalars['DateTime']['output'];
  /** Up to 10,000 characters; empty when none was given. */
  description: Scalars['String']['output'];
  /** End, spelled in `timezone`; when omitted, in UTC. */
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
  /** Start, spelled in `timezone`; when omitted, in UTC. */
  startsAt: Scalars['DateTime']['output'];
  /** Start as a clock on the spot shows it. This is what the event means; `startsAt` is derived from it. */
  startsLocal: Scalars['LocalDateTime']['output'];
  /** Whether it takes place. */
  status: EventStatus;
  /** The zone in which the event happens. */
  timezone: Scalars['TimeZone']['output'];
  /** When the event itself was last changed, spelled in `timezone`; when omitted, in UTC. */
  updatedAt: Scalars['DateTime']['output'];
  /** Rises by one with every change of the event; `updateEvent` asks for it. Registrations do not count. */
  version: Scalars['Int']['output'];
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

/** The event was called off. */
export type EventCancelled = UserError & {
  __typename?: 'EventCancelled';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

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

/** An event on a page. */
export type EventEdge = {
  __typename?: 'EventEdge';
  /** Opaque; valid for this order only. */
  cursor: Scalars['String']['output'];
  /** The event. */
  node: Event;
};

/** Narrows a list of events. Conditions are joined by and; one left out or null does not narrow. */
export type EventFilter = {
  /** Occurs in the location; case and accents are ignored. Up to 200 characters. */
  location?: InputMaybe<Scalars['String']['input']>;
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

/** The event has already started. */
export type EventStarted = UserError & {
  __typename?: 'EventStarted';
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
  /** When it started, spelled in `timezone`; when omitted, in UTC. */
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

/** Who may see an event. */
export type EventVisibility =
  /** Those with a role on it. For everyone else it does not exist. */
  | 'PRIVATE'
  /** Anyone. */
  | 'PUBLIC';

/** This idempotency key was used before, with another input. */
export type IdempotencyKeyReused = UserError & {
  __typename?: 'IdempotencyKeyReused';
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

/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Calls an event off. Registrations are kept; no new one is taken. */
  cancelEvent: CancelEventResult;
  /** Gives a seat or a waiting place back: one's own by its secret, or anybody's by those who may manage attendees. The first who waits gets the seat at once. */
  cancelRegistration: CancelRegistrationResult;
  /** Lets an attendee in. Two scanners that scan one ticket at once: one lets in, the other is told so. */
  checkInAttendee: CheckInAttendeeResult;
  /** Creates an event without an owner and answers with its manage secret, once. Refused with `UNAUTHENTICATED` where the server does not allow events without an account. */
  createEvent: CreateEventResult;
  /** Creates several events, all or none. A refusal names the index in its `path`. */
  createEvents: CreateEventsResult;
  /** Removes an event with everything that belongs to it, for good. */
  deleteEvent: DeleteEventResult;
  /** Takes a seat for a person, or on wish a place on the waiting list when no seat is free. Needs no account. */
  registerAttendee: RegisterAttendeeResult;
  /** Registers up to 1,000 people for one event, in one transaction, for those who may manage its attendees. Each row gets its own answer. */
  registerAttendees: RegisterAttendeesResult;
  /** Takes a check-in back. */
  undoCheckIn: UndoCheckInResult;
  /** Changes some fields of an event. Those left out stay as they are. */
  updateEvent: UpdateEventResult;
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
export type MutationCheckInAttendeeArgs = {
  input: CheckInAttendeeInput;
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
export type MutationRegisterAttendeeArgs = {
  input: RegisterAttendeeInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationRegisterAttendeesArgs = {
  input: RegisterAttendeesInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationUndoCheckInArgs = {
  input: UndoCheckInInput;
};


/** What can be changed. Each answers with a union: a success, or one of the refusals that can happen. */
export type MutationUpdateEventArgs = {
  input: UpdateEventInput;
};

/** One of several people to register. */
export type NewAttendeeInput = {
  /** Email address of the person (RFC 5321), up to 254 characters. */
  email: Scalars['String']['input'];
  /** Name of the person, 1 to 200 characters, not only blanks. */
  name: Scalars['String']['input'];
};

/** One of several new events. */
export type NewEventInput = {
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
  /**
   * Events you may see: public ones, and private ones whose manage secret the request carries.
   * By default those that are scheduled and start in the future, soonest first.
   */
  events: EventConnection;
  /** Any object by its id; null when there is none, or none that you may see. */
  node?: Maybe<Node>;
  /** Several objects by their ids, in the order asked; null in the place of each that does not exist for you. At most 100 ids. */
  nodes: Array<Maybe<Node>>;
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
  /** When, spelled in `timezone`; when omitted, in UTC. */
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

/** What someone may do with an event. Each role may do all that those before it may. */
export type Role =
  /** Also changes it and manages its attendees. */
  | 'EDITOR'
  /** Also shares it, calls it off and deletes it. */
  | 'OWNER'
  /** Reads the event, its attendees and its history. */
  | 'VIEWER';

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

/** A change of an event. A field left out or null stays as it is. */
export type UpdateEventInput = {
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
export type UpdateEventResult = CapacityBelowConfirmed | EventCancelled | EventNotFound | InvalidInput | PermissionDenied | UpdateEventSuccess | VersionConflict;

/** The event was changed. */
export type UpdateEventSuccess = {
  __typename?: 'UpdateEventSuccess';
  /** The event as it is now. */
  event: Event;
  /** Those whom the change gave a seat, in the order in which they waited; null when you may not read the attendees. */
  promotedAttendees?: Maybe<Array<Attendee>>;
};

/** A refusal: nothing was written. `__typename` is its code, the other fields are the facts needed to act on it. */
export type UserError = {
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
};

/** The event was changed since `expectedVersion`. */
export type VersionConflict = UserError & {
  __typename?: 'VersionConflict';
  /** The event as it is now. */
  currentEvent: Event;
  /** One English sentence for a person. */
  message: Scalars['String']['output'];
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
  CancelEventResult:
    | ( Omit<CancelEventSuccess, 'event'> & { event: _RefType['Event'] } & { __typename: 'CancelEventSuccess' } )
    | ( EventCancelled & { __typename: 'EventCancelled' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
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
  CreateEventResult:
    | ( Omit<CreateEventSuccess, 'event'> & { event: _RefType['Event'] } & { __typename: 'CreateEventSuccess' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
  ;
  CreateEventsResult:
    | ( Omit<CreateEventsSuccess, 'results'> & { results: Array<_RefType['CreateEventSuccess']> } & { __typename: 'CreateEventsSuccess' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
  ;
  DeleteEventResult:
    | ( DeleteEventSuccess & { __typename: 'DeleteEventSuccess' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
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
  UndoCheckInResult:
    | ( AttendeeNotFound & { __typename: 'AttendeeNotFound' } )
    | ( NotCheckedIn & { __typename: 'NotCheckedIn' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<UndoCheckInSuccess, 'attendee'> & { attendee: _RefType['Attendee'] } & { __typename: 'UndoCheckInSuccess' } )
  ;
  UpdateEventResult:
    | ( CapacityBelowConfirmed & { __typename: 'CapacityBelowConfirmed' } )
    | ( EventCancelled & { __typename: 'EventCancelled' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( Omit<UpdateEventSuccess, 'event' | 'promotedAttendees'> & { event: _RefType['Event'], promotedAttendees?: Maybe<Array<_RefType['Attendee']>> } & { __typename: 'UpdateEventSuccess' } )
    | ( Omit<VersionConflict, 'currentEvent'> & { currentEvent: _RefType['Event'] } & { __typename: 'VersionConflict' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( AttendeeModel & { __typename: 'Attendee' } )
    | ( EventRow & { __typename: 'Event' } )
  ;
  UserError:
    | ( AlreadyCheckedInModel & { __typename: 'AlreadyCheckedIn' } )
    | ( Omit<AlreadyRegistered, 'attendee'> & { attendee?: Maybe<_RefType['Attendee']> } & { __typename: 'AlreadyRegistered' } )
    | ( AttendeeNotFound & { __typename: 'AttendeeNotFound' } )
    | ( CapacityBelowConfirmed & { __typename: 'CapacityBelowConfirmed' } )
    | ( EventCancelled & { __typename: 'EventCancelled' } )
    | ( EventFull & { __typename: 'EventFull' } )
    | ( EventNotFound & { __typename: 'EventNotFound' } )
    | ( EventStartedModel & { __typename: 'EventStarted' } )
    | ( IdempotencyKeyReused & { __typename: 'IdempotencyKeyReused' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( NotCheckedIn & { __typename: 'NotCheckedIn' } )
    | ( NotConfirmed & { __typename: 'NotConfirmed' } )
    | ( PermissionDenied & { __typename: 'PermissionDenied' } )
    | ( RegistrationBusy & { __typename: 'RegistrationBusy' } )
    | ( RegistrationCancelledModel & { __typename: 'RegistrationCancelled' } )
    | ( Omit<RegistrationsRefused, 'refusedResults'> & { refusedResults: Array<_RefType['RegistrationRow']> } & { __typename: 'RegistrationsRefused' } )
    | ( Omit<TicketForAnotherEvent, 'event'> & { event: _RefType['Event'] } & { __typename: 'TicketForAnotherEvent' } )
    | ( Omit<VersionConflict, 'currentEvent'> & { currentEvent: _RefType['Event'] } & { __typename: 'VersionConflict' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AlreadyCheckedIn: ResolverTypeWrapper<AlreadyCheckedInModel>;
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
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CancelEventInput: CancelEventInput;
  CancelEventResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelEventResult']>;
  CancelEventSuccess: ResolverTypeWrapper<Omit<CancelEventSuccess, 'event'> & { event: ResolversTypes['Event'] }>;
  CancelRegistrationInput: CancelRegistrationInput;
  CancelRegistrationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelRegistrationResult']>;
  CancelRegistrationSuccess: ResolverTypeWrapper<Omit<CancelRegistrationSuccess, 'attendee' | 'promotedAttendee'> & { attendee: ResolversTypes['Attendee'], promotedAttendee?: Maybe<ResolversTypes['Attendee']> }>;
  CapacityBelowConfirmed: ResolverTypeWrapper<CapacityBelowConfirmed>;
  CheckInAttendeeInput: CheckInAttendeeInput;
  CheckInAttendeeResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CheckInAttendeeResult']>;
  CheckInAttendeeSuccess: ResolverTypeWrapper<Omit<CheckInAttendeeSuccess, 'attendee'> & { attendee: ResolversTypes['Attendee'] }>;
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
  Event: ResolverTypeWrapper<EventRow>;
  EventCancelled: ResolverTypeWrapper<EventCancelled>;
  EventConnection: ResolverTypeWrapper<EventConnectionModel>;
  EventEdge: ResolverTypeWrapper<Omit<EventEdge, 'node'> & { node: ResolversTypes['Event'] }>;
  EventFilter: EventFilter;
  EventFull: ResolverTypeWrapper<EventFull>;
  EventNotFound: ResolverTypeWrapper<EventNotFound>;
  EventOrder: EventOrder;
  EventOrderField: EventOrderField;
  EventStarted: ResolverTypeWrapper<EventStartedModel>;
  EventStatus: EventStatus;
  EventVisibility: EventVisibility;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdempotencyKeyReused: ResolverTypeWrapper<IdempotencyKeyReused>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  InvalidField: ResolverTypeWrapper<InvalidField>;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  LocalDateTime: ResolverTypeWrapper<Scalars['LocalDateTime']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewAttendeeInput: NewAttendeeInput;
  NewEventInput: NewEventInput;
  Node: ResolverTypeWrapper<NodeModel>;
  NotCheckedIn: ResolverTypeWrapper<NotCheckedIn>;
  NotConfirmed: ResolverTypeWrapper<NotConfirmed>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PermissionDenied: ResolverTypeWrapper<PermissionDenied>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
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
  Role: Role;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  TicketForAnotherEvent: ResolverTypeWrapper<Omit<TicketForAnotherEvent, 'event'> & { event: ResolversTypes['Event'] }>;
  TicketReference: TicketReference;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  UndoCheckInInput: UndoCheckInInput;
  UndoCheckInResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UndoCheckInResult']>;
  UndoCheckInSuccess: ResolverTypeWrapper<Omit<UndoCheckInSuccess, 'attendee'> & { attendee: ResolversTypes['Attendee'] }>;
  UpdateEventInput: UpdateEventInput;
  UpdateEventResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateEventResult']>;
  UpdateEventSuccess: ResolverTypeWrapper<Omit<UpdateEventSuccess, 'event' | 'promotedAttendees'> & { event: ResolversTypes['Event'], promotedAttendees?: Maybe<Array<ResolversTypes['Attendee']>> }>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  VersionConflict: ResolverTypeWrapper<Omit<VersionConflict, 'currentEvent'> & { currentEvent: ResolversTypes['Event'] }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AlreadyCheckedIn: AlreadyCheckedInModel;
  AlreadyRegistered: Omit<AlreadyRegistered, 'attendee'> & { attendee?: Maybe<ResolversParentTypes['Attendee']> };
  Attendee: AttendeeModel;
  AttendeeConnection: AttendeeConnectionModel;
  AttendeeEdge: Omit<AttendeeEdge, 'node'> & { node: ResolversParentTypes['Attendee'] };
  AttendeeFilter: AttendeeFilter;
  AttendeeNotFound: AttendeeNotFound;
  AttendeeOrder: AttendeeOrder;
  AttendeeReference: AttendeeReference;
  Boolean: Scalars['Boolean']['output'];
  CancelEventInput: CancelEventInput;
  CancelEventResult: ResolversUnionTypes<ResolversParentTypes>['CancelEventResult'];
  CancelEventSuccess: Omit<CancelEventSuccess, 'event'> & { event: ResolversParentTypes['Event'] };
  CancelRegistrationInput: CancelRegistrationInput;
  CancelRegistrationResult: ResolversUnionTypes<ResolversParentTypes>['CancelRegistrationResult'];
  CancelRegistrationSuccess: Omit<CancelRegistrationSuccess, 'attendee' | 'promotedAttendee'> & { attendee: ResolversParentTypes['Attendee'], promotedAttendee?: Maybe<ResolversParentTypes['Attendee']> };
  CapacityBelowConfirmed: CapacityBelowConfirmed;
  CheckInAttendeeInput: CheckInAttendeeInput;
  CheckInAttendeeResult: ResolversUnionTypes<ResolversParentTypes>['CheckInAttendeeResult'];
  CheckInAttendeeSuccess: Omit<CheckInAttendeeSuccess, 'attendee'> & { attendee: ResolversParentTypes['Attendee'] };
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
  Event: EventRow;
  EventCancelled: EventCancelled;
  EventConnection: EventConnectionModel;
  EventEdge: Omit<EventEdge, 'node'> & { node: ResolversParentTypes['Event'] };
  EventFilter: EventFilter;
  EventFull: EventFull;
  EventNotFound: EventNotFound;
  EventOrder: EventOrder;
  EventStarted: EventStartedModel;
  ID: Scalars['ID']['output'];
  IdempotencyKeyReused: IdempotencyKeyReused;
  Int: Scalars['Int']['output'];
  InvalidField: InvalidField;
  InvalidInput: InvalidInput;
  LocalDateTime: Scalars['LocalDateTime']['output'];
  Mutation: Record<PropertyKey, never>;
  NewAttendeeInput: NewAttendeeInput;
  NewEventInput: NewEventInput;
  Node: NodeModel;
  NotCheckedIn: NotCheckedIn;
  NotConfirmed: NotConfirmed;
  PageInfo: PageInfo;
  PermissionDenied: PermissionDenied;
  Query: Record<PropertyKey, never>;
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
  String: Scalars['String']['output'];
  TicketForAnotherEvent: Omit<TicketForAnotherEvent, 'event'> & { event: ResolversParentTypes['Event'] };
  TicketReference: TicketReference;
  TimeZone: Scalars['TimeZone']['output'];
  UndoCheckInInput: UndoCheckInInput;
  UndoCheckInResult: ResolversUnionTypes<ResolversParentTypes>['UndoCheckInResult'];
  UndoCheckInSuccess: Omit<UndoCheckInSuccess, 'attendee'> & { attendee: ResolversParentTypes['Attendee'] };
  UpdateEventInput: UpdateEventInput;
  UpdateEventResult: ResolversUnionTypes<ResolversParentTypes>['UpdateEventResult'];
  UpdateEventSuccess: Omit<UpdateEventSuccess, 'event' | 'promotedAttendees'> & { event: ResolversParentTypes['Event'], promotedAttendees?: Maybe<Array<ResolversParentTypes['Attendee']>> };
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  VersionConflict: Omit<VersionConflict, 'currentEvent'> & { currentEvent: ResolversParentTypes['Event'] };
};

export type AlreadyCheckedInResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AlreadyCheckedIn'] = ResolversParentTypes['AlreadyCheckedIn']> = {
  checkedInAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<AlreadyCheckedInCheckedInAtArgs>>;
  checkedInBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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

export type CancelEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelEventResult'] = ResolversParentTypes['CancelEventResult']> = {
  __resolveType: TypeResolveFn<'CancelEventSuccess' | 'EventCancelled' | 'EventNotFound' | 'PermissionDenied' | 'VersionConflict', ParentType, ContextType>;
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

export type CheckInAttendeeResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckInAttendeeResult'] = ResolversParentTypes['CheckInAttendeeResult']> = {
  __resolveType: TypeResolveFn<'AlreadyCheckedIn' | 'AttendeeNotFound' | 'CheckInAttendeeSuccess' | 'EventCancelled' | 'InvalidInput' | 'NotConfirmed' | 'PermissionDenied' | 'TicketForAnotherEvent', ParentType, ContextType>;
};

export type CheckInAttendeeSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckInAttendeeSuccess'] = ResolversParentTypes['CheckInAttendeeSuccess']> = {
  attendee?: Resolver<ResolversTypes['Attendee'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateEventResult'] = ResolversParentTypes['CreateEventResult']> = {
  __resolveType: TypeResolveFn<'CreateEventSuccess' | 'IdempotencyKeyReused' | 'InvalidInput', ParentType, ContextType>;
};

export type CreateEventSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateEventSuccess'] = ResolversParentTypes['CreateEventSuccess']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  manageSecret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateEventsResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateEventsResult'] = ResolversParentTypes['CreateEventsResult']> = {
  __resolveType: TypeResolveFn<'CreateEventsSuccess' | 'IdempotencyKeyReused' | 'InvalidInput', ParentType, ContextType>;
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

export type EventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  attendees?: Resolver<Maybe<ResolversTypes['AttendeeConnection']>, ParentType, ContextType, Partial<EventAttendeesArgs>>;
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  checkedInCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['EventVisibility'], ParentType, ContextType>;
  waitlistLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventCancelledResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventCancelled'] = ResolversParentTypes['EventCancelled']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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

export type EventStartedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventStarted'] = ResolversParentTypes['EventStarted']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType, Partial<EventStartedStartedAtArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyKeyReusedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdempotencyKeyReused'] = ResolversParentTypes['IdempotencyKeyReused']> = {
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

export interface LocalDateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDateTime'], any> {
  name: 'LocalDateTime';
}

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelEvent?: Resolver<ResolversTypes['CancelEventResult'], ParentType, ContextType, RequireFields<MutationCancelEventArgs, 'input'>>;
  cancelRegistration?: Resolver<ResolversTypes['CancelRegistrationResult'], ParentType, ContextType, RequireFields<MutationCancelRegistrationArgs, 'input'>>;
  checkInAttendee?: Resolver<ResolversTypes['CheckInAttendeeResult'], ParentType, ContextType, RequireFields<MutationCheckInAttendeeArgs, 'input'>>;
  createEvent?: Resolver<ResolversTypes['CreateEventResult'], ParentType, ContextType, RequireFields<MutationCreateEventArgs, 'input'>>;
  createEvents?: Resolver<ResolversTypes['CreateEventsResult'], ParentType, ContextType, RequireFields<MutationCreateEventsArgs, 'input'>>;
  deleteEvent?: Resolver<ResolversTypes['DeleteEventResult'], ParentType, ContextType, RequireFields<MutationDeleteEventArgs, 'input'>>;
  registerAttendee?: Resolver<ResolversTypes['RegisterAttendeeResult'], ParentType, ContextType, RequireFields<MutationRegisterAttendeeArgs, 'input'>>;
  registerAttendees?: Resolver<ResolversTypes['RegisterAttendeesResult'], ParentType, ContextType, RequireFields<MutationRegisterAttendeesArgs, 'input'>>;
  undoCheckIn?: Resolver<ResolversTypes['UndoCheckInResult'], ParentType, ContextType, RequireFields<MutationUndoCheckInArgs, 'input'>>;
  updateEvent?: Resolver<ResolversTypes['UpdateEventResult'], ParentType, ContextType, RequireFields<MutationUpdateEventArgs, 'input'>>;
};

export type NodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Attendee' | 'Event', ParentType, ContextType>;
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
  events?: Resolver<ResolversTypes['EventConnection'], ParentType, ContextType, Partial<QueryEventsArgs>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
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

export type TicketForAnotherEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TicketForAnotherEvent'] = ResolversParentTypes['TicketForAnotherEvent']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export type UndoCheckInResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UndoCheckInResult'] = ResolversParentTypes['UndoCheckInResult']> = {
  __resolveType: TypeResolveFn<'AttendeeNotFound' | 'NotCheckedIn' | 'PermissionDenied' | 'UndoCheckInSuccess', ParentType, ContextType>;
};

export type UndoCheckInSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UndoCheckInSuccess'] = ResolversParentTypes['UndoCheckInSuccess']> = {
  attendee?: Resolver<ResolversTypes['Attendee'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateEventResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateEventResult'] = ResolversParentTypes['UpdateEventResult']> = {
  __resolveType: TypeResolveFn<'CapacityBelowConfirmed' | 'EventCancelled' | 'EventNotFound' | 'InvalidInput' | 'PermissionDenied' | 'UpdateEventSuccess' | 'VersionConflict', ParentType, ContextType>;
};

export type UpdateEventSuccessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateEventSuccess'] = ResolversParentTypes['UpdateEventSuccess']> = {
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  promotedAttendees?: Resolver<Maybe<Array<ResolversTypes['Attendee']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'AlreadyCheckedIn' | 'AlreadyRegistered' | 'AttendeeNotFound' | 'CapacityBelowConfirmed' | 'EventCancelled' | 'EventFull' | 'EventNotFound' | 'EventStarted' | 'IdempotencyKeyReused' | 'InvalidInput' | 'NotCheckedIn' | 'NotConfirmed' | 'PermissionDenied' | 'RegistrationBusy' | 'RegistrationCancelled' | 'RegistrationsRefused' | 'TicketForAnotherEvent' | 'VersionConflict', ParentType, ContextType>;
};

export type VersionConflictResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VersionConflict'] = ResolversParentTypes['VersionConflict']> = {
  currentEvent?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AlreadyCheckedIn?: AlreadyCheckedInResolvers<ContextType>;
  AlreadyRegistered?: AlreadyRegisteredResolvers<ContextType>;
  Attendee?: AttendeeResolvers<ContextType>;
  AttendeeConnection?: AttendeeConnectionResolvers<ContextType>;
  AttendeeEdge?: AttendeeEdgeResolvers<ContextType>;
  AttendeeNotFound?: AttendeeNotFoundResolvers<ContextType>;
  CancelEventResult?: CancelEventResultResolvers<ContextType>;
  CancelEventSuccess?: CancelEventSuccessResolvers<ContextType>;
  CancelRegistrationResult?: CancelRegistrationResultResolvers<ContextType>;
  CancelRegistrationSuccess?: CancelRegistrationSuccessResolvers<ContextType>;
  CapacityBelowConfirmed?: CapacityBelowConfirmedResolvers<ContextType>;
  CheckInAttendeeResult?: CheckInAttendeeResultResolvers<ContextType>;
  CheckInAttendeeSuccess?: CheckInAttendeeSuccessResolvers<ContextType>;
  CreateEventResult?: CreateEventResultResolvers<ContextType>;
  CreateEventSuccess?: CreateEventSuccessResolvers<ContextType>;
  CreateEventsResult?: CreateEventsResultResolvers<ContextType>;
  CreateEventsSuccess?: CreateEventsSuccessResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteEventResult?: DeleteEventResultResolvers<ContextType>;
  DeleteEventSuccess?: DeleteEventSuccessResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventCancelled?: EventCancelledResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  EventFull?: EventFullResolvers<ContextType>;
  EventNotFound?: EventNotFoundResolvers<ContextType>;
  EventStarted?: EventStartedResolvers<ContextType>;
  IdempotencyKeyReused?: IdempotencyKeyReusedResolvers<ContextType>;
  InvalidField?: InvalidFieldResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  LocalDateTime?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  NotCheckedIn?: NotCheckedInResolvers<ContextType>;
  NotConfirmed?: NotConfirmedResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PermissionDenied?: PermissionDeniedResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RegisterAttendeeResult?: RegisterAttendeeResultResolvers<ContextType>;
  RegisterAttendeeSuccess?: RegisterAttendeeSuccessResolvers<ContextType>;
  RegisterAttendeesResult?: RegisterAttendeesResultResolvers<ContextType>;
  RegisterAttendeesSuccess?: RegisterAttendeesSuccessResolvers<ContextType>;
  RegistrationBusy?: RegistrationBusyResolvers<ContextType>;
  RegistrationCancelled?: RegistrationCancelledResolvers<ContextType>;
  RegistrationRow?: RegistrationRowResolvers<ContextType>;
  RegistrationsRefused?: RegistrationsRefusedResolvers<ContextType>;
  TicketForAnotherEvent?: TicketForAnotherEventResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
  UndoCheckInResult?: UndoCheckInResultResolvers<ContextType>;
  UndoCheckInSuccess?: UndoCheckInSuccessResolvers<ContextType>;
  UpdateEventResult?: UpdateEventResultResolvers<ContextType>;
  UpdateEventSuccess?: UpdateEventSuccessResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  VersionConflict?: VersionConflictResolvers<ContextType>;
};

