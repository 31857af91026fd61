import { readConfig } from '../config.js';
import { connectDatabase } from '../data/connectDatabase.js';
import { type Database, openDatabase } from '../data/database.js';

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
