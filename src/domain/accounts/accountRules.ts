import { databaseRefusal } from '../../data/databaseErrors.js';
import type { Complaints } from '../validation.js';

export type NameTaken = { kind: 'usernameTaken' } | { kind: 'emailTaken' };

const USERNAME = /^[A-Za-z0-9_.-]{3,32}$/;
const PASSWORD_LENGTH_MIN = 8;
const PASSWORD_LENGTH_MAX = 200;

export function checkUsername(complaints: Complaints, username: string): void {
  if (USERNAME.test(username)) return;
  complaints.add('username', 'Must be 3 to 32 letters (A to Z), digits, _, . and -.');
}

/** @see NIST SP 800-63B §5.1.1.2: length counts, and rules about kinds of characters do harm */
export function checkPassword(
  complaints: Complaints,
  path: string,
  password: string,
  { username, email }: { username: string; email: string },
): void {
  if ([...password].length < PASSWORD_LENGTH_MIN) {
    complaints.add(path, `Must be at least ${PASSWORD_LENGTH_MIN} characters long.`);
    return;
  }
  complaints.checkOptionalText(path, password, PASSWORD_LENGTH_MAX);
  const known = [username, email].map((name) => name.toLowerCase());
  if (known.includes(password.toLowerCase())) {
    complaints.add(path, 'Must be neither the username nor the email.');
  }
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
