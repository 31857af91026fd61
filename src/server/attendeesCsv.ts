import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { AttendeeStatus } from '../data/prisma/client.js';
import { attendeeStatuses, exportAttendees } from '../domain/registration/exportAttendees.js';
import type { RequestContext } from '../graphql/context.js';
import { badUserInput } from '../graphql/errors.js';
import { toGlobalId, uuidOf } from '../graphql/globalId.js';
import { eventNotFound, permissionDenied } from '../graphql/presenters/refusals.js';
import { TimeZone } from '../graphql/scalars/TimeZone.js';
import { answerError } from './errorAnswers.js';
import { answerOverloaded } from './overloadedAnswer.js';
import type { RequestGate } from './requestGate.js';

interface Options {
  /** Who asks, and with what: the same as for `/graphql`. */
  context: (request: FastifyRequest) => RequestContext | Promise<RequestContext>;
  gate: RequestGate;
}

interface CsvRoute {
  Params: { id: string };
  Querystring: Query;
}

type CsvRequest = FastifyRequest<CsvRoute>;

interface Query {
  timezone?: unknown;
  status?: unknown;
}

/**
 * `GET /events/:id/attendees.csv`: the attendees of an event for those who may read them, as a
 * stream that never holds more than a page or two. `?timezone=Europe/Paris` spells the times
 * there; `?status=CONFIRMED&status=WAITLISTED` leaves out the others.
 */
export async function attendeesCsv(
  server: FastifyInstance,
  { context, gate }: Options,
): Promise<void> {
  server.get<CsvRoute>(
    '/events/:id/attendees.csv',
    // A HEAD would read all of it to throw it away.
    { exposeHeadRoute: false, compress: {} },
    async (request, reply) => {
      // Until the answer begins: how fast it is read is the client's affair.
      const leave = await gate.enter('read');
      if (request.socket.destroyed) {
        leave();
        return answerOverloaded(reply); // nobody is there any more to hear it
      }
      return answer(request, reply).finally(leave);
    },
  );

  async function answer(request: CsvRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'private, no-store');
    const call = await context(request);
    const asked = readQuery(request.query, call.timezone);
    if (asked instanceof GraphQLError) return answerError(reply, 400, asked.message);

    const outcome = await exportAttendees(call, {
      ...asked,
      eventId: uuidOf('event', request.params.id),
      encodeId: (id) => toGlobalId('attendee', id),
    });
    switch (outcome.kind) {
      case 'eventNotFound':
        return answerError(reply, 404, eventNotFound().message);
      case 'permissionDenied':
        return answerError(reply, 403, permissionDenied(outcome).message);
      case 'attendees': {
        const file = `attendees-${toGlobalId('event', outcome.event.id)}.csv`;
        return reply
          .type('text/csv; charset=utf-8; header=present')
          .header('content-disposition', `attachment; filename="${file}"`)
          .send(Readable.from(outcome.csv)); // destroyed when the client goes, which ends the reading
      }
    }
  }
}

function readQuery({ timezone, status }: Query, timezoneOtherwise: string) {
  try {
    return {
      timezone: timezone === undefined ? timezoneOtherwise : TimeZone.parseValue(timezone),
      statuses: status === undefined ? undefined : [status].flat().map(readStatus),
    };
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function readStatus(text: unknown): AttendeeStatus {
  const status = attendeeStatuses.find((known) => known === text);
  if (status) return status;
  throw badUserInput(
    `${JSON.stringify(String(text).slice(0, 60))} is not a status of attendees. ` +
      `There are: ${attendeeStatuses.join(', ')}.`,
  );
}
