/** A field that breaks a rule. */
export interface InvalidField {
  /** Where it stands in the input: field names and list indexes. */
  path: string[];
  /** One sentence that says what was wrong. */
  message: string;
}

/** Collects what is wrong with an input, so that all of it is said at once. */
export class Complaints {
  readonly fields: InvalidField[];

  constructor(known: readonly InvalidField[] = []) {
    this.fields = [...known];
  }

  add(path: string | string[], message: string): void {
    this.fields.push({ path: [path].flat(), message });
  }

  /** A text to keep exactly as it was sent: not blank, of limited length, storable. */
  checkText(path: string, text: string, lengthMax: number): void {
    if (text.trim() === '') this.add(path, 'Must not be empty.');
    else this.checkOptionalText(path, text, lengthMax);
  }

  /** Like `checkText`, but may be empty. */
  checkOptionalText(path: string, text: string, lengthMax: number): void {
    const reason = refuseText(text, lengthMax);
    if (reason) this.add(path, reason);
  }

  checkInteger(path: string, value: number, min: number, max: number): void {
    if (value < min || value > max) {
      this.add(path, `Must be from ${min} to ${max}, but was ${value}.`);
    }
  }

  /** @see RFC 5321 §4.1.2 and §4.5.3.1: a plain address, without quoting or comments */
  checkEmail(path: string, email: string): void {
    const reason = refuseEmail(email);
    if (reason) this.add(path, reason);
  }
}

/** PostgreSQL keeps every text but these: it refuses NUL and would change a lone surrogate. */
function refuseText(text: string, lengthMax: number): string | null {
  // A character outside the basic plane is two code units, so few texts need counting.
  if (text.length > lengthMax && [...text].length > lengthMax) {
    return `Must be at most ${lengthMax} characters long.`;
  }
  if (text.includes('\0')) return 'Must not contain the character NUL (U+0000).';
  if (!text.isWellFormed()) return 'Must not contain half of a surrogate pair.';
  return null;
}

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN_LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

function refuseEmail(email: string): string | null {
  if (email.length > 254) return 'Must be at most 254 characters long.';
  const at = email.lastIndexOf('@');
  if (at < 1) return 'Must be an email address, like ada@example.org.';
  const labels = email.slice(at + 1).split('.');
  if (at > 64) return 'Must have at most 64 characters before the @.';
  if (!LOCAL_PART.test(email.slice(0, at))) {
    return 'Has a character, a blank or a dot before the @ that an email address cannot have there.';
  }
  if (labels.length < 2 || !labels.every((label) => DOMAIN_LABEL.test(label))) {
    return 'Must end in a domain, like example.org.';
  }
  return null;
}
