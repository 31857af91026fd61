// npm run migrate
//
// Brings the tables up to date, as every start does too: for deployments that want it done once,
// before the first process starts.
import { readConfig } from '../config.js';
import { connectDatabase } from '../data/connectDatabase.js';
import { reportFailure } from './reportFailure.js';

const log = (line: string) => console.log(line);

async function main(): Promise<void> {
  const { databaseUrl } = readConfig();
  const database = await connectDatabase({ databaseUrl, attach: true, log });
  await database.stop();
  log('The tables are up to date.');
}

main().catch(reportFailure);
