import { erasePerson, findPerson, type Person } from '../domain/accounts/erasePerson.js';
import { readPerson } from './readPerson.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';
import { confirm, say, spell } from './terminal.js';
import { withDatabase } from './withDatabase.js';

const USAGE = `Usage: npm run person:erase -- --email EMAIL [--yes]

Erases a person: name and email go from all registrations of the address, whoever made them, and the
account that has it goes for good. The registrations stay without a name, and count. Make sure first
that it is the person who asks: nothing brings it back. Works on the database of DATABASE_URL, or else
on the embedded one, whether a server runs it or not.

  --email EMAIL  the person's address, case ignored
  --yes          do not ask
  --help         show this

Exit codes: 0 done, 1 failed, 2 wrong arguments.
`;

async function main(): Promise<void> {
  const asked = readPerson(USAGE, 'Whom?');
  if (!asked) return;
  const { email, yes } = asked;

  await withDatabase(async (db, place) => {
    const person = await findPerson(db, email);
    say(`${email}: ${describe(person)} (${place})`);
    if (person.registrationsCount === 0 && person.username === null) return;
    if (!yes) await confirm('Erase the person for good?');
    const outcome = await erasePerson(db, email);
    switch (outcome.kind) {
      case 'erased':
        return say(`Erased: ${describe(outcome)}.`);
      case 'userChanged':
        throw new Stopped(
          'The account was changed meanwhile. Nothing was changed here; try again.',
        );
      case 'lastOwner': {
        const events = outcome.events.map(({ name }) => `  ${name}`).join('\n');
        throw new Stopped(
          `Nobody else owns these events; give them to someone or delete them first. Nothing was changed.\n${events}`,
        );
      }
    }
  });
}

/** `3 registrations and the account ada`. */
function describe({ registrationsCount, username }: Person): string {
  const registrations = spell(registrationsCount, 'registration', 'registrations');
  return `${registrations} and ${username === null ? 'no account' : `the account ${username}`}`;
}

main().catch(reportFailure);
