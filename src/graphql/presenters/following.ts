import type { StateField } from '../../domain/events/eventState.js';
import type { EventNews } from '../../domain/following/followEvent.js';
import type { SeatsNews } from '../../domain/following/followSeats.js';
import { presentField } from './eventField.js';
import { eventNotFound } from './refusals.js';
import type { Result } from './result.js';

export function presentEventNews(news: EventNews): Result<'EventChangedResult'> {
  switch (news.kind) {
    case 'eventChanged': {
      const { number, changedFields, createdAt } = news.change;
      return {
        __typename: 'EventChanged',
        event: news.event,
        versionNumber: number,
        changedFields: changedFields.map((field) => presentField(field as StateField)),
        changedAt: createdAt,
      };
    }
    case 'eventNotFound':
      return eventNotFound();
  }
}

export function presentSeatsNews(news: SeatsNews): Result<'SeatsChangedResult'> {
  switch (news.kind) {
    case 'seatsChanged':
      return { __typename: 'SeatsChanged', event: news.event };
    case 'eventNotFound':
      return eventNotFound();
  }
}
