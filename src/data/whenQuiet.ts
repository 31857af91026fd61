/** For how many turns, each of which brought somebody, others are waited for: a turn may take long. */
const TURNS_MAX = 4;

/**
 * Acts when a turn of the event loop has brought nobody else, so that those who are at the door
 * already come along. There is no timer: where nothing else happens, a turn takes no time.
 *
 * @param count  how many have come
 * @param known  how many of them it was known of: when there are no more, nobody else is waited for
 */
export function whenQuiet(count: () => number, known: number, act: () => void): void {
  setImmediate(look, known, TURNS_MAX);

  function look(before: number, turnsLeft: number): void {
    const now = count();
    if (now === before || turnsLeft === 0) act();
    else setImmediate(look, now, turnsLeft - 1);
  }
}
