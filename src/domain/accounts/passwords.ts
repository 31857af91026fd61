import { hash, type Options, verify } from '@node-rs/argon2';

/**
 * Argon2id, with 19 MiB and two passes.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
 */
const parameters = {
  algorithm: 2,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} satisfies Options;

/** The hash of a password that nobody has: to verify against it takes as long as against others. */
const NOBODY =
  `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}` +
  `$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** @returns the PHC string, which has the salt and the parameters in it */
export function hashPassword(password: string): Promise<string> {
  return hash(spelledAlike(password), parameters);
}

/**
 * @param passwordHash  null for an account that does not exist: then it is false, which takes as
 *                      long to learn as for one that does
 */
export async function isPasswordOf(passwordHash: string | null, password: string) {
  const right = await verify(passwordHash ?? NOBODY, spelledAlike(password));
  return right && passwordHash !== null;
}

/** Keyboards differ in how they compose `é`. @see NIST SP 800-63B §5.1.1.2 */
function spelledAlike(password: string): string {
  return password.normalize('NFKC');
}
