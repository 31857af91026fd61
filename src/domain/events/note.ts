import type { Complaints } from '../validation.js';

const NOTE_LENGTH_MAX = 500;

/** Checks what someone says about a change, for the history. */
export function checkNote(note: string | null | undefined, complaints: Complaints): void {
  if (note != null) complaints.checkOptionalText('note', note, NOTE_LENGTH_MAX);
}
