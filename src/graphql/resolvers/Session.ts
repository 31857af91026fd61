import type { SessionResolvers } from '../generated.js';
import { toGlobalId } from '../globalId.js';
import { nullableTimeField, timeField } from '../timeField.js';

export const Session: SessionResolvers = {
  id: ({ id }) => toGlobalId('session', id),
  createdAt: timeField('createdAt'),
  refreshedAt: nullableTimeField('refreshedAt'),
  expiresAt: timeField('expiresAt'),
  current: ({ id }, _args, { viewer }) => id === viewer.sessionId,
};
