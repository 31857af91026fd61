// npm run studio
//
// Opens Prisma Studio, tables in a browser, on the database of DATABASE_URL or else the embedded
// one: a running server's, or one that is started for the moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config.js';
import { connectDatabase } from '../data/connectDatabase.js';
import { reportFailure } from './reportFailure.js';

const project = fileURLToPath(new URL('../..', import.meta.url));
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');

async function main(): Promise<void> {
  const { databaseUrl } = readConfig();
  const log = (line: string) => console.log(line);
  const database = await connectDatabase({ databaseUrl, attach: true, log });
  try {
    await runStudio(database.url);
  } finally {
    await database.stop();
  }
}

/** Returns when Studio has ended. It prints its address itself. */
async function runStudio(url: string): Promise<void> {
  const port = String(await findFreePort());
  const studio = spawn(process.execPath, [prisma, 'studio', '--port', port, '--browser', 'none'], {
    cwd: project, // where prisma.config.ts is
    // Not an argument: those are seen by everyone on the machine, and the address has the password.
    // biome-ignore lint/style/noProcessEnv: handed on to another program, not read
    env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // Ctrl-C reaches Studio too; this process stays until it has ended, to stop the database after it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => studio.kill(signal));
  }
  await once(studio, 'exit');
}

/** Studio refuses a port that is taken, and takes 0 for its default. */
async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

main().catch(reportFailure);
