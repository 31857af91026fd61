// Whether everybody answers alike: a server that is fast because it answers something else would
// prove nothing.
import { isDeepStrictEqual } from 'node:util';
import { readGlobalId } from '../dist/graphql/globalId.js';
import { send } from './servers.js';
import { workloads } from './workloads.js';

const SAMPLES = 5;
/** What each server makes up for itself. */
const THEIR_OWN = new Set(['endCursor', 'secret', 'accessToken', 'refreshToken']);

/**
 * Asks all servers the same, several times for each workload.
 *
 * @param facts  by name of server
 * @throws Error with the two answers that differ
 */
export async function compareAnswers(servers, names, facts) {
  for (const name of names) {
    const { kind, query, variables, has } = workloads[name];
    for (let n = 1; n <= SAMPLES; n++) {
      const answers = [];
      for (const server of servers) {
        // One registration of an email is enough for an event: each server writes one of its own.
        const number = kind === 'read' ? n : Date.now() * 10 + answers.length;
        const data = await send(server.url, {
          query,
          variables: variables(facts[server.name], number),
        });
        if (!JSON.stringify(data).includes(has)) {
          throw new Error(`${server.name} does not answer "${name}": ${JSON.stringify(data)}`);
        }
        answers.push(kind === 'read' ? comparable(data) : outcome(data));
      }
      const other = answers.findIndex((answer) => !isDeepStrictEqual(answer, answers[0]));
      if (other > 0) {
        throw new Error(
          `"${name}" is answered differently by ${servers[0].name} and ${servers[other].name}:\n` +
            `${JSON.stringify(answers[0])}\n${JSON.stringify(answers[other])}`,
        );
      }
    }
  }
}

/** The answer without what is opaque, ids as the UUIDs behind them. */
function comparable(value, key = '') {
  if (THEIR_OWN.has(key)) return typeof value;
  if (key === 'id') return readGlobalId(value)?.uuid ?? value;
  if (Array.isArray(value)) return value.map((item) => comparable(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, comparable(item, name)]),
  );
}

/** What a mutation says that is not the writer's alone. */
function outcome(data) {
  const { attendee, user, ...result } = Object.values(data)[0];
  return {
    ...comparable(result),
    ...(attendee && { name: attendee.name, status: attendee.status }),
    ...(user && { user: typeof user.username }),
  };
}
