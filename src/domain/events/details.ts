import type { EventVisibility } from '../../data/prisma/client.js';
import type { Complaints } from '../validation.js';

/** What describes an event, besides when it is. What a change leaves out stays as it is. */
export interface GivenDetails {
  name?: string | null;
  description?: string | null;
  location?: string | null;
  capacity?: number | null;
  visibility?: EventVisibility | null;
  allowOverlap?: boolean | null;
}

export const NAME_LENGTH_MAX = 200;
const LOCATION_LENGTH_MAX = 200;
const DESCRIPTION_LENGTH_MAX = 10_000;
const CAPACITY_MAX = 1_000_000;

export function checkDetails(given: GivenDetails, complaints: Complaints): void {
  const { name, description, location, capacity } = given;
  if (name != null) complaints.checkText('name', name, NAME_LENGTH_MAX);
  if (description != null) {
    complaints.checkOptionalText('description', description, DESCRIPTION_LENGTH_MAX);
  }
  if (location != null) complaints.checkText('location', location, LOCATION_LENGTH_MAX);
  if (capacity != null) complaints.checkInteger('capacity', capacity, 1, CAPACITY_MAX);
}
