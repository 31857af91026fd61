import type { InvalidField } from '../validation.js';
import { KEY_LENGTH_MAX, type KeyedRequest, keyedRequest } from './keyedRequest.js';

/** An input, with how it is to be carried out. */
export type KeyedCall<Input> = Input & {
  /** A repetition with the same key gets the first answer. */
  idempotencyKey?: string | null;
  /** Says what would happen, and writes nothing; the key is not used up. */
  validateOnly?: boolean;
};

/**
 * Reads the key that a request came with.
 *
 * @param operation  name of the mutation
 * @param input      what it was asked, without the key
 */
export function keyOf(
  operation: string,
  key: string | null | undefined,
  input: unknown,
): { keyed: KeyedRequest | null; complaints: InvalidField[] } {
  if (key == null) return { keyed: null, complaints: [] };
  if (key !== '' && key.length <= KEY_LENGTH_MAX) {
    return { keyed: keyedRequest(key, operation, input), complaints: [] };
  }
  const message = `Must have from 1 to ${KEY_LENGTH_MAX} characters.`;
  return { keyed: null, complaints: [{ path: ['idempotencyKey'], message }] };
}
