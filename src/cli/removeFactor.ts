import { removeSecondFactor } from '../domain/accounts/changeSecondFactor.js';
import { readPerson } from './readPerson.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';
import { confirm, say, spell } from './terminal.js';
import { withDatabase } from './withDatabase.js';

const USAGE = `Usage: npm run factor:remove -- --email EMAIL [--yes]

Removes the second factor of an account whose owner has lost it, recovery codes included, and ends its
sessions: from then on the password is enough. Make sure first that it is the person who asks, at least
as well as when the account was given to them. Works on the database of DATABASE_URL, or else on the
embedded one, whether a server runs it or not.

  --email EMAIL  the account's address, case ignored
  --yes          do not ask
  --help         show this

Exit codes: 0 done, 1 failed, 2 wrong arguments.
`;

async function main(): Promise<void> {
  const asked = readPerson(USAGE, 'Whose?');
  if (!asked) return;
  const { email, yes } = asked;

  await withDatabase(async (db, place) => {
    if (!yes) await confirm(`Remove the second factor of ${email} at ${place}?`);
    const outcome = await removeSecondFactor(db, email);
    switch (outcome.kind) {
      case 'removed': {
        const sessions = spell(outcome.endedSessionsCount, 'session', 'sessions');
        const { username } = outcome;
        return say(`${username} has no second factor any more. Ended ${sessions}. (${place})`);
      }
      case 'secondFactorNotOn':
        throw new Stopped(`${outcome.username} has no second factor. Nothing was changed.`);
      case 'userNotFound':
        throw new Stopped(`No account has the email ${email}. Nothing was changed.`);
    }
  });
}

main().catch(reportFailure);
