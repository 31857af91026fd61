import { issueResetCode } from '../domain/accounts/resetPassword.js';
import { readArguments, wrongUsage } from './readArguments.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';
import { say } from './terminal.js';
import { withDatabase } from './withDatabase.js';

const USAGE = `Usage: npm run password:reset -- --email EMAIL

Prints a code for somebody who forgot the password: with it, the mutation resetPassword takes a new one,
once and within half an hour. Until then the old password works. Make sure first that it is the person
who asks, and give the code to nobody else. One that was printed before is worth nothing any more. Works
on the database of DATABASE_URL, or else on the embedded one, whether a server runs it or not.

  --email EMAIL  the account's address, case ignored
  --help         show this

Exit codes: 0 done, 1 failed, 2 wrong arguments.
`;

async function main(): Promise<void> {
  const options = readArguments(
    { email: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    USAGE,
  );
  if (options.help) return void process.stdout.write(USAGE);
  const { email } = options;
  if (!email) throw wrongUsage('Whose? --email is missing.', USAGE);

  await withDatabase(async (db, place) => {
    const outcome = await issueResetCode(db, email, new Date());
    if (outcome.kind === 'userNotFound') {
      throw new Stopped(`No account has the email ${email}. Nothing was changed.`);
    }
    const { username, code, expiresAt } = outcome;
    say(`A code for ${username}, good once until ${expiresAt.toISOString()} (${place}):`);
    say(code);
  });
}

main().catch(reportFailure);
