import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Listr, type ListrTask } from 'listr2';
import { Stopped } from './Stopped.js';

const BAR_WIDTH = 30;

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** @throws Stopped unless someone sits at the terminal and says yes */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Stopped('There is no terminal to ask on: add --yes to go on. Nothing was changed.');
  }
  if (!(await ask(question))) throw new Stopped('Nothing was changed.');
}

/** @returns whether the answer was yes; Ctrl-C and Ctrl-D are none */
async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D close it: older versions of Node then never answer, newer ones throw.
  const closed = once(terminal, 'close').then(() => '\n');
  const answered = terminal.question(`${question} (yes/no) `).catch(() => '\n');
  const answer = await Promise.race([answered, closed]);
  terminal.close();
  if (answer === '\n') say('');
  return /^y(es)?$/i.test(answer.trim());
}

/** Works, with a bar that shows how far it is when someone sits at the terminal. */
export async function showProgress<T>(
  title: string,
  work: (advance: (share: number) => void) => Promise<T>,
): Promise<T> {
  // With either of them elsewhere, what is written there must not wait for the bar to end.
  if (!process.stdout.isTTY || !process.stderr.isTTY) return work(() => {});
  let result: T | undefined;
  const task: ListrTask['task'] = async (_context, shown) => {
    result = await work((share) => {
      shown.output = bar(Math.min(share, 1));
    });
  };
  await showTasks([{ title, task }]);
  return result as T;
}

/** Runs tasks one after the other: moving signs on a terminal, plain lines elsewhere. */
export async function showTasks(tasks: ListrTask[]): Promise<void> {
  await new Listr(tasks, {
    registerSignalListeners: false, // it would exit with the embedded database still running
    rendererOptions: { showErrorMessage: false, collapseErrors: false },
    fallbackRenderer: 'simple',
  }).run();
}

/** @param share  of the whole, from 0 to 1 */
export function bar(share: number): string {
  const filled = Math.round(share * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${Math.floor(share * 100)} %`;
}

/** `1,234 people`, `1 person`, `1,234`. */
export function spell(count: number, one?: string, many?: string): string {
  const digits = count.toLocaleString('en');
  return one ? `${digits} ${count === 1 ? one : many}` : digits;
}

/** @returns what was typed, which the terminal does not show; Ctrl-C and Ctrl-D are nothing */
export async function askSecret(question: string): Promise<string> {
  process.stdout.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  const closed = once(terminal, 'close').then(() => '');
  const answer = await Promise.race([terminal.question('').catch(() => ''), closed]);
  terminal.close();
  process.stdout.write('\n');
  return answer;
}
