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
  const spelled = type === 'application/msgpack' ? packed(result) : text(result);
  if (isCompressed(reply, spelled)) reply.compress(Buffer.from(spelled));
  else reply.send(spelled);
  return reply;
}

/** An answer that is always the same, and spelled once. */
export function constantAnswer(
  status: number,
  result: Required<Pick<GraphqlResult, 'errors'>>,
): (reply: FastifyReply) => FastifyReply {
  const json = text(result);
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

function isCompressed({ request, compress }: FastifyReply, answer: string | Buffer): boolean {
  if (compress === null || request.headers['accept-encoding'] === undefined) return false;
  return Buffer.byteLength(answer) >= COMPRESSED_BYTES_MIN;
}

/** Who takes no type that there is gets JSON, for want of a better. */
function errorTypeFor(reply: FastifyReply): AnswerType {
  return chooseAnswerType(reply.request.headers.accept) ?? 'application/json';
}

/** JSON of data that several callers share, for as long as one of them holds the data. */
const sharedTexts = new WeakMap<object, string>();

/**
 * With the errors first, where a person sees them. Data that several callers are answered with
 * (`shareQueries`) is spelled once: a page of a list takes as long to spell as all else that
 * answering with it does. Text leaves in one piece with its headers, bytes would be a second piece:
 * that takes 1.05 times as long.
 *
 * @see GraphQL specification §7.1
 */
function text({ errors, data, extensions }: GraphqlResult): string {
  // Weak maps are dear to fill: only what will be asked for again is kept.
  if (!data || errors || extensions || !isShared(data)) {
    return `${JSON.stringify({ errors, data, extensions })}\n`;
  }
  const known = sharedTexts.get(data);
  if (known) return known;
  const json = `${JSON.stringify({ data })}\n`;
  sharedTexts.set(data, json);
  return json;
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
