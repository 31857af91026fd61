import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Listr, type ListrTask } from 'listr2';

const BAR_WIDTH = 30;

/** @returns whether the answer was yes; Ctrl-C and Ctrl-D are none */
export async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D close it: older versions of Node then never answer, newer ones throw.
  const closed = once(terminal, 'close').then(() => '\n');
  const answered = terminal.question(`${question} (yes/no) `).catch(() => '\n');
  const answer = await Promise.race([answered, closed]);
  terminal.close();
  if (answer === '\n') process.stdout.write('\n');
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
  await new Listr([{ title, task }], {
    registerSignalListeners: false, // it would exit with the embedded database still running
    rendererOptions: { showErrorMessage: false, collapseErrors: false },
  }).run();
  return result as T;
}

function bar(share: number): string {
  const filled = Math.round(share * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${Math.floor(share * 100)} %`;
}

/** `1,234 people`, `1 person`, `1,234`. */
export function spell(count: number, one?: string, many?: string): string {
  const digits = count.toLocaleString('en');
  return one ? `${digits} ${count === 1 ? one : many}` : digits;
}
