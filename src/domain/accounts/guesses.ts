import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import {
  type AttemptsKey,
  countAttempts,
  countInTurn,
  deleteAttempts,
  uncountAttempt,
  uncountInTurn,
} from '../../data/attempts.js';
import type { Database, Transaction } from '../../data/database.js';
import type { Call } from '../call.js';
import { askerOf } from '../sharing/viewer.js';
import { RateLimited } from './rateLimited.js';
import { createShortMemory, type ShortMemory } from './shortMemory.js';

// The database counts, so that all processes together allow no more than one. Secrets of 256 bits are
// looked at first and counted when they were wrong: what is right costs no statement. Passwords,
// which people choose, are counted first: many at once must not slip through.

/** A call from somewhere: guesses are counted by where they come from. */
export interface CallFrom extends Call {
  /** The caller's network address. */
  address: string;
}

/** Whose guesses: the address's, or the account's when the caller is signed in. */
type Guesser = Pick<CallFrom, 'db' | 'address' | 'now' | 'viewer'>;

/** Something of which only so many a minute, or an hour, are allowed. */
interface Limit {
  hash: Bytes;
  max: number;
  /** Left out: a minute. */
  perHour?: boolean;
  message: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Wrong codes of a second factor an hour. Who guesses at them knows the password, and each has a
 * millionth of a chance: a day of it has one in four thousand.
 */
const CODES_MAX = 10;
/** Wrong guesses a minute, for one account and from one address. */
const GUESSES_MAX = 10;
/** Names that nobody has, a minute and account: a whole list of strangers once. */
const UNKNOWN_PEOPLE_MAX = 100;
/** New accounts a minute from one address, which a whole class may share. */
const SIGN_UPS_MAX = 30;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const TOO_MANY_GUESSES = 'Too many wrong guesses; wait a little.';

/** A guess that was counted before it is looked at: many at once do not slip through. */
export interface Guess {
  /** It was right, and does not count. @param tx  where that was found; left out: on its own */
  takeBack(tx?: Transaction): Promise<void>;
}

/**
 * Counts a guess at a password, on its own: it counts whatever becomes of the transaction that looks
 * at it.
 *
 * @param target  what is guessed at: an account
 * @throws RateLimited when there were too many in this minute
 */
export async function countGuess(
  { db, address, now }: Pick<CallFrom, 'db' | 'address' | 'now'>,
  target: string,
): Promise<Guess> {
  // In turn: an address that may not guess any more must not lock accounts.
  const fromAddress = guessesBy('address', networkOf(address));
  const atTarget = guessesBy('target', target);
  const keys = [attemptsKey(fromAddress, now), attemptsKey(atTarget, now)] as const;
  const counts = await countInTurn(db, keys, fromAddress.max);
  refuseTooMany(fromAddress, now, counts.first);
  refuseTooMany(atTarget, now, counts.second ?? 0);
  return { takeBack: (tx = db) => uncountInTurn(tx, keys) };
}

/**
 * Counts a guess at a code of an account's second factor, before it is looked at.
 *
 * @throws RateLimited when there were too many in this hour
 */
export async function countCodeGuess(
  { db, now }: Pick<CallFrom, 'db' | 'now'>,
  userId: string,
): Promise<Guess> {
  const limit = {
    hash: hashOf('second factor', userId),
    max: CODES_MAX,
    perHour: true,
    message: 'Too many wrong codes; wait a while.',
  };
  await count(db, now, limit);
  return { takeBack: (tx = db) => uncountAttempt(tx, attemptsKey(limit, now)) };
}

/**
 * Stops those who were wrong too often in this minute, before any work is done for them. Costs no
 * statement: what is known here is what this process was told when it counted.
 *
 * @param target  what is guessed at, when it must be protected from all together; null: nothing
 * @throws RateLimited
 */
export function refuseGuesser(call: Guesser, target: string | null = null): void {
  for (const limit of limitsOfGuesser(call, target)) refuseSpent(call, limit);
}

/** Counts a wrong guess at a secret. @throws RateLimited when it is one too many */
export async function countWrongGuess(call: Guesser, target: string | null = null): Promise<void> {
  for (const limit of limitsOfGuesser(call, target)) await countAndNote(call, limit, 1);
}

/** Counts a new account. @throws RateLimited when there were too many from the same address */
export async function countSignUp({ db, address, now }: Omit<Guesser, 'viewer'>): Promise<void> {
  await count(db, now, {
    hash: hashOf('sign-up', networkOf(address)),
    max: SIGN_UPS_MAX,
    message: 'Too many new accounts from this address; wait a little.',
  });
}

/** Stops those who named too many people whom nobody is. @throws RateLimited */
export function refuseStranger(call: Guesser): void {
  refuseSpent(call, unknownPeopleOf(call));
}

/** Counts names that nobody has: by them one learns who has an account. @throws RateLimited */
export async function countUnknownPeople(call: Guesser, people: number): Promise<void> {
  await countAndNote(call, unknownPeopleOf(call), people);
}

/** Removes the counts of minutes that are over. @returns how many */
export function forgetOldGuesses(db: Database, now: Date): Promise<number> {
  return deleteAttempts(db, new Date(now.getTime() - MINUTE_MS));
}

/** Whoever has an IPv6 address has the 2⁶⁴ of its network. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = tail === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array(zeros).fill('0'), ...(tail ?? [])].slice(0, 4).join(':');
}

/** A scanner that is signed in shares its address with all visitors, and must not with their guesses. */
function limitsOfGuesser({ address, viewer }: Guesser, target: string | null): Limit[] {
  const account = askerOf(viewer);
  const guesser =
    account === null
      ? guessesBy('secrets from address', networkOf(address))
      : guessesBy('secrets from account', account);
  return target === null ? [guesser] : [guesser, guessesBy('target', target)];
}

function guessesBy(kind: string, key: string): Limit {
  return { hash: hashOf(kind, key), max: GUESSES_MAX, message: TOO_MANY_GUESSES };
}

function unknownPeopleOf({ address, viewer }: Guesser): Limit {
  return {
    hash: hashOf('unknown people', askerOf(viewer) ?? networkOf(address)),
    max: UNKNOWN_PEOPLE_MAX,
    message: 'Too many people who have no account; wait a little.',
  };
}

/** @returns how many there were in this minute @throws RateLimited past the limit */
async function count(db: Database, now: Date, limit: Limit, attempts = 1): Promise<number> {
  const counted = await countAttempts(db, attemptsKey(limit, now), attempts);
  refuseTooMany(limit, now, counted);
  return counted;
}

function refuseTooMany(limit: Limit, now: Date, counted: number): void {
  if (counted > limit.max) throw tooMany(limit, now);
}

/** By database: a process may serve several, as tests do. */
const spentLimits = new WeakMap<Database, ShortMemory>();

async function countAndNote({ db, now }: Guesser, limit: Limit, attempts: number): Promise<void> {
  const note = () => memoryOf(db).add(keyOf(limit), minuteOf(now));
  try {
    if ((await count(db, now, limit, attempts)) === limit.max) note();
  } catch (error) {
    if (error instanceof RateLimited) note();
    throw error;
  }
}

function refuseSpent({ db, now }: Guesser, limit: Limit): void {
  if (memoryOf(db).has(keyOf(limit), minuteOf(now))) throw tooMany(limit, now);
}

function memoryOf(db: Database): ShortMemory {
  const memory = spentLimits.get(db) ?? createShortMemory();
  spentLimits.set(db, memory);
  return memory;
}

function keyOf({ hash }: Limit): string {
  return Buffer.from(hash).toString('hex');
}

function tooMany({ message, perHour }: Limit, now: Date): RateLimited {
  const end = perHour ? endOfHour(now).getTime() : minuteOf(now).getTime() + MINUTE_MS;
  return new RateLimited(message, Math.ceil((end - now.getTime()) / 1_000));
}

/** Under what it is counted: an hour under its end, since what lies behind is forgotten. */
function attemptsKey({ hash, perHour }: Limit, now: Date): AttemptsKey {
  return { keyHash: hash, minute: perHour ? endOfHour(now) : minuteOf(now) };
}

function endOfHour(now: Date): Date {
  return new Date((Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS);
}

export function minuteOf(now: Date): Date {
  return new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
}

function hashOf(kind: string, key: string): Bytes {
  return new Uint8Array(createHash('sha256').update(`${kind}\0${key}`).digest());
}
