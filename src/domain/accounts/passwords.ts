import { hash, type Options, verify } from '@node-rs/argon2';
import { type CallFrom, countGuess, type Guess, networkOf } from './guesses.js';
import { createHashingGate, type GateOptions } from './hashingGate.js';

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

/** One for the process, whose memory and processors they share. */
let gate = createHashingGate({ atOnce: 2, queueLengthMax: 100 });

/** Sets how many passwords this process hashes at once, and how many may wait for that. */
export function boundHashing(options: GateOptions): void {
  gate = createHashingGate(options);
}

/**
 * The hash of a password exactly as it was sent: whatever made two of them one would make it easier
 * to guess. Whoever composes `é` in another way sends another password.
 *
 * @see OWASP ASVS 5.0.0 V6.2.8
 * @param address  who asks; null for a command
 * @returns the PHC string, which has the salt and the parameters in it
 * @throws RateLimited when too many wait for theirs
 */
export function hashPassword(password: string, address: string | null = null): Promise<string> {
  return gate.run(
    (hashing) => hashing(() => hash(password, parameters)),
    address && networkOf(address),
  );
}

/** Who wants to be let in, and with what. */
type Caller = Pick<CallFrom, 'db' | 'address' | 'now'>;
interface Known {
  /** Of the account; null when there is none. */
  passwordHash: string | null;
  password: string;
}

/**
 * Does `work` for someone who wants to be let in and knows the password. Wrong guesses are counted. The
 * guess is counted when its turn has come: those who wait, and may all be right, do not count yet.
 *
 * @param target  what is guessed at, in the words of `countGuess`
 * @param work  takes the guess back: together with what it writes, so that it costs no way more
 * @returns null for who does not know it
 * @throws RateLimited after too many wrong guesses, and when too many wait
 */
export function withPassword<Outcome>(
  call: Caller,
  target: string,
  { passwordHash, password }: Known,
  work: (guess: Guess) => Promise<Outcome>,
): Promise<Outcome | null> {
  return gate.run(async (hashing) => {
    const guess = await countGuess(call, target);
    const right = await hashing(() => verifyPassword(passwordHash, password));
    return right ? work(guess) : null;
  }, networkOf(call.address));
}

/** Whether someone who wants to be let in knows the password. The same as `withPassword` else. */
export async function knowsPassword(call: Caller, target: string, known: Known): Promise<boolean> {
  const right = await withPassword(call, target, known, async (guess) => {
    await guess.takeBack();
    return true;
  });
  return right ?? false;
}

/**
 * @param passwordHash  null for an account that does not exist: then it is false, which takes as
 *                      long to learn as for one that does
 */
export function isPasswordOf(passwordHash: string | null, password: string): Promise<boolean> {
  return gate.run((hashing) => hashing(() => verifyPassword(passwordHash, password)));
}

async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? NOBODY, password);
  // Half of a surrogate pair has no bytes of its own: it would pass for U+FFFD.
  return right && passwordHash !== null && password.isWellFormed();
}
