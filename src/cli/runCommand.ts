import { type ParseArgsConfig, parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { connectDatabase } from '../data/connectDatabase.js';
import { type Database, openDatabase } from '../data/database.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';

/** Runs a command, and says in a sentence why it failed where a person can do something about it. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Stopped)) return reportFailure(error);
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

/** @throws Stopped with exit code 2 for an argument that is unknown, or lacks its value */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw wrongUsage((error as Error).message, usage);
  }
}

export function wrongUsage(message: string, usage: string): Stopped {
  return new Stopped(`${message}\n\n${usage.trimEnd()}`, 2);
}

/** Works on the database of `DATABASE_URL`, or else on the embedded one, which a server may run. */
export async function withDatabase<T>(
  work: (db: Database, place: string) => Promise<T>,
): Promise<T> {
  const connecting = connectDatabase({ databaseUrl: readConfig().databaseUrl, attach: true });
  // PostgreSQL takes back what an interrupted transaction has done; left running it would be in the way.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const stop = () => connecting.then((database) => database.stop());
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  }
  const database = await connecting;
  const db = openDatabase(database.url, { poolSize: 2 });
  try {
    return await work(db, describeDatabase(database.url));
  } finally {
    await db.$disconnect();
    await database.stop();
  }
}

/** Where a database is, without the password. */
function describeDatabase(url: string): string {
  if (!URL.canParse(url)) return 'the database of DATABASE_URL';
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname || 'localhost');
  return `${host}:${port || 5432}${decodeURIComponent(pathname)}`;
}
