import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

// Seen from `src/data` and `dist/data` alike.
const FILE = fileURLToPath(new URL('../../.turnout/jwt-secret', import.meta.url));

/**
 * The secret that a developer's server signs with, when none is set: made once, and kept, so that
 * sessions outlive a restart.
 */
export async function developmentSecret(file = FILE): Promise<string> {
  return (await readSecretFile(file)) ?? (await makeSecretFile(file));
}

async function readSecretFile(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Under its name only when it is whole; of two processes at once, the first one's stays. */
async function makeSecretFile(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, randomBytes(64).toString('base64url'), { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return readFile(file, 'utf8');
}
