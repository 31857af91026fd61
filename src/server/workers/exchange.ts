import type { ChildProcess } from 'node:child_process';

/** Asks the other process. @throws ProcessGone when it ends before it answers */
export type Ask = (question: string, detail?: unknown) => Promise<unknown>;

/** What is answered, by question. */
type Answers = Record<string, (detail: unknown) => unknown>;

type Message =
  | { question: string; number: number; detail?: unknown }
  | { answerTo: number; answer: unknown };

interface Waiting {
  resolve(answer: unknown): void;
  reject(reason: Error): void;
}

/** The process at the other end ended, or hung up, before it answered. */
class ProcessGone extends Error {}

/**
 * Questions and answers between a process and one that it started, over the channel they have.
 *
 * @param peer     the process started; or this one's `process`, to talk to who started it
 * @param answers  begun in the order of the questions, each as soon as it is read
 */
export function createExchange(peer: ChildProcess | NodeJS.Process, answers: Answers): Ask {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  const send = (message: Message) => {
    if (peer.connected) peer.send?.(message, undefined, undefined, () => {}); // it may be gone by now
  };
  const channel: NodeJS.EventEmitter = peer;

  channel.on('message', async (message: Message) => {
    if ('question' in message) {
      const answer = await answers[message.question]?.(message.detail);
      send({ answerTo: message.number, answer });
      return;
    }
    waiting.get(message.answerTo)?.resolve(message.answer);
    waiting.delete(message.answerTo);
  });
  channel.once('disconnect', () => {
    for (const { reject } of waiting.values()) reject(new ProcessGone());
    waiting.clear();
  });

  return (question, detail) =>
    new Promise((resolve, reject) => {
      if (!peer.connected) return reject(new ProcessGone());
      const number = asked++;
      waiting.set(number, { resolve, reject });
      send({ question, number, detail });
    });
}
