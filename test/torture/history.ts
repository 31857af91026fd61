// What a run leaves behind: every request with its answer, looks at the tables in between, and the
// rows at the end. The checker needs nothing else.

/**
 * Counted, not measured: the start and the end of each request and of each look take the next
 * number, so that no two are the same and their order is the one in which they happened.
 */
export type Instant = number;

/** After everything. */
export const NEVER: Instant = Number.POSITIVE_INFINITY;

export type SeatStatus = 'CONFIRMED' | 'WAITLISTED';

export type Request =
  | { kind: 'register'; email: string; joinWaitlist: boolean; key: string | null }
  | {
      kind: 'registerAll';
      emails: string[];
      joinWaitlist: boolean;
      refusedRows: 'ABORT' | 'SKIP';
      key: string | null;
    }
  | { kind: 'cancel'; attendeeId: string }
  | { kind: 'changeCapacity'; expectedVersion: number; capacity: number }
  | { kind: 'checkIn'; attendeeId: string }
  | { kind: 'undoCheckIn'; attendeeId: string }
  | { kind: 'cancelEvent' };

/** What one person, or one row of several, was told. */
export type RegistrationAnswer =
  | {
      kind: 'registered';
      attendeeId: string;
      status: SeatStatus;
      waitlistRank: number | null;
      secret: string;
    }
  | { kind: 'eventFull'; capacity: number; waitlistLength: number }
  | { kind: 'alreadyRegistered' }
  | { kind: 'eventCancelled' }
  | { kind: 'registrationBusy' }
  /** Anything else; no request of a run should get it. */
  | { kind: 'unexpected'; name: string };

export type Answer =
  | RegistrationAnswer
  /** One answer for each row of `registerAll`. */
  | { kind: 'registeredAll'; results: RegistrationAnswer[] }
  /** Nothing was written; the answers of the rows that are refused, by index. */
  | { kind: 'registrationsRefused'; refused: { index: number; result: RegistrationAnswer }[] }
  | { kind: 'cancelled'; promotedId: string | null }
  | { kind: 'registrationCancelled' }
  | { kind: 'capacityChanged'; version: number; promotedIds: string[] }
  | { kind: 'capacityBelowConfirmed'; confirmedCount: number }
  | { kind: 'versionConflict'; version: number }
  | { kind: 'checkedIn' }
  | { kind: 'alreadyCheckedIn' }
  | { kind: 'notConfirmed'; status: SeatStatus | 'CANCELLED' }
  | { kind: 'checkInUndone' }
  | { kind: 'notCheckedIn' }
  | { kind: 'calledOff'; version: number };

/** A request and what came of it. */
export interface Recorded {
  /** Who sent it, and to which server. */
  client: string;
  request: Request;
  startedAt: Instant;
  /** When the answer was there; `NEVER` when none came, or only that of a fault. */
  endedAt: Instant;
  /** Null: nobody knows whether it was carried out. */
  answer: Answer | null;
  /** Why there is no answer. */
  lostBecause?: string;
  /** Milliseconds since the run began, for people. */
  atMs: number;
}

/** How an event stood at one committed instant: its own counters, and a count of its rows. */
export interface Sample {
  takenFrom: Instant;
  takenBy: Instant;
  capacity: number;
  status: 'SCHEDULED' | 'CANCELLED';
  version: number;
  confirmedCount: number;
  waitlistLength: number;
  checkedInCount: number;
  confirmedRows: number;
  waitingRows: number;
  checkedInRows: number;
  /** Live registrations beyond the first of the same email. */
  duplicateRows: number;
  /** `arrival` of the last who has a seat; null when nobody has. */
  lastConfirmedArrival: number | null;
  /** `arrival` of the first who waits; null when nobody does. */
  firstWaitingArrival: number | null;
}

/** A registration as it stood in the end. */
export interface FinalAttendee {
  id: string;
  email: string;
  status: SeatStatus | 'CANCELLED';
  arrival: number;
  promoted: boolean;
  checkedIn: boolean;
}

/** All that is known of one event. Nothing in a run spans two. */
export interface EventHistory {
  eventId: string;
  /** Seats when it was created, as version 1. */
  capacity: number;
  /** In the order of their starts. */
  requests: Recorded[];
  /** In the order in which they were taken; the last one when everything was over. */
  samples: Sample[];
  attendees: FinalAttendee[];
}

/** A promise that was broken. */
export interface Violation {
  rule: Rule;
  eventId: string;
  message: string;
}

/** The promises. */
export type Rule =
  /** Never more people with a seat than seats. */
  | 'capacity'
  /** What was acknowledged stays. */
  | 'acknowledged'
  /** A refusal is true. */
  | 'refusal'
  /** One live registration per email. */
  | 'duplicate'
  /** First come, first served; nobody overtakes those who wait. */
  | 'order'
  /** The counters are a count of the rows. */
  | 'counters'
  /** Nobody waits while a seat is free. */
  | 'idleSeat'
  /** A repeated key acts once and is answered alike. */
  | 'once'
  /** Nothing happens that nobody asked for. */
  | 'invented'
  /** A ticket lets one person in, once. */
  | 'checkIn';
