// What was measured, for programs (JSON), for people (a table), and for README.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { median } from './measure.js';
import { isOurs } from './servers.js';
import { workloads } from './workloads.js';

const README = fileURLToPath(new URL('../README.md', import.meta.url));

/**
 * Sums rounds up: medians, and ratios within each round, of which the median.
 *
 * @param base  the server with which the others are compared
 */
export function summarize(
  { measured, counted = {}, memory, rounds, seconds, size },
  { base, medians },
) {
  const summary = {};
  for (const [workload, byServer] of Object.entries(measured)) {
    summary[workload] = {};
    for (const [server, rows] of Object.entries(byServer)) {
      const against = (others, key) =>
        others && median(rows.map((row, i) => row[key] / others[i][key]));
      const of = workloads[workload].base;
      summary[workload][server] = {
        ...medians(rows),
        statements: counted[workload]?.[server],
        timesAsMany: server === base ? undefined : against(byServer[base], 'perSecond'),
        // How many times the cost of the workload it builds on.
        timesTheCost:
          of && measured[of]?.[server] && 1 / against(measured[of][server], 'perSecond'),
      };
    }
  }
  const machine = `${cpus().length} cores, Node ${process.versions.node}`;
  return { base, machine, rounds, seconds, size, memory, workloads: summary };
}

const COLUMNS = {
  '/s': (row) => Math.round(row.perSecond),
  times: (row) => row.timesAsMany?.toFixed(2) ?? '',
  'p50 ms': (row) => row.p50.toFixed(1),
  'p99 ms': (row) => row.p99.toFixed(1),
  'CPU µs': (row) => Math.round(row.serverCpu),
  'PG µs': (row) => Math.round(row.postgresCpu),
  'client µs': (row) => Math.round(row.clientCpu),
  statements: (row) => row.statements?.toFixed(2) ?? '',
};

/** A plain table for people. */
export function table({ base, machine, rounds, seconds, size, memory, workloads: byName }) {
  const lines = [
    `${machine}; medians of ${rounds} rounds of ${seconds} s; ${JSON.stringify(size)}`,
    `times: how many times as many operations a second as ${base}, within each round`,
    'CPU, PG, client: CPU time of the server, of PostgreSQL and of the client per operation',
    '',
  ];
  const names = Object.keys(COLUMNS);
  lines.push(['', ...names.map((name) => name.padStart(10))].map(pad(28)).join(''));
  for (const [workload, byServer] of Object.entries(byName)) {
    const { target, base: of } = workloads[workload];
    lines.push(`${workload}${target ? ` (target ${target})` : ''}`);
    for (const [server, row] of Object.entries(byServer)) {
      const cells = names.map((name) => String(COLUMNS[name](row)).padStart(10));
      const cost = row.timesTheCost
        ? `   ${row.timesTheCost.toFixed(2)} × the cost of "${of}"`
        : '';
      lines.push([`  ${server}`, ...cells].map(pad(28)).join('') + cost);
    }
  }
  if (memory) {
    lines.push('', 'memory, MB: now, and at most');
    for (const [server, { now, peak }] of Object.entries(memory)) {
      lines.push(`  ${server.padEnd(26)}${String(now).padStart(10)}${String(peak).padStart(10)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function pad(width) {
  return (cell, i) => (i === 0 ? cell.padEnd(width) : cell);
}

/** Puts the table of a run into README. */
export function writeReadme(kind, summary) {
  writeBetween(kind, kind === 'peers' ? peersMarkdown(summary) : largeMarkdown(summary));
}

/** Puts text between the markers of its kind in README. @throws Error when there are none */
export function writeBetween(kind, text) {
  const readme = readFileSync(README, 'utf8');
  const [start, end] = [`<!-- bench:${kind} -->`, `<!-- /bench:${kind} -->`];
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`README.md has no place for this: ${start} … ${end}`);
  writeFileSync(README, `${readme.slice(0, from + start.length)}\n${text}\n${readme.slice(to)}`);
}

function peersMarkdown({ base, machine, rounds, seconds, memory, workloads: byName }) {
  const others = [...new Set(Object.values(byName).flatMap(Object.keys))].filter(
    (name) => name !== base && !isOurs(name),
  );
  const withAllCores = memory['turnout, all cores'] !== undefined;
  const share = (row, other) => (other ? `${(row.perSecond / other.perSecond).toFixed(2)} ×` : '');
  const rows = Object.entries(byName).map(([name, byServer]) => {
    const { turnout } = byServer;
    const pair = (key, digits = 0) =>
      [turnout, byServer[base]].flatMap((row) => row?.[key]?.toFixed(digits) ?? []).join(' / ');
    return [
      name,
      turnout.timesAsMany === undefined ? '' : `**${turnout.timesAsMany.toFixed(2)} ×**`,
      ...(withAllCores ? [share(byServer['turnout, all cores'], byServer[base])] : []),
      ...others.map((other) => share(turnout, byServer[other])),
      pair('p99'),
      pair('serverCpu'),
      pair('postgresCpu'),
      pair('statements', 1),
    ];
  });
  const head = [
    'operations a second, against',
    base,
    ...(withAllCores ? [`${base}, with all cores`] : []),
    ...others,
    `p99 ms, here / ${base}`,
    'server CPU µs',
    'PostgreSQL CPU µs',
    'statements',
  ];
  const ram = Object.entries(memory)
    .map(([name, { peak }]) => `${name} ${peak} MB`)
    .join(', ');
  return `\n${markdown([head, ...rows])}\n\n${machine}; medians of ${rounds} rounds of ${seconds} s. Memory at most: ${ram}.\n`;
}

function largeMarkdown({ machine, rounds, seconds, size, workloads: byName }) {
  const rows = Object.entries(byName).map(([name, { small, large }]) => [
    name,
    `${(1 / large.timesAsMany).toFixed(2)} ×`,
    `${small.p99.toFixed(0)} / ${large.p99.toFixed(0)}`,
    `${Math.round(small.serverCpu)} / ${Math.round(large.serverCpu)}`,
    `${Math.round(small.postgresCpu)} / ${Math.round(large.postgresCpu)}`,
  ]);
  const head = [
    '',
    'cost in large tables',
    'p99 ms, small / large',
    'server CPU µs',
    'PostgreSQL CPU µs',
  ];
  const spell = ({ events, attendees }) =>
    `${events.toLocaleString('en')} events and ${attendees.toLocaleString('en')} attendees`;
  return `\n${markdown([head, ...rows])}\n\nSmall: ${spell(size.small)}; large: ${spell(size.large)}. ${machine}; medians of ${rounds} rounds of ${seconds} s.\n`;
}

/** A table, of its head and its rows. */
export function markdown([head, ...rows]) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
