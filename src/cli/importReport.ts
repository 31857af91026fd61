import type { ImportedRow } from '../domain/registration/importAttendees.js';
import { presentRegisterAttendee } from '../graphql/presenters/registration.js';
import { spell } from './terminal.js';

type Refusal = Exclude<ImportedRow['outcome'], { kind: 'registered' }>;

/** Told on a terminal, where they are held back until the bar has ended; elsewhere all are. */
const SHOWN_MAX = 1_000;

/** Counts what became of the rows of a file, and tells of each that was refused. */
export class ImportReport {
  private confirmed = 0;
  private waiting = 0;
  private readonly refusals = new Map<Refusal['kind'], number>();
  private readonly heldBack: string[] = [];

  constructor(private readonly file: string) {}

  add(rows: readonly ImportedRow[]): void {
    for (const { line, outcome } of rows) {
      if (outcome.kind === 'registered') this.count(outcome.attendee.status);
      else this.tell(line, outcome);
    }
  }

  /** `120 people (100 with a seat, 20 waiting)` */
  get registered(): string {
    const people = spell(this.confirmed + this.waiting, 'person', 'people');
    if (this.waiting === 0) return people;
    return `${people} (${spell(this.confirmed)} with a seat, ${spell(this.waiting)} waiting)`;
  }

  get refusedCount(): number {
    return [...this.refusals.values()].reduce((sum, count) => sum + count, 0);
  }

  /** `3 rows (2 already registered, 1 malformed)` */
  get refused(): string {
    const reasons = [...this.refusals].map(([kind, count]) => `${spell(count)} ${labels[kind]}`);
    const detail = reasons.length > 0 ? ` (${reasons.join(', ')})` : '';
    return spell(this.refusedCount, 'row', 'rows') + detail;
  }

  /** Tells what was held back. */
  flush(): void {
    for (const line of this.heldBack) process.stderr.write(line);
    const more = this.refusedCount - this.heldBack.length;
    if (process.stderr.isTTY && more > 0) {
      process.stderr.write(`and ${spell(more)} more: add 2> FILE to have all of them in a file\n`);
    }
    this.heldBack.length = 0;
  }

  private count(status: string): void {
    if (status === 'CONFIRMED') this.confirmed += 1;
    else this.waiting += 1;
  }

  private tell(line: number, refusal: Refusal): void {
    this.refusals.set(refusal.kind, (this.refusals.get(refusal.kind) ?? 0) + 1);
    const text = `${this.file}:${line}: ${reasonFor(refusal)}\n`;
    if (!process.stderr.isTTY) process.stderr.write(text);
    else if (this.heldBack.length < SHOWN_MAX) this.heldBack.push(text);
  }
}

const labels: Record<Refusal['kind'], string> = {
  alreadyRegistered: 'already registered',
  eventCancelled: 'after the event was called off',
  eventFull: 'without a free seat',
  eventNotFound: 'without an event',
  eventStarted: 'after the event started',
  idempotencyKeyReused: 'repeated',
  invalidInput: 'with a wrong name or email',
  malformedRow: 'malformed',
  registrationBusy: 'too busy',
};

/** The sentence that the API says; never the email itself. */
function reasonFor(refusal: Refusal): string {
  if (refusal.kind === 'malformedRow') return refusal.message;
  if (refusal.kind === 'invalidInput') {
    return refusal.fields.map(({ path, message }) => `${path}: ${message}`).join(' ');
  }
  const presented = presentRegisterAttendee(refusal);
  return 'message' in presented ? String(presented.message) : refusal.kind;
}
