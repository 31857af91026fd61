import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { SocketBounds } from './socketBounds.js';

/** What is known of a socket besides what it sends. */
export interface SocketExtra {
  socket: WebSocket;
  request: IncomingMessage;
  /** The client's network address. */
  address: string;
  /** Whether the client has said who they are. */
  isIntroduced?: boolean;
}

/**
 * Codes with which a socket is closed, beyond those of graphql-transport-ws. A client may connect
 * again after any of them.
 */
export const closeCodes = {
  /** The server stops; another one, or the next one, goes on. @see RFC 6455 §7.4, IANA registry */
  restart: 1012,
  /** The client does not read what it is sent; it may resume from the last it read. */
  tooSlow: 4508,
  /** The user, or the address, has as many sockets as they may. */
  tooMany: 4529,
} as const;

/** Speaks graphql-transport-ws on a socket. @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md */
export function openSocket(
  protocol: Server<SocketExtra>,
  extra: SocketExtra,
  bounds: SocketBounds,
  log: FastifyBaseLogger,
): void {
  const { socket } = extra;
  const fail = (err: unknown) => {
    log.error({ err }, 'socket failed');
    socket.close(CloseCode.InternalServerError, 'Something went wrong on our side.');
  };
  const tooSlow = () => socket.close(closeCodes.tooSlow, 'Too slow. Resume from the last message.');

  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      // Resolved once it is on its way: until then nothing more is asked of the subscription.
      send: (data) =>
        new Promise((resolve) => {
          if (socket.readyState !== socket.OPEN) return resolve();
          const stalled = setTimeout(tooSlow, bounds.socketStalledMsMax);
          socket.send(data, () => {
            clearTimeout(stalled);
            resolve();
          });
        }),
      close(code, reason) {
        if (code !== CloseCode.ConnectionInitialisationTimeout) return socket.close(code, reason);
        // When it is we who are late, what was said in time may lie there unread.
        setImmediate(() => {
          if (!extra.isIntroduced) socket.close(code, reason);
        });
      },
      onMessage: (take) =>
        socket.on('message', (data) => {
          // Who asks without reading the answers.
          if (socket.bufferedAmount > bounds.socketUnreadBytesMax) tooSlow();
          else take(String(data)).catch(fail);
        }),
    },
    extra,
  );

  let answered = true;
  const ping = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, bounds.socketPingMs);
  socket.on('pong', () => {
    answered = true;
  });
  // What is wrong with a frame, ws tells the client by the code it closes with.
  socket.on('error', (err) => log.debug({ err }, 'socket closed for what was sent'));
  socket.once('close', (code, reason) => {
    clearInterval(ping);
    closed(code, String(reason)).catch(fail);
  });
}
