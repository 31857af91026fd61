/** No worker serves, and none can be started. */
export class WorkersFailed extends Error {}
