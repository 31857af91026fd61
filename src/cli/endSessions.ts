import { endSessionsOf, endSessionsOfAll } from '../domain/accounts/endSessions.js';
import { readArguments, wrongUsage } from './readArguments.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';
import { confirm, say, spell } from './terminal.js';
import { withDatabase } from './withDatabase.js';

const USAGE = `Usage: npm run sessions:end -- --email EMAIL
       npm run sessions:end -- --all [--yes]

Ends all sessions of an account, or of everybody: their tokens are worth nothing from then on, and
they sign in again. Works on the database of DATABASE_URL, or else on the embedded one, whether a
server runs it or not.

  --email EMAIL  the account's address, case ignored
  --all          all accounts
  --yes          do not ask
  --help         show this

Exit codes: 0 done, 1 failed, 2 wrong arguments.
`;

async function main(): Promise<void> {
  const options = readArguments(
    {
      email: { type: 'string' },
      all: { type: 'boolean' },
      yes: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    USAGE,
  );
  if (options.help) return void process.stdout.write(USAGE);
  const { email, all } = options;
  if (email && all) throw wrongUsage('Either --email or --all, not both.', USAGE);
  if (!email && !all) throw wrongUsage('Whose? --email or --all is missing.', USAGE);

  await withDatabase(async (db, place) => {
    if (email) return say(`${await endOf(email)} (${place})`);
    if (!options.yes) await confirm(`End the sessions of everybody at ${place}?`);
    say(`Ended ${spellSessions(await endSessionsOfAll(db))} of everybody. (${place})`);

    async function endOf(address: string): Promise<string> {
      const outcome = await endSessionsOf(db, address);
      if (outcome.kind === 'userNotFound') {
        throw new Stopped(`No account has the email ${address}. Nothing was changed.`);
      }
      return `Ended ${spellSessions(outcome.endedSessionsCount)} of ${outcome.username}.`;
    }
  });
}

function spellSessions(count: number): string {
  return spell(count, 'session', 'sessions');
}

main().catch(reportFailure);
