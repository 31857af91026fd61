import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import proxyAddress from '@fastify/proxy-addr';
import type { FastifyInstance } from 'fastify';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { closeCodes, openSocket } from './openSocket.js';
import { type ProtocolOptions, socketProtocol } from './socketProtocol.js';

export interface SocketsOptions extends Omit<ProtocolOptions, 'log'> {
  /** The one path at which sockets are opened. */
  path: string;
  /** Pages of other origins may not open sockets; `true`: all may. */
  corsOrigins: string[] | true;
  trustedProxies: string[];
}

/** How long queries and mutations under way may take when the server stops. */
const FINISH_MS = 5_000;
/** How long clients have to say goodbye when the server stops. */
const GOODBYE_MS = 2_000;

/** Opens sockets beside the requests of a server. @returns what ends them */
export function acceptSockets(
  server: FastifyInstance,
  { path, corsOrigins, trustedProxies, ...options }: SocketsOptions,
): { stop(): Promise<void> } {
  const { log } = server;
  const protocol = socketProtocol({ ...options, log });
  const trusted = proxyAddress.compile(trustedProxies);
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols,
    maxPayload: options.bounds.socketMessageBytesMax,
  });

  const refusalOf = ({ url, headers: { origin } }: IncomingMessage): number | null => {
    if (url?.split('?')[0] !== path) return 404;
    const known = corsOrigins === true || !origin || corsOrigins.includes(origin);
    return known ? null : 403;
  };

  server.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', (err) => log.debug({ err }, 'socket lost'));
    const refusal = refusalOf(request);
    if (refusal) return refuse(stream, refusal);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const address = proxyAddress(request, trusted);
      openSocket(protocol, { socket, request, address }, options.bounds, log);
    });
  });

  return {
    async stop() {
      await Promise.race([options.operations.settled(), pause(FINISH_MS, null, { ref: false })]);
      await pause(0); // for the last answers to be on their way
      for (const socket of sockets.clients) {
        socket.close(closeCodes.restart, 'The server stops. Connect again, and resume.');
      }
      const late = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, GOODBYE_MS);
      await new Promise((closed) => sockets.close(closed));
      await Promise.all(
        [...sockets.clients].map((socket) => new Promise((gone) => socket.once('close', gone))),
      );
      clearTimeout(late);
    },
  };
}

function refuse(stream: Duplex, status: number): void {
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
  );
}
