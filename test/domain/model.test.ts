import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Database, openDatabase } from '../../src/data/database.js';
import { newId } from '../../src/data/newId.js';
import type { AttendeeRow } from '../../src/data/rows.js';
import type { CallFrom } from '../../src/domain/accounts/guesses.js';
import { cancelEvent } from '../../src/domain/events/cancelEvent.js';
import { updateEvent } from '../../src/domain/events/updateEvent.js';
import { cancelRegistration } from '../../src/domain/registration/cancelRegistration.js';
import { checkInAttendee, undoCheckIn } from '../../src/domain/registration/checkIn.js';
import { registerAttendee } from '../../src/domain/registration/registerAttendee.js';
import { registerAttendees } from '../../src/domain/registration/registerAttendees.js';
import type { RegistrationOutcome } from '../../src/domain/registration/registration.js';
import { createRegistrationDesk } from '../../src/domain/registration/registrationDesk.js';
import { createSecret } from '../../src/domain/secret.js';
import { viewerWith } from '../../src/domain/sharing/viewer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventRow } from '../support/rows.js';

// Any sequence of commands does to the tables what it does to a few arrays.

jest.setTimeout(60_000);

type Status = AttendeeRow['status'];
type Person = { email: string; status: Status; checkedIn: boolean };

/** What registration means, on arrays: everyone who ever registered, in order of arrival. */
class Model {
  cancelled = false;
  people: Person[] = [];
  constructor(public capacity: number) {}

  having = (status: Status) => this.people.filter((person) => person.status === status);
  find = (email: string) => this.people.findLast((person) => person.email === email);

  admit(email: string, joinWaitlist: boolean): string {
    if ((this.find(email)?.status ?? 'CANCELLED') !== 'CANCELLED') return 'alreadyRegistered';
    if (this.cancelled) return 'eventCancelled';
    const status = this.having('CONFIRMED').length < this.capacity ? 'CONFIRMED' : 'WAITLISTED';
    if (status === 'WAITLISTED' && !joinWaitlist) return 'eventFull';
    this.people.push({ email, status, checkedIn: false });
    return 'registered';
  }
  /** @returns the emails of those who got a seat */
  promote(): string[] {
    const free = this.cancelled ? 0 : this.capacity - this.having('CONFIRMED').length;
    const promoted = this.having('WAITLISTED').slice(0, free);
    for (const person of promoted) person.status = 'CONFIRMED';
    return promoted.map(({ email }) => email);
  }
  copy(): Model {
    const copy = Object.assign(new Model(this.capacity), { cancelled: this.cancelled });
    copy.people = structuredClone(this.people);
    return copy;
  }
}

let database: TestDatabase;
let db: Database;
let desk: CallFrom['desk'];
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  desk = createRegistrationDesk(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** The event in the database, and what a client would have kept of its answers. */
interface Real {
  eventId: string;
  asOwner(): CallFrom;
  asAnyone(): CallFrom;
  /** Id and secret of the last registration of each email. */
  kept: Map<string, { id: string; secret: string }>;
}

async function givenReal(capacity: number): Promise<Real> {
  const eventId = newId();
  const secret = createSecret(eventId);
  await db.event.create({
    data: eventRow({ id: eventId, capacity, manageSecretHash: secret.hash }),
  });
  const callWith = (header?: string) => (): CallFrom => ({
    db,
    desk,
    viewer: viewerWith(header, true),
    now: new Date(),
    address: '127.0.0.1',
  });
  return { eventId, asOwner: callWith(secret.text), asAnyone: callWith(), kept: new Map() };
}

function keep(real: Real, email: string, outcome: RegistrationOutcome | undefined): void {
  if (outcome?.kind !== 'registered' || outcome.secret === null) return;
  real.kept.set(email, { id: outcome.attendee.id, secret: outcome.secret });
}

async function expectSame(model: Model, { eventId }: Real): Promise<void> {
  const event = await db.event.findUniqueOrThrow({ where: { id: eventId } });
  const rows = await db.attendee.findMany({ where: { eventId }, orderBy: { arrival: 'asc' } });
  expect({
    status: event.status,
    capacity: event.capacity,
    confirmedCount: event.confirmedCount,
    waitlistLength: event.waitlistLength,
    checkedInCount: event.checkedInCount,
    people: rows.map((row) => [row.email.toLowerCase(), row.status, row.checkedInAt !== null]),
  }).toEqual({
    status: model.cancelled ? 'CANCELLED' : 'SCHEDULED',
    capacity: model.capacity,
    confirmedCount: model.having('CONFIRMED').length,
    waitlistLength: model.having('WAITLISTED').length,
    checkedInCount: model.people.filter(({ checkedIn }) => checkedIn).length,
    people: model.people.map(({ email, status, checkedIn }) => [email, status, checkedIn]),
  });
}

type Expected = Record<string, unknown> & { kind: string };

/** A command acts on both, and both must say the same and look the same. */
abstract class Command implements fc.AsyncCommand<Model, Real> {
  abstract onModel(model: Model): Expected;
  abstract onReal(real: Real): Promise<Expected>;
  abstract toString(): string;

  check(_model: Readonly<Model>): boolean {
    return true;
  }
  async run(model: Model, real: Real): Promise<void> {
    const expected = this.onModel(model);
    expect(await this.onReal(real)).toEqual(expected);
    await expectSame(model, real);
  }
}

class Register extends Command {
  constructor(
    readonly email: string,
    readonly joinWaitlist: boolean,
    readonly how: 'plainly' | 'twice with one key' | 'in rehearsal',
  ) {
    super();
  }
  onModel(model: Model) {
    const target = this.how === 'in rehearsal' ? model.copy() : model;
    const kind = target.admit(this.email, this.joinWaitlist);
    return { kind, status: kind === 'registered' ? target.find(this.email)?.status : undefined };
  }
  async onReal(real: Real) {
    const input = {
      eventId: real.eventId,
      name: 'Ada Lovelace',
      // Emails are compared without case.
      email: this.joinWaitlist ? this.email.toUpperCase() : this.email,
      joinWaitlist: this.joinWaitlist,
      validateOnly: this.how === 'in rehearsal',
      idempotencyKey: this.how === 'twice with one key' ? newId() : null,
    };
    const outcome = await registerAttendee(real.asAnyone(), input);
    if (input.idempotencyKey)
      expect(await registerAttendee(real.asAnyone(), input)).toEqual(outcome);
    keep(real, this.email, outcome);
    return {
      kind: outcome.kind,
      status: outcome.kind === 'registered' ? outcome.attendee.status : undefined,
    };
  }
  toString = () => `${this.email} registers ${this.how}${this.joinWaitlist ? ', or waits' : ''}`;
}

class RegisterSeveral extends Command {
  constructor(
    readonly emails: string[],
    readonly joinWaitlist: boolean,
    readonly refusedRows: 'ABORT' | 'SKIP',
  ) {
    super();
  }
  onModel(model: Model) {
    const trial = model.copy();
    const rows = this.emails.map((email) => trial.admit(email, this.joinWaitlist));
    const refused = this.refusedRows === 'ABORT' && rows.some((kind) => kind !== 'registered');
    if (!refused) model.people = trial.people;
    return { kind: refused ? 'registrationsRefused' : 'registered', rows };
  }
  async onReal(real: Real) {
    const outcome = await registerAttendees(real.asOwner(), {
      eventId: real.eventId,
      attendees: this.emails.map((email) => ({ name: 'Ada Lovelace', email })),
      joinWaitlist: this.joinWaitlist,
      refusedRows: this.refusedRows,
    });
    const results = 'results' in outcome ? outcome.results : [];
    if (outcome.kind === 'registered') {
      this.emails.map((email, i) => keep(real, email, results[i]));
    }
    return { kind: outcome.kind, rows: results.map(({ kind }) => kind) };
  }
  toString = () =>
    `${this.emails} registered together, ${this.refusedRows}${this.joinWaitlist ? ', or wait' : ''}`;
}

/** A command about somebody who registered at some time. */
abstract class CommandAboutPerson extends Command {
  constructor(
    readonly email: string,
    readonly own: boolean,
  ) {
    super();
  }
  override check(model: Readonly<Model>) {
    return model.find(this.email) !== undefined;
  }
  personIn(model: Model) {
    return model.find(this.email) as Person;
  }
  keptOf(real: Real) {
    return real.kept.get(this.email) as { id: string; secret: string };
  }
}

class Cancel extends CommandAboutPerson {
  onModel(model: Model): Expected {
    const person = this.personIn(model);
    if (person.status === 'CANCELLED') return { kind: 'registrationCancelled' };
    Object.assign(person, { status: 'CANCELLED', checkedIn: false });
    return { kind: 'cancelled', promoted: model.promote()[0] ?? null };
  }
  async onReal(real: Real): Promise<Expected> {
    const { id, secret } = this.keptOf(real);
    const outcome = await cancelRegistration(this.own ? real.asAnyone() : real.asOwner(), {
      attendee: this.own ? { secret } : { id },
      validateOnly: false,
    });
    if (outcome.kind !== 'cancelled') return { kind: outcome.kind };
    return { kind: outcome.kind, promoted: outcome.promoted?.email.toLowerCase() ?? null };
  }
  toString = () => `${this.email} cancelled ${this.own ? 'in person' : 'by the owner'}`;
}

class CheckIn extends CommandAboutPerson {
  onModel(model: Model): Expected {
    const person = this.personIn(model);
    if (model.cancelled) return { kind: 'eventCancelled' };
    if (person.status !== 'CONFIRMED') return { kind: 'notConfirmed' };
    if (person.checkedIn) return { kind: 'alreadyCheckedIn' };
    person.checkedIn = true;
    return { kind: 'checkedIn' };
  }
  async onReal(real: Real): Promise<Expected> {
    const { kind } = await checkInAttendee(real.asOwner(), {
      ticket: { attendeeId: this.keptOf(real).id },
      eventId: real.eventId,
      checkedInBy: 'door 1',
      validateOnly: false,
    });
    return { kind };
  }
  toString = () => `${this.email} checked in`;
}

class UndoCheckIn extends CommandAboutPerson {
  onModel(model: Model): Expected {
    const person = this.personIn(model);
    if (!person.checkedIn) return { kind: 'notCheckedIn' };
    person.checkedIn = false;
    return { kind: 'checkInUndone' };
  }
  async onReal(real: Real): Promise<Expected> {
    const ticket = { attendeeId: this.keptOf(real).id };
    const { kind } = await undoCheckIn(real.asOwner(), { ticket, validateOnly: false });
    return { kind };
  }
  toString = () => `check-in of ${this.email} taken back`;
}

class ChangeCapacity extends Command {
  constructor(
    readonly capacity: number,
    readonly stale: boolean,
  ) {
    super();
  }
  onModel(model: Model): Expected {
    const confirmedCount = model.having('CONFIRMED').length;
    if (model.cancelled) return { kind: 'eventCancelled' };
    if (this.stale) return { kind: 'versionConflict' };
    if (this.capacity < 1) return { kind: 'invalidInput' };
    if (this.capacity < confirmedCount) return { kind: 'capacityBelowConfirmed', confirmedCount };
    model.capacity = this.capacity;
    return { kind: 'changed', promoted: model.promote() };
  }
  async onReal(real: Real): Promise<Expected> {
    const { version } = await db.event.findUniqueOrThrow({ where: { id: real.eventId } });
    const outcome = await updateEvent(real.asOwner(), {
      id: real.eventId,
      expectedVersion: this.stale ? version - 1 : version,
      ambiguousTime: 'EARLIER',
      capacity: this.capacity,
      validateOnly: false,
    });
    const { kind } = outcome;
    if (kind === 'capacityBelowConfirmed') return { kind, confirmedCount: outcome.confirmedCount };
    if (kind !== 'changed') return { kind };
    return { kind, promoted: outcome.promoted.map(({ email }) => email.toLowerCase()) };
  }
  toString = () => `capacity ${this.capacity}${this.stale ? ', from a stale version' : ''}`;
}

class CancelEvent extends Command {
  onModel(model: Model): Expected {
    if (model.cancelled) return { kind: 'eventCancelled' };
    model.cancelled = true;
    return { kind: 'changed' };
  }
  async onReal(real: Real): Promise<Expected> {
    const { kind } = await cancelEvent(real.asOwner(), { id: real.eventId, validateOnly: false });
    return { kind };
  }
  toString = () => 'event called off';
}

describe('registration', () => {
  it('does whatever the arrays do, in any sequence of commands', async () => {
    const email = fc
      .constantFrom('ada', 'bob', 'cyd', 'dan', 'eve', 'fay')
      .map((n) => `${n}@example.org`);
    const how = fc.constantFrom('plainly', 'twice with one key', 'in rehearsal');
    const register = fc.tuple(email, fc.boolean(), how).map((args) => new Register(...args));
    const several = fc
      .tuple(
        fc.array(email, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.constantFrom('ABORT', 'SKIP'),
      )
      .map((args) => new RegisterSeveral(...args));
    const about = fc.tuple(email, fc.boolean());
    const commands = fc.commands(
      [
        register,
        register,
        register,
        several,
        about.map((args) => new Cancel(...args)),
        about.map((args) => new Cancel(...args)),
        about.map((args) => new CheckIn(...args)),
        about.map((args) => new UndoCheckIn(...args)),
        fc.tuple(fc.nat(5), fc.nat(5)).map(([n, m]) => new ChangeCapacity(n, m === 0)),
        fc
          .nat(3)
          .map((n) =>
            n === 0 ? new CancelEvent() : new Register('ada@example.org', true, 'plainly'),
          ),
      ],
      { maxCommands: 60, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), commands, async (capacity, sequence) => {
        const real = await givenReal(capacity);
        await fc.asyncModelRun(() => ({ model: new Model(capacity), real }), sequence);
      }),
      { numRuns: 60 },
    );
  });
});
