import closeWithGrace from 'close-with-grace';
import { ConfigError, readConfig } from './config.js';
import { connectDatabase } from './data/connectDatabase.js';
import { openDatabase } from './data/database.js';
import { EmbeddedDatabaseError } from './data/embeddedDatabase.js';
import { MigrationError } from './data/migrate.js';
import { createRegistrationDesk } from './domain/registration/registrationDesk.js';
import { loadShippedSample } from './domain/sample/loadSample.js';
import { zoneRulesVersion } from './domain/time/zoneRules.js';
import { zoneRulesDifference } from './domain/time/zoneRulesDifference.js';
import { startHttpServer } from './server/httpServer.js';

/** How long requests under way may take to finish once the process was told to stop. */
const SHUTDOWN_MS = 10_000;

async function start(): Promise<void> {
  const config = readConfig();
  const say = (line: string) => process.stdout.write(`${line}\n`);

  const database = await connectDatabase({ databaseUrl: config.databaseUrl, log: say });
  const db = openDatabase(database.url, { poolSize: config.databasePoolSize });
  if (database.fresh && config.sampleData) {
    const { events, attendees } = await loadShippedSample(db, new Date());
    say(`Loaded ${events} sample events with ${attendees} attendees.`);
  }
  const server = await startHttpServer({ ...config, db, desk: createRegistrationDesk(db) });

  closeWithGrace({ delay: SHUTDOWN_MS, logger: false }, async ({ err }) => {
    if (err) server.log.fatal({ err }, 'stopping after a fault');
    await server.stop();
    await db.$disconnect();
    await database.stop();
  });

  say(greeting(server.url, config.exploring));
  const differing = await zoneRulesDifference(db, new Date());
  if (differing.length > 0) {
    const zones = differing.join(', ');
    server.log.warn(
      `the database's zone rules are not ${zoneRulesVersion}: they differ in ${zones}`,
    );
  }
}

function greeting(url: string, exploring: boolean): string {
  const pages = `
  Apollo Sandbox   ${url}/graphql   (in a browser; needs the internet)
  Explorer         ${url}/explorer/  (in a browser; needs nothing)`;
  return `
Turnout is ready. Time zone rules: ${zoneRulesVersion}.

  GraphQL          ${url}/graphql${exploring ? pages : ''}
  Health           ${url}/health/ready

Try it:

  curl ${url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ events(first: 3) { nodes { name location startsAt(timezone: \\"Asia/Tokyo\\") seatsLeft } } }"}'

Ctrl-C stops it.
`;
}

start().catch((error: unknown) => {
  const expected =
    error instanceof ConfigError ||
    error instanceof EmbeddedDatabaseError ||
    error instanceof MigrationError;
  process.stderr.write(`${expected ? error.message : (error as Error).stack}\n`);
  process.exit(1);
});
