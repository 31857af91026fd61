import { Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long clients that keep their connections may still send a request down them. */
const FAREWELL_MS = 500;
/** Whoever reads nothing of an answer for as long is not waited for. */
const STALLED_MS = 1_000;
/** Requests that are still under way then are ended: close to the ten seconds a process has. */
const DRAIN_MS_MAX = 8_000;

/**
 * Prepares a server to be stopped while clients are busy with it.
 *
 * First nobody new is let in: who tries to is refused, and knows that nothing was done. Those who
 * are in stay for a moment, since the next request may be on its way to us, and every answer says
 * that its connection ends with it. `http.Server.close` would end idle connections at once.
 */
export function gentleStop(server: FastifyInstance): {
  /** Requests under way are answered; those who do not read are not waited for. */
  stop(): Promise<void>;
  /** Connections that are open. */
  readonly connectionCount: number;
} {
  const connections = new Set<Socket>();
  server.server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  let stopping = false;
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) reply.header('connection', 'close');
    done(null, payload);
  });

  async function stop(): Promise<void> {
    stopping = true;
    Server.prototype.close.call(server.server);
    await pause(FAREWELL_MS);
    const watch = watchForStalled(connections);
    const late = setTimeout(() => server.server.closeAllConnections(), DRAIN_MS_MAX);
    await server.close().finally(() => {
      clearInterval(watch);
      clearTimeout(late);
    });
  }

  return {
    stop,
    get connectionCount() {
      return connections.size;
    },
  };
}

/** Ends connections on which nothing was asked, or nothing is read of what was answered. */
function watchForStalled(connections: ReadonlySet<Socket>): NodeJS.Timeout {
  const before = new Map<Socket, string>();
  return setInterval(() => {
    for (const socket of connections) {
      const unread = socket.writableLength;
      const progress = `${socket.bytesWritten} ${unread}`;
      const stalled = unread > 0 && before.get(socket) === progress;
      if (stalled || socket.bytesRead === 0) socket.destroy();
      before.set(socket, progress);
    }
  }, STALLED_MS);
}
