import { type Client, type ClientOptions, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { TestServer } from './server.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
type Json = any;

/** What a subscription has told so far. */
export interface Subscription {
  /** The next answer, when it comes; fails when the subscription ends before. */
  next(): Promise<Json>;
  /** Answers that came and were not asked for yet. */
  waiting(): Json[];
  /** Resolves when the server has completed it; with the errors by which it was refused, if any. */
  ended: Promise<Json[] | undefined>;
  /** Tells the server that it is enough. */
  stop(): void;
}

export interface TestSocket {
  client: Client;
  subscribe(query: string, variables?: Record<string, unknown>): Subscription;
  /** Resolves with code and reason when the socket is closed. */
  closed: Promise<{ code: number; reason: string }>;
  close(): Promise<void>;
}

export function socketAddress(server: { url: string }): string {
  return `${server.url.replace(/^http/, 'ws')}/graphql`;
}

/** A client as front ends have them. It connects at once, and not again. */
export function openTestSocket(
  server: Pick<TestServer, 'url'>,
  connectionParams: Record<string, unknown> = {},
  options: Partial<ClientOptions> = {},
): TestSocket {
  let saidClosed: (event: { code: number; reason: string }) => void;
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    saidClosed = resolve;
  });
  const client = createClient({
    url: socketAddress(server),
    webSocketImpl: WebSocket,
    connectionParams,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => {},
    on: {
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        saidClosed({ code, reason });
      },
    },
    ...options,
  });
  return {
    client,
    closed,
    subscribe: (query, variables) => subscribe(client, query, variables),
    async close() {
      await client.dispose();
    },
  };
}

/** Of an event that tells why a socket was closed, what can be read in JSON. */
function closeOf(event: unknown): Json {
  const { code, reason, message } = event as { code?: number; reason?: string; message?: string };
  return { code, reason, message };
}

function subscribe(
  client: Client,
  query: string,
  variables?: Record<string, unknown>,
): Subscription {
  const answers: Json[] = [];
  const takers: ((answer: Json) => void)[] = [];
  let over: (errors: Json[] | undefined) => void;
  const ended = new Promise<Json[] | undefined>((resolve) => {
    over = resolve;
  });
  const stop = client.subscribe(
    { query, variables },
    {
      next: (answer) => {
        const take = takers.shift();
        if (take) take(answer);
        else answers.push(answer);
      },
      error: (errors) => over(Array.isArray(errors) ? errors : [closeOf(errors)]),
      complete: () => over(undefined),
    },
  );
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const answer = answers.shift();
        if (answer) return resolve(answer);
        takers.push(resolve);
        void ended.then((errors) => {
          reject(new Error(`The subscription ended: ${JSON.stringify(errors)}`));
        });
      }),
    waiting: () => answers,
    ended,
    stop,
  };
}
