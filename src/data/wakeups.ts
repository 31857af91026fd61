import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * What someone may wait for: a change of an event, of its seats, or of what a user has
 * (notifications, sessions).
 */
export type Topic = `event ${string}` | `seats ${string}` | `user ${string}`;

/**
 * Tells those who wait, in this process and in all others on the same database, that it is worth
 * reading again. A wake-up carries no data: the rows are the truth. It may come for nothing, and one
 * that is lost costs only time, since everybody is woken now and then.
 */
export interface Wakeups {
  /** Calls `ring` whenever one of the topics may have changed. @returns what ends it */
  listen(topics: readonly Topic[], ring: () => void): () => void;
  /** Wakes those who wait for the topics. To be called once the change is committed. */
  announce(topics: Iterable<Topic>): void;
  close(): Promise<void>;
}

const CHANNEL = 'turnout';
/** A payload has room for 8,000 bytes, and a topic takes 45. */
const TOPICS_PER_MESSAGE = 150;
const RECONNECT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Whoever does not answer for so long is gone. */
const QUERY_TIMEOUT_MS = 5_000;
/** Woken at once when all are: who waits reads, and reads that come together share a statement. */
const SLICE = 500;

/**
 * Wake-ups by PostgreSQL's NOTIFY on a connection of its own, after the commit and never inside the
 * transaction that writes: there, NOTIFY takes a lock on the whole database until the commit is on
 * disk, so that writers queue (`npm run bench:wakeups` measures it). What is announced while
 * a message is on its way goes with the next.
 *
 * @param everyMs  how often everybody is woken, whatever was announced
 */
export function createWakeups(url: string, { everyMs = 10_000 } = {}): Wakeups {
  const sender = randomUUID();
  const waiting = new Map<Topic, Set<() => void>>();
  const outbox = new Set<Topic>();
  let line: Promise<pg.Client> | null = null;
  let sending: Promise<void> | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;

  function ring(topics: Iterable<Topic>): void {
    for (const topic of topics) {
      for (const wake of waiting.get(topic) ?? []) wake();
    }
  }

  function ringAll(): void {
    const all = [...new Set([...waiting.values()].flatMap((rings) => [...rings]))];
    const next = (from: number) => {
      for (const wake of all.slice(from, from + SLICE)) wake();
      if (from + SLICE < all.length) setImmediate(next, from + SLICE);
    };
    next(0);
  }

  function connect(): Promise<pg.Client> {
    line ??= open().catch((error) => {
      hangUp();
      throw error;
    });
    return line;
  }

  async function open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'turnout wake-ups',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', () => {}); // `end` follows
    client.on('end', hangUp);
    client.on('notification', ({ payload = '' }) => {
      const [from, ...topics] = payload.split(',');
      if (from !== sender) ring(topics as Topic[]);
    });
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    ringAll(); // for what was missed until now
    return client;
  }

  function hangUp(): void {
    line = null;
    if (closed || waiting.size === 0) return;
    setTimeout(() => !closed && connect().catch(() => {}), RECONNECT_MS).unref();
  }

  async function send(): Promise<void> {
    try {
      const client = await connect();
      while (outbox.size > 0 && !closed) {
        const topics = [...outbox].slice(0, TOPICS_PER_MESSAGE);
        for (const topic of topics) outbox.delete(topic);
        // Nothing is written but the message, which need not outlive a crash: no wait for the disk.
        await client.query(
          `SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`,
          [CHANNEL, [sender, ...topics].join(',')],
        );
      }
    } catch {
      outbox.clear(); // whoever waits in other processes is woken in a while
      void line?.then((client) => client.end()).catch(() => {}); // and the next try is on a new one
    } finally {
      sending = null;
    }
  }

  return {
    listen(topics, wake) {
      timer ??= setInterval(ringAll, everyMs).unref();
      void connect().catch(() => {});
      for (const topic of topics) {
        const rings = waiting.get(topic) ?? new Set();
        waiting.set(topic, rings.add(wake));
      }
      return () => {
        for (const topic of topics) {
          const rings = waiting.get(topic);
          rings?.delete(wake);
          if (rings?.size === 0) waiting.delete(topic);
        }
      };
    },

    announce(topics) {
      const announced = [...topics];
      if (announced.length === 0 || closed) return;
      ring(announced);
      for (const topic of announced) outbox.add(topic);
      sending ??= send();
    },

    async close() {
      if (timer) clearInterval(timer);
      await sending; // a command ends right after its commit, which others hear of too
      closed = true;
      const client = await line?.catch(() => null);
      await client?.end();
    },
  };
}
