import { text } from 'node:stream/consumers';
import {
  type MakeAdministratorOutcome,
  makeAdministrator,
} from '../domain/accounts/makeAdministrator.js';
import { readArguments, wrongUsage } from './readArguments.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';
import { askSecret } from './terminal.js';
import { withDatabase } from './withDatabase.js';

const USAGE = `Usage: npm run admin:create -- --username NAME --email EMAIL [--password-stdin]

Makes an account that may do everything with every event. Asks for its password, which is not shown.
An account of that username and email that exists becomes one when the password is its own. Works on
the database of DATABASE_URL, or else on the embedded one, whether a server runs it or not.

  --username NAME   3 to 32 letters (A to Z), digits, _, . and -
  --email EMAIL     its email address
  --password-stdin  read the password from the standard input: one line
  --help            show this

Exit codes: 0 done, 1 failed, 2 wrong arguments.
`;

async function main(): Promise<void> {
  const options = readArguments(
    {
      username: { type: 'string' },
      email: { type: 'string' },
      'password-stdin': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    USAGE,
  );
  if (options.help) return void process.stdout.write(USAGE);

  const { username, email } = options;
  if (!username) throw wrongUsage('Which name? --username is missing.', USAGE);
  if (!email) throw wrongUsage('Which address? --email is missing.', USAGE);
  const password = options['password-stdin'] ? await readPassword() : await askPassword(username);

  await withDatabase(async (db, place) => {
    const outcome = await makeAdministrator(db, { username, email, password }, new Date());
    process.stdout.write(`${conclude(outcome, username)} (${place})\n`);
  });
}

async function readPassword(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, '');
}

async function askPassword(username: string): Promise<string> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Stopped('There is no terminal to ask on: use --password-stdin. Nothing was changed.');
  }
  const password = await askSecret(`Password of ${username}: `);
  if (!password) throw new Stopped('Nothing was changed.');
  if ((await askSecret('The same again: ')) === password) return password;
  throw new Stopped('The two are not the same. Nothing was changed.');
}

/** @throws Stopped where nothing came of it */
function conclude(outcome: MakeAdministratorOutcome, username: string): string {
  switch (outcome.kind) {
    case 'made':
      return `${username} is an administrator now: a new account.`;
    case 'promoted':
      return `${username} is an administrator now: an account that was there before.`;
    case 'otherAccount':
      throw new Stopped(
        `There is an account ${username} already, and this is not its email or not its password. Nothing was changed.`,
      );
    case 'usernameTaken':
      throw new Stopped(`Another account has the username ${username}. Nothing was changed.`);
    case 'emailTaken':
      throw new Stopped('Another account has this email. Nothing was changed.');
    case 'invalidInput': {
      const complaints = outcome.fields.map(({ path, message }) => `--${path}: ${message}`);
      throw new Stopped(`${complaints.join('\n')}\nNothing was changed.`);
    }
  }
}

main().catch(reportFailure);
