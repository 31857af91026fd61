import type { EventHistory, Recorded, Violation } from './history.js';
import type { RunOutcome } from './run.js';

// What a run says to people.

/** How often each kind of request got each kind of answer, with the totals. */
export function summarise({ histories, kills }: RunOutcome): string {
  const requests = histories.flatMap((history) => history.requests);
  const rows = tally(
    requests.map(
      ({ request, answer, lostBecause }) =>
        `${request.kind} ${answer?.kind ?? `none: ${lostBecause}`}`,
    ),
  ).map(([name, count]) => {
    const [request = '', ...answer] = name.split(' ');
    return `  ${request.padEnd(16)} ${answer.join(' ').slice(0, 44).padEnd(44)} ${String(count).padStart(8)}`;
  });
  const samples = histories.reduce((sum, history) => sum + history.samples.length, 0);
  const attendees = histories.reduce((sum, history) => sum + history.attendees.length, 0);
  const killed = tally(kills).map(([name, count]) => `${name} ${count} times`);
  return [
    '',
    `  ${'request'.padEnd(16)} ${'answer'.padEnd(44)} ${'times'.padStart(8)}`,
    ...rows,
    '',
    `  ${requests.length} requests, ${attendees} registrations, ${histories.length} events, ${samples} states seen in between.`,
    `  Killed: ${killed.join(', ') || 'nothing'}.`,
    '',
  ].join('\n');
}

/** What was broken, and for each event concerned all that is known of it. */
export function accuse(
  violations: readonly Violation[],
  histories: readonly EventHistory[],
): string {
  const concerned = histories.filter(({ eventId }) =>
    violations.some((violation) => violation.eventId === eventId),
  );
  return concerned
    .map((history) => {
      const sentences = violations
        .filter(({ eventId }) => eventId === history.eventId)
        .map(({ rule, message }) => `✗ ${rule}: ${message}`);
      return [...sentences, '', tell(history)].join('\n');
    })
    .join('\n\n');
}

/** The history of one event, a line for each request, each state seen and each row. */
function tell({ eventId, capacity, requests, samples, attendees }: EventHistory): string {
  const lines = [
    ...requests.map((recorded) => [recorded.startedAt, tellRequest(recorded)] as const),
    ...samples.map(({ takenFrom, takenBy, ...look }) => {
      return [takenFrom, `[${takenFrom}, ${takenBy}] seen ${JSON.stringify(look)}`] as const;
    }),
  ].sort(([a], [b]) => a - b);
  return [
    `Event ${eventId}, ${capacity} seats at first`,
    ...lines.map(([, line]) => line),
    'In the end:',
    ...attendees.map((row) => JSON.stringify(row)),
  ].join('\n');
}

function tellRequest(recorded: Recorded): string {
  const { client, request, startedAt, endedAt, answer, lostBecause, atMs } = recorded;
  const said = answer ? JSON.stringify(answer) : `no answer (${lostBecause ?? 'under way'})`;
  return `[${startedAt}, ${endedAt}] ${atMs} ms, ${client} ${JSON.stringify(request)} → ${said}`;
}

function tally(names: readonly string[]): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
