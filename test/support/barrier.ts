/**
 * Holds everyone who arrives until `parties` have arrived, then lets all of them go. Whoever
 * comes later, for instance in a second attempt, is not held.
 */
export function createBarrier(parties: number): () => Promise<void> {
  let arrived = 0;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    arrived += 1;
    if (arrived === parties) open();
    return opened;
  };
}
