/** How much, and how long, one client may ask of WebSockets. */
export interface SocketBounds {
  /** The longest message. */
  socketMessageBytesMax: number;
  /** How long a client may take to say who it is. */
  socketInitMsMax: number;
  /** Operations of a socket at a time. */
  socketOperationsMax: number;
  /** Sockets of a user, in one process. */
  socketsPerUserMax: number;
  /** Sockets of an address for those who are not signed in, in one process. */
  socketsPerAddressMax: number;
  /** How often a client is asked whether it is still there; it has as long to answer. */
  socketPingMs: number;
  /** How long a client may leave what was sent to it unread. */
  socketStalledMsMax: number;
  /** How much a client that goes on asking may leave unread. */
  socketUnreadBytesMax: number;
}
