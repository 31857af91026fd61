import { mayReadHistory, roleOn } from '../../domain/sharing/permissions.js';
import { wallClockFromColumn } from '../../domain/time/wallClock.js';
import type { EventResolvers } from '../generated.js';
import { toGlobalId } from '../globalId.js';
import { attendeeConnection } from '../lists/attendees.js';
import { collaboratorConnection } from '../lists/collaborators.js';
import { versionConnection } from '../lists/versions.js';
import { timeField } from '../timeField.js';

export const Event: EventResolvers = {
  id: (event) => toGlobalId('event', event.id),
  startsAt: timeField('startsAt'),
  endsAt: timeField('endsAt'),
  startsLocal: (event) => wallClockFromColumn(event.startsLocal),
  endsLocal: (event) => wallClockFromColumn(event.endsLocal),
  seatsLeft: (event) => event.capacity - event.confirmedCount,
  createdAt: timeField('createdAt'),
  updatedAt: timeField('updatedAt'),
  viewerRole: (event, _args, { viewer }) => roleOn(event, viewer),
  attendees: attendeeConnection,
  collaborators: collaboratorConnection,
  versions: versionConnection,
  versionNumber: (event) => event.version,
  version: (event, { number }, { viewer, loaders }) =>
    mayReadHistory(event, viewer)
      ? loaders.version.load({ eventId: event.id, number: number ?? event.version })
      : null,
};
