/** How much, and how long, one client may ask of the wire. */
export interface WireBounds {
  /** The longest body of a request. */
  bodyBytesMax: number;
  /** The longest body of a request whose document calls a mutation of many rows. */
  bulkBodyBytesMax: number;
  /** How long the headers of a request may take to arrive. */
  headersMsMax: number;
  /** How long all of a request may take to arrive, its headers included. */
  bodyMsMax: number;
  /** How long an operation may take once its request is there. */
  requestMsMax: number;
  /** How long a connection may be silent while a request is under way. */
  silenceMsMax: number;
  /** How long a connection is kept for the next request. */
  keepAliveMsMax: number;
}
