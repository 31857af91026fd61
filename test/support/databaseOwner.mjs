// A stand-in for a Turnout process: runs the database of one home until it is killed.
// `node databaseOwner.mjs <home>` prints {"url", "postgres"} once the database runs.
import { startEmbeddedDatabase } from '../../dist/data/embeddedDatabase.js';

const database = await startEmbeddedDatabase({ home: process.argv[2], durable: false });
process.once('SIGTERM', () => process.exit(1));
process.stdout.write(`${JSON.stringify({ url: database.url, postgres: database.pid })}\n`);
setInterval(() => {}, 60_000);
