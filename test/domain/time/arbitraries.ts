import fc from 'fast-check';
import { offsetWindowAt, timeZoneNames } from '../../../src/domain/time/zoneRules.js';

const LAST_MS = Date.UTC(2101) - 1;
const NEAR_MS = 3 * 3_600_000;

const aZone = () => fc.constantFrom(...timeZoneNames());

/** Any instant from 1970 to 2100, to the millisecond, and any zone; half of them near a change. */
export const anInstantAndZone = () =>
  fc
    .tuple(
      fc.integer({ min: 0, max: LAST_MS }),
      aZone(),
      fc.boolean(),
      fc.integer({ min: -NEAR_MS, max: NEAR_MS }),
    )
    .map(([anyMs, timezone, nearChange, distanceMs]): [Date, string] => {
      const changeMs = offsetWindowAt(timezone, anyMs).untilMs;
      const instantMs = nearChange && changeMs < LAST_MS ? changeMs + distanceMs : anyMs;
      return [new Date(instantMs), timezone];
    });
