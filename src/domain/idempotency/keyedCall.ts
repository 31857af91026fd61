import { askerOf, type Viewer } from '../sharing/viewer.js';
import { Complaints, type InvalidField } from '../validation.js';
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
  viewer: Viewer,
): { keyed: KeyedRequest | null; complaints: InvalidField[] } {
  if (key == null) return { keyed: null, complaints: [] };
  const complaints = new Complaints();
  complaints.checkText('idempotencyKey', key, KEY_LENGTH_MAX);
  if (complaints.fields.length > 0) return { keyed: null, complaints: complaints.fields };
  return { keyed: keyedRequest(key, operation, input, askerOf(viewer)), complaints: [] };
}
