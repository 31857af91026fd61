import type { FastifyReply } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { isShared } from '../graphql/execution/shareQueries.js';
import { type AnswerType, chooseAnswerType, contentTypeOf } from './mediaTypes.js';
import { toMessagePack } from './messagePack.js';
import { noteErrors, notesOf } from './operationNotes.js';

/** An answer as GraphQL has it; errors are as clients may see them. */
export type GraphqlResult = Pick<ExecutionResult, 'data' | 'extensions'> & {
  errors?: readonly object[];
};

/** Sends an answer in the type that was asked for: the one place where answers become bytes. */
export function sendAnswer(
  reply: FastifyReply,
  status: number,
  result: GraphqlResult,
  type: AnswerType = errorTypeFor(reply),
): FastifyReply {
  if (result.errors) noteErrors(notesOf(reply.request), result.errors);
  varyBy(reply, 'accept');
  reply.code(status).header('content-type', contentTypeOf[type]);
  const bytes = type === 'application/msgpack' ? packed(result) : text(result);
  if (isCompressed(reply, bytes)) reply.compress(bytes);
  else reply.send(bytes);
  return reply;
}

/** An answer that is always the same: spelled once, and as text, which leaves with its headers. */
export function constantAnswer(
  status: number,
  result: Required<Pick<GraphqlResult, 'errors'>>,
): (reply: FastifyReply) => FastifyReply {
  const json = text(result).toString();
  const messagePack = packed(result);
  return (reply) => {
    const type = errorTypeFor(reply);
    noteErrors(notesOf(reply.request), result.errors);
    varyBy(reply, 'accept');
    reply.code(status).header('content-type', contentTypeOf[type]);
    return reply.send(type === 'application/msgpack' ? messagePack : json);
  };
}

/** What is shorter is sent as fast as it is. */
export const COMPRESSED_BYTES_MIN = 1_024;

function isCompressed({ request, compress }: FastifyReply, bytes: Buffer): boolean {
  if (bytes.length < COMPRESSED_BYTES_MIN) return false;
  return compress !== null && request.headers['accept-encoding'] !== undefined;
}

/** Who takes no type that there is gets JSON, for want of a better. */
function errorTypeFor(reply: FastifyReply): AnswerType {
  return chooseAnswerType(reply.request.headers.accept) ?? 'application/json';
}

/** JSON of data that several callers share, for as long as one of them holds the data. */
const spelled = new WeakMap<object, Buffer>();

/**
 * With the errors first, where a person sees them. Data that several callers are answered with
 * (`shareQueries`) is spelled once: a page of a list takes as long to spell as all else that
 * answering with it does.
 *
 * @see GraphQL specification §7.1
 */
function text({ errors, data, extensions }: GraphqlResult): Buffer {
  // Weak maps are dear to fill: only what will be asked for again is kept.
  if (!data || errors || extensions || !isShared(data)) {
    return Buffer.from(`${JSON.stringify({ errors, data, extensions })}\n`);
  }
  const known = spelled.get(data);
  if (known) return known;
  const bytes = Buffer.from(`${JSON.stringify({ data })}\n`);
  spelled.set(data, bytes);
  return bytes;
}

function packed({ errors, data, extensions }: GraphqlResult): Buffer {
  return toMessagePack({
    ...(errors && { errors: withoutUndefined(errors) }),
    ...(data !== undefined && { data }),
    ...(extensions !== undefined && { extensions: withoutUndefined(extensions) }),
  });
}

/** MessagePack has no word for `undefined`, which JSON leaves out, nor for half of a pair. */
function withoutUndefined(value: object): unknown {
  return JSON.parse(JSON.stringify(value), (_key, part) =>
    typeof part === 'string' ? part.toWellFormed() : part,
  );
}

function varyBy(reply: FastifyReply, header: string): void {
  const already = reply.getHeader('vary');
  reply.header('vary', already ? `${already}, ${header}` : header);
}
