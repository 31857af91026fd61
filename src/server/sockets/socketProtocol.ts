import { randomUUID } from 'node:crypto';
import type { Tracer } from '@opentelemetry/api';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CloseCode, type Context, makeServer, type Server } from 'graphql-ws';
import { RateLimited } from '../../domain/accounts/rateLimited.js';
import { Unauthenticated } from '../../domain/sharing/unauthenticated.js';
import type { DocumentBounds } from '../../graphql/bounds/documentBounds.js';
import type { RequestContext } from '../../graphql/context.js';
import { presentAndLog } from '../faults.js';
import type { Metrics } from '../metrics.js';
import { newNotes, noted } from '../operationNotes.js';
import { Refusal } from '../Refusal.js';
import { kindOfDocument, OVERLOADED, type RequestGate } from '../requestGate.js';
import { bearerToken, type WithHeaders } from '../requestViewer.js';
import { traceSocketOperation } from '../tracing/traceRequests.js';
import { connectionHeaders } from './connectionHeaders.js';
import { closeCodes, type SocketExtra } from './openSocket.js';
import type { SocketBounds } from './socketBounds.js';
import { type SocketOperation, type SocketOperations, ToldError } from './socketOperations.js';

export interface ProtocolOptions {
  operations: SocketOperations;
  gate: RequestGate;
  counters: Pick<Metrics, 'operationDone' | 'errorTold'>;
  /** What one operation carries. @throws Unauthenticated for a token that is no good */
  context(
    request: WithHeaders & { ip: string; id: string },
  ): RequestContext | Promise<RequestContext>;
  /** When an access token stops working; null for one that is no good. */
  tokenExpiry(accessToken: string): Promise<Date | null>;
  clock: () => Date;
  log: FastifyBaseLogger;
  tracer: Tracer | null;
  bounds: SocketBounds & Pick<DocumentBounds, 'errorsMax'>;
}

type Socket = Context<Record<string, unknown> | undefined, SocketExtra>;

/** The longest that a timer can wait; an access token lives for a day at most. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** What graphql-transport-ws leaves to each server: who may, how much, and in which words. */
export function socketProtocol(
  options: ProtocolOptions,
): Server<SocketExtra> & { operationCount(): number } {
  const { operations, gate, counters, context, tokenExpiry, clock, log, tracer, bounds } = options;
  const countByOwner = new Map<string, number>();
  const closing = new WeakMap<Socket, () => void>();
  const open = new Set<Socket>();

  const contextOf = ({ extra: { request, address }, connectionParams }: Socket) =>
    context({
      ...connectionHeaders(request, connectionParams),
      ip: address,
      id: randomUUID(),
    });

  const tell = (error: GraphQLError, requestId: string): GraphQLFormattedError => {
    const told =
      error instanceof ToldError ? error.toJSON() : presentAndLog(log, error, { requestId });
    counters.errorTold(String(told.extensions?.code));
    return told;
  };

  /** Counts a socket among those of its owner; false when that has as many as it may. */
  function admit(socket: Socket, { viewer: { user }, address }: RequestContext): boolean {
    const [owner, max] = user
      ? [`user ${user.id}`, bounds.socketsPerUserMax]
      : [`address ${address}`, bounds.socketsPerAddressMax];
    const count = countByOwner.get(owner) ?? 0;
    if (count >= max) return false;
    countByOwner.set(owner, count + 1);
    onClose(socket, () => {
      const left = (countByOwner.get(owner) ?? 1) - 1;
      if (left === 0) countByOwner.delete(owner);
      else countByOwner.set(owner, left);
    });
    return true;
  }

  /** A token ends what it allowed. The code lets clients fetch a fresh one and connect again. */
  async function closeAtExpiry(socket: Socket): Promise<void> {
    const { extra, connectionParams } = socket;
    const token = bearerToken(connectionHeaders(extra.request, connectionParams));
    const expiresAt = token && (await tokenExpiry(token));
    if (!expiresAt || isGone(socket)) return;
    const timer = setTimeout(
      () => extra.socket.close(CloseCode.Forbidden, 'The access token has expired.'),
      Math.min(expiresAt.getTime() - clock().getTime(), TIMER_MAX_MS),
    );
    onClose(socket, () => clearTimeout(timer));
  }

  function onClose(socket: Socket, act: () => void): void {
    const before = closing.get(socket);
    closing.set(socket, () => {
      before?.();
      act();
    });
  }

  /** Whoever is gone has been cleared up after, and must not be counted again. */
  const isGone = ({ extra }: Socket) => extra.socket.readyState !== extra.socket.OPEN;

  const server = makeServer<Record<string, unknown> | undefined, SocketExtra>({
    connectionInitWaitTimeout: bounds.socketInitMsMax,

    async onConnect(socket) {
      socket.extra.isIntroduced = true;
      open.add(socket);
      onClose(socket, () => open.delete(socket));
      try {
        const context = await contextOf(socket);
        if (isGone(socket)) return;
        if (!admit(socket, context)) {
          socket.extra.socket.close(closeCodes.tooMany, 'Too many sockets.');
          return;
        }
        await closeAtExpiry(socket);
      } catch (error) {
        if (error instanceof Unauthenticated) return false; // closes it with 4403
        if (error instanceof RateLimited) {
          socket.extra.socket.close(closeCodes.tooMany, error.message);
          return;
        }
        throw error;
      }
    },

    async onSubscribe(socket, _id, payload) {
      if (Object.keys(socket.subscriptions).length > bounds.socketOperationsMax) {
        const message = `A socket may have ${bounds.socketOperationsMax} operations at a time.`;
        return [new ToldError({ message, extensions: { code: 'TOO_MANY_OPERATIONS' } })];
      }
      const notes = newNotes();
      const begun = performance.now();
      try {
        const leave = await gate.enter(kindOfDocument(payload.query));
        try {
          const take = async () => operations.take(payload, noted(await contextOf(socket), notes));
          return await (tracer ? traceSocketOperation(tracer, take) : take());
        } finally {
          leave();
          counters.operationDone(notes, (performance.now() - begun) / 1_000);
        }
      } catch (error) {
        if (error instanceof Refusal) {
          const { message, ...extensions } = OVERLOADED;
          return [new ToldError({ message, extensions })];
        }
        return [new GraphQLError('The operation failed.', { originalError: error as Error })];
      }
    },

    execute: (args) => (args as SocketOperation).begun,
    subscribe: (args) => (args as SocketOperation).begun,

    onNext(_socket, _id, _payload, args, { errors, ...result }) {
      if (!errors) return;
      const { requestId } = (args as SocketOperation).contextValue;
      const told = errors.slice(0, bounds.errorsMax).map((error) => tell(error, requestId));
      return { ...result, errors: told };
    },

    onError: (_socket, _id, _payload, errors) => errors.map((error) => tell(error, randomUUID())),

    onClose: (socket) => closing.get(socket)?.(),
  });
  const operationCount = () => {
    let count = 0;
    for (const { subscriptions } of open) count += Object.keys(subscriptions).length;
    return count;
  };
  return { ...server, operationCount };
}
