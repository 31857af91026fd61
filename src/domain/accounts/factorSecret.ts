import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

type Bytes = Uint8Array<ArrayBuffer>;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key under which the secrets of second factors are kept, made from a secret of the server's. */
export function factorKey(secret: string | Uint8Array): Bytes {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'turnout second factor', 32));
}

/** Encrypts the secret of a second factor, for this user's row alone. */
export function sealSecret(key: Bytes, userId: string, secret: Uint8Array): Bytes {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(userId));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
}

/** @throws Error when it was encrypted under another key, or for another user */
export function openSecret(key: Bytes, userId: string, sealed: Uint8Array): Bytes {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(userId));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const opened = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return new Uint8Array(Buffer.concat([opened, decipher.final()]));
  } catch (cause) {
    const message = 'The secret of a second factor cannot be read: it was kept under another key.';
    throw new Error(message, { cause });
  }
}
