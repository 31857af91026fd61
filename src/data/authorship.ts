import type { Transaction } from './database.js';

/**
 * Says who makes the changes of this transaction, and why: the trigger that keeps versions writes
 * it beside them.
 */
export async function noteAuthor(
  tx: Transaction,
  authorId: string | null,
  note: string | null = null,
): Promise<void> {
  if (authorId === null && note === null) return;
  await tx.$queryRaw`
    SELECT set_config('turnout.author', ${authorId ?? ''}, true),
      set_config('turnout.note', ${note ?? ''}, true)`;
}
