import type { StateField } from '../../domain/events/eventState.js';
import type { EventDiff } from '../../domain/history/diffEvent.js';
import type { RollbackEventOutcome } from '../../domain/history/rollbackEvent.js';
import { wallClockFromColumn } from '../../domain/time/wallClock.js';
import type { ResolversInterfaceTypes, ResolversTypes } from '../generated.js';
import { presentField } from './eventField.js';
import {
  capacityBelowConfirmed,
  eventCancelled,
  eventNotFound,
  invalidInput,
  permissionDenied,
  scheduleConflict,
  versionConflict,
} from './refusals.js';
import type { Result } from './result.js';

type FieldChange = ResolversInterfaceTypes<ResolversTypes>['FieldChange'];

export function presentRollbackEvent(outcome: RollbackEventOutcome): Result<'RollbackEventResult'> {
  switch (outcome.kind) {
    case 'changed': {
      const { event, promoted } = outcome;
      return { __typename: 'RollbackEventSuccess', event, promotedAttendees: promoted };
    }
    case 'versionNotFound':
      return {
        __typename: 'VersionNotFound',
        message: `This event has no version ${outcome.number}.`,
      };
    case 'capacityBelowConfirmed':
      return capacityBelowConfirmed(outcome);
    case 'versionConflict':
      return versionConflict(outcome);
    case 'eventCancelled':
      return eventCancelled();
    case 'invalidInput':
      return invalidInput(outcome);
    case 'scheduleConflict':
      return scheduleConflict(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}

export function presentDiff({ from, to, fields }: EventDiff) {
  return { from, to, changes: fields.map((field) => presentChange(field, { from, to })) };
}

function presentChange(name: StateField, { from, to }: Omit<EventDiff, 'fields'>): FieldChange {
  const field = presentField(name);
  switch (name) {
    case 'name':
    case 'description':
    case 'location':
      return { __typename: 'TextChange', field, textBefore: from[name], textAfter: to[name] };
    case 'timezone':
      return {
        __typename: 'TimeZoneChange',
        field,
        timezoneBefore: from.timezone,
        timezoneAfter: to.timezone,
      };
    case 'startsLocal':
    case 'endsLocal':
      return {
        __typename: 'LocalTimeChange',
        field,
        localTimeBefore: wallClockFromColumn(from[name]),
        localTimeAfter: wallClockFromColumn(to[name]),
      };
    case 'startsAt':
    case 'endsAt':
      return { __typename: 'TimeChange', field, timeBefore: from[name], timeAfter: to[name] };
    case 'capacity':
      return {
        __typename: 'IntChange',
        field,
        intBefore: from.capacity,
        intAfter: to.capacity,
      };
    case 'visibility':
      return {
        __typename: 'VisibilityChange',
        field,
        visibilityBefore: from.visibility,
        visibilityAfter: to.visibility,
      };
    case 'status':
      return {
        __typename: 'StatusChange',
        field,
        statusBefore: from.status,
        statusAfter: to.status,
      };
    case 'allowOverlap':
      return {
        __typename: 'BooleanChange',
        field,
        booleanBefore: from.allowOverlap,
        booleanAfter: to.allowOverlap,
      };
  }
}
