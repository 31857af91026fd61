import type { StateField } from '../../domain/events/eventState.js';
import { wallClockFromColumn } from '../../domain/time/wallClock.js';
import type { EventVersionResolvers } from '../generated.js';
import { presentField } from '../presenters/eventField.js';
import { timeField } from '../timeField.js';

export const EventVersion: EventVersionResolvers = {
  author: ({ authorId }, _args, { loaders }) =>
    authorId === null ? null : loaders.user.load(authorId),
  createdAt: timeField('createdAt'),
  // A trigger writes them, with the columns' own names.
  changedFields: ({ changedFields }) =>
    changedFields.map((field) => presentField(field as StateField)),
  startsAt: timeField('startsAt'),
  endsAt: timeField('endsAt'),
  startsLocal: ({ startsLocal }) => wallClockFromColumn(startsLocal),
  endsLocal: ({ endsLocal }) => wallClockFromColumn(endsLocal),
};
