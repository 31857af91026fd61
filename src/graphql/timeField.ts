import { formatInstant } from '../domain/time/formatInstant.js';
import type { RequestContext } from './context.js';

interface ZoneArgument {
  timezone?: string | null;
}

/** The resolver of a time field: the row's instant, spelled in the zone asked for. */
export function timeField<Field extends string>(field: Field) {
  return (row: Record<Field, Date>, { timezone }: ZoneArgument, context: RequestContext): string =>
    formatInstant(row[field], timezone ?? context.timezone);
}

/** Like `timeField`, for an instant that may be null. */
export function nullableTimeField<Field extends string>(field: Field) {
  return (row: Record<Field, Date | null>, { timezone }: ZoneArgument, context: RequestContext) => {
    const instant = row[field];
    return instant && formatInstant(instant, timezone ?? context.timezone);
  };
}
