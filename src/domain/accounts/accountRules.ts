import { databaseRefusal } from '../../data/databaseErrors.js';
import type { Complaints } from '../validation.js';
import { isCommonPassword } from './commonPasswords.js';

export type NameTaken = { kind: 'usernameTaken' } | { kind: 'emailTaken' };

const USERNAME = /^[A-Za-z0-9_.-]{3,32}$/;
const PASSWORD_LENGTH_MIN = 8;
const PASSWORD_LENGTH_MAX = 200;
/** A shorter part of a name is part of many a word. */
const NAME_LENGTH_MIN = 3;

/** Words that whoever guesses at an account here tries first, as SECURITY.md has them. */
export const CONTEXT_WORDS = [
  'turnout',
  'event',
  'attendee',
  'organiser',
  'organizer',
  'ticket',
  'administrator',
  'admin',
];

export function checkUsername(complaints: Complaints, username: string): void {
  if (USERNAME.test(username)) return;
  complaints.add('username', 'Must be 3 to 32 letters (A to Z), digits, _, . and -.');
}

/**
 * Length counts, and rules about kinds of characters do harm; what is guessed first is refused.
 *
 * @see NIST SP 800-63B §5.1.1.2
 */
export function checkPassword(
  complaints: Complaints,
  path: string,
  password: string,
  names: { username: string; email: string },
): void {
  const known = complaints.fields.length;
  complaints.checkOptionalText(path, password, PASSWORD_LENGTH_MAX);
  if (complaints.fields.length > known) return;
  const reason = refusePassword(password, names);
  if (reason) complaints.add(path, reason);
}

function refusePassword(
  password: string,
  names: { username: string; email: string },
): string | null {
  if (isShort(password)) return `Must be at least ${PASSWORD_LENGTH_MIN} characters long.`;
  // Only to compare: what is kept is the password as it was sent.
  const folded = password.normalize('NFKC').toLowerCase();
  if (isCommonPassword(folded)) return 'Is among the passwords that are tried first: take another.';
  const rest = withoutKnownWords(folded, names);
  if (!isShort(rest) && !isCommonPassword(rest)) return null;
  const words = CONTEXT_WORDS.join(', ');
  return `Must be good without what is tried first: the account's own names, and ${words}.`;
}

function isShort(password: string): boolean {
  return [...password].length < PASSWORD_LENGTH_MIN;
}

/** What a password has of its own: a name or word that anyone can guess adds nothing to it. */
function withoutKnownWords(folded: string, names: { username: string; email: string }): string {
  const known = [...namesIn(names), ...CONTEXT_WORDS].sort((a, b) => b.length - a.length);
  const rest = known.reduce((left, word) => left.replaceAll(word, ''), folded);
  return rest.replace(/^[\s._@-]+|[\s._@-]+$/g, '');
}

/** The username and the email, and what they are made of; but no last part of a domain. */
function namesIn({ username, email }: { username: string; email: string }): string[] {
  const withoutEnding = email.replace(/\.[^.@]*$/, '');
  const parts = `${username} ${withoutEnding}`.split(/[^A-Za-z0-9]+/);
  return [username, email, withoutEnding, ...email.split('@'), ...parts]
    .filter((name) => name.length >= NAME_LENGTH_MIN)
    .map((name) => name.toLowerCase());
}

/** Which of its names another account has, when that is why a write failed. @throws the error when not */
export function nameTaken(error: unknown): NameTaken {
  switch (databaseRefusal(error)?.constraint) {
    case 'User_username_taken':
      return { kind: 'usernameTaken' };
    case 'User_email_taken':
      return { kind: 'emailTaken' };
    default:
      throw error;
  }
}
