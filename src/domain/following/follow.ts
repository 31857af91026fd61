import type { Topic, Wakeups } from '../../data/wakeups.js';
import type { Viewer } from '../sharing/viewer.js';
import { createBell } from './bell.js';

/** Something that a follower is told, and whom: who they are may change on the way. */
export interface Told<News> {
  viewer: Viewer;
  news: News;
}

/** Items that are handed out one by one, when they are asked for, until either side ends it. */
export interface Stream<Item> extends AsyncIterable<Item> {
  next(): Promise<IteratorResult<Item, void>>;
  return(): Promise<IteratorResult<Item, void>>;
  throw(error: unknown): Promise<IteratorResult<Item, void>>;
}

/** What a follower learns from one look at the rows. */
export interface Look<News> {
  viewer: Viewer;
  news: readonly News[];
  /** Whether nothing can follow. */
  over?: boolean;
}

export interface Following<News> {
  wakeups: Wakeups;
  topics: readonly Topic[];
  /** Reads what is new since the last look. */
  look: () => Promise<Look<News>>;
  /** How long to wait before the next look once something was told. */
  restMs?: number;
}

/**
 * Tells what is new, as long as the follower asks for more. The rows are the queue: what was not
 * asked for yet is not even read, so that a follower who is slow, or stops, costs no memory.
 */
export function follow<News>({
  wakeups,
  topics,
  look,
  restMs = 0,
}: Following<News>): Stream<Told<News>> {
  const bell = createBell();
  const stopListening = wakeups.listen(topics, bell.ring);
  const told = tell();

  async function* tell(): AsyncGenerator<Told<News>, void, void> {
    try {
      while (!bell.closed) {
        const { viewer, news, over } = await look();
        for (const item of news) yield { viewer, news: item };
        if (over) return;
        if (news.length === 0) await bell.rung();
        else if (restMs > 0) await bell.rest(restMs);
      }
    } finally {
      stopListening();
    }
  }

  /** A generator that waits cannot be ended from outside, so the bell is what ends it. */
  function leave(): void {
    stopListening();
    bell.close();
  }

  return {
    next: () => told.next(),
    return() {
      leave();
      return told.return();
    },
    throw(error) {
      leave();
      return told.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
