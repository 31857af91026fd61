import type { GraphQLFieldResolver } from 'graphql';
import { forgetReads, type RequestContext } from '../context.js';
import type { Resolvers } from '../generated.js';
import { DateTime } from '../scalars/DateTime.js';
import { TimeZone } from '../scalars/TimeZone.js';
import { timeField } from '../timeField.js';
import { Attendee } from './Attendee.js';
import { Collaborator } from './Collaborator.js';
import { Event } from './Event.js';
import { EventVersion } from './EventVersion.js';
import { accountMutations } from './Mutation/accounts.js';
import { eventMutations } from './Mutation/events.js';
import { historyMutations } from './Mutation/history.js';
import { notificationMutations } from './Mutation/notifications.js';
import { registrationMutations } from './Mutation/registration.js';
import { sharingMutations } from './Mutation/sharing.js';
import { notificationTypes } from './Notification.js';
import { Query } from './Query.js';
import { Session } from './Session.js';
import { Subscription } from './Subscription.js';
import { User } from './User.js';

/** Of what begins or prolongs a session, by whom the rest of the operation is asked. */
const openSession = {
  accessTokenExpiresAt: timeField('accessTokenExpiresAt'),
  secondFactorMissing: (_session: unknown, _args: object, { viewer }: RequestContext) =>
    viewer.enrolling != null,
};

export const resolvers: Resolvers = {
  DateTime,
  TimeZone,
  Query,
  Mutation: readAfterWrite({
    ...eventMutations,
    ...historyMutations,
    ...sharingMutations,
    ...registrationMutations,
    ...notificationMutations,
    ...accountMutations,
  }),
  Subscription,
  EventChanged: { changedAt: timeField('changedAt') },
  Event,
  Attendee,
  User,
  Session,
  Collaborator,
  EventVersion,
  ...notificationTypes,
  TimeChange: { timeBefore: timeField('timeBefore'), timeAfter: timeField('timeAfter') },
  EventStarted: { startedAt: timeField('startedAt') },
  AlreadyCheckedIn: { checkedInAt: timeField('checkedInAt') },
  SignUpSuccess: openSession,
  SignInSuccess: openSession,
  RefreshSessionSuccess: openSession,
  ChangePasswordSuccess: openSession,
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
