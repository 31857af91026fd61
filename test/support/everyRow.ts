import type { TestServer } from './server.js';

/**
 * All that the tables hold, by table; a test that nothing was written compares two of these. Without
 * the counts of guesses, which are counted also when nothing else is written.
 */
export async function everyRow({ db }: TestServer): Promise<Record<string, string[]>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT "tablename" AS "name" FROM "pg_tables" WHERE "schemaname" = 'public' AND "tablename" <> 'Attempts' ORDER BY 1`;
  const contents: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ text: string }[]>(
      `SELECT row::text AS "text" FROM "${name}" AS row ORDER BY 1`,
    );
    contents[name] = rows.map(({ text }) => text);
  }
  return contents;
}
