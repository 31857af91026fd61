import type { Database } from '../data/database.js';
import type { RegistrationDesk } from './registration/registrationDesk.js';
import type { Viewer } from './sharing/viewer.js';

/** What every verb of the domain works with. */
export interface Call {
  db: Database;
  /** Where registrations queue; one a process. */
  desk: RegistrationDesk;
  /** Who asks. */
  viewer: Viewer;
  /** What time it is, for everything that one request decides. */
  now: Date;
}
