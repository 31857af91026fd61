import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AttendeeRow } from '../../data/rows.js';

/** What a ticket code is made from. */
type Ticket = Pick<AttendeeRow, 'id' | 'secretHash'>;

const ID_BYTES = 16;
const PROOF_BYTES = 9;
const TICKET_CODE = /^TKT-[A-Za-z0-9_-]{34}$/;

/**
 * The code on an attendee's ticket: the attendee's UUID, and 72 bits that only the server can
 * work out, so that nobody can make a ticket from an id. It opens a door and nothing else: unlike
 * the secret of the registration it can be shown to others.
 */
export function ticketCodeOf(ticket: Ticket): string {
  const id = Buffer.from(ticket.id.replaceAll('-', ''), 'hex');
  return `TKT-${Buffer.concat([id, proofOf(ticket)]).toString('base64url')}`;
}

/** The attendee that a text claims to be the ticket of; null when it has not the form of one. */
export function attendeeIdIn(ticketCode: string): string | null {
  if (!TICKET_CODE.test(ticketCode)) return null;
  const hex = Buffer.from(ticketCode.slice(4), 'base64url').toString('hex', 0, ID_BYTES);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether a text is the ticket of this attendee, compared in constant time. */
export function isTicketOf(ticket: Ticket, ticketCode: string): boolean {
  const code = ticketCodeOf(ticket);
  return (
    code.length === ticketCode.length && timingSafeEqual(Buffer.from(code), Buffer.from(ticketCode))
  );
}

function proofOf({ id, secretHash }: Ticket): Buffer {
  return createHmac('sha256', secretHash).update(`ticket ${id}`).digest().subarray(0, PROOF_BYTES);
}
