import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and PostgreSQL, and fails on demand as networks and servers do. */
export interface Relay {
  /** The database's address by way of the relay. */
  url: string;
  /** Ends every connection; new ones are refused until `mend`. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Once PostgreSQL has answered the next COMMIT, says this instead and ends the connection. */
  loseNextCommit(instead?: string): void;
}

export async function startRelay(databaseUrl: string): Promise<Relay> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let commitToLose: string | null = null;

  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    let instead: string | null = null;
    client.on('data', (bytes) => {
      if (commitToLose !== null && bytes.includes('COMMIT\0')) {
        instead = commitToLose;
        commitToLose = null;
      }
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (instead === null) client.write(bytes);
      else client.end(instead);
    });
    endTogether(client, database, sockets);
    endTogether(database, client, sockets);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    async cut() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async mend() {
      server.listen(Number(url.port), '127.0.0.1');
      await once(server, 'listening');
    },
    loseNextCommit(instead = '') {
      commitToLose = instead;
    },
  };
}

function endTogether(socket: Socket, other: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.on('error', () => {}); // told by `close`
  socket.once('close', () => {
    sockets.delete(socket);
    other.destroy();
  });
}
