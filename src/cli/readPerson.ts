import { readArguments, wrongUsage } from './readArguments.js';

/**
 * The arguments of a command that is about one person, and asks before it does anything.
 *
 * @param usage    what `--help` shows
 * @param missing  what is asked of who names nobody: `Whose?`
 * @returns null when `--help` was given, and shown
 */
export function readPerson(usage: string, missing: string): { email: string; yes: boolean } | null {
  const { email, yes, help } = readArguments(
    {
      email: { type: 'string' },
      yes: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    usage,
  );
  if (help) {
    process.stdout.write(usage);
    return null;
  }
  if (!email) throw wrongUsage(`${missing} --email is missing.`, usage);
  return { email, yes: yes ?? false };
}
