import type { GraphQLFieldResolver } from 'graphql';
import { forgetReads, type RequestContext } from '../context.js';
import type { Resolvers } from '../generated.js';
import { DateTime } from '../scalars/DateTime.js';
import { TimeZone } from '../scalars/TimeZone.js';
import { timeField } from '../timeField.js';
import { Attendee } from './Attendee.js';
import { Event } from './Event.js';
import { eventMutations } from './Mutation/events.js';
import { registrationMutations } from './Mutation/registration.js';
import { Query } from './Query.js';

export const resolvers: Resolvers = {
  DateTime,
  TimeZone,
  Query,
  Mutation: readAfterWrite({ ...eventMutations, ...registrationMutations }),
  Event,
  Attendee,
  EventStarted: { startedAt: timeField('startedAt') },
  AlreadyCheckedIn: { checkedInAt: timeField('checkedInAt') },
  RegistrationCancelled: { cancelledAt: timeField('cancelledAt') },
};

/** Each mutation of an operation is followed by reads of what it wrote, not of what was before. */
function readAfterWrite<Mutations extends object>(mutations: Mutations): Mutations {
  const wrap =
    (resolve: GraphQLFieldResolver<unknown, RequestContext>): typeof resolve =>
    async (root, args, context, info) => {
      const result = await resolve(root, args, context, info);
      forgetReads(context);
      return result;
    };
  return Object.fromEntries(
    Object.entries(mutations).map(([name, resolve]) => [name, wrap(resolve)]),
  ) as Mutations;
}
