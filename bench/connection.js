// A client's connection over a plain socket, with one request under way: it costs a few microseconds
// a request, because what a client takes is missing for those it measures.
import { connect } from 'node:net';

/**
 * Opens a connection.
 *
 * @param url  where the server is: `http://127.0.0.1:4000/graphql`
 * @param opened  called once, when a request may be sent
 * @param answered  called with each whole answer: its status, its bytes, and where its body begins
 * @param lost  called once, with the error, when the connection is gone and nobody here closed it
 */
export function openConnection(url, { opened, answered, lost }) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let received = [];
  let size = 0;
  /** Bytes of the whole answer; 0 until its head is there. */
  let expected = 0;
  let bodyAt = 0;
  let status = 0;
  let over = false;

  const end = (error) => {
    if (over) return;
    over = true;
    socket.destroy();
    if (error) lost(error);
  };
  socket.on('connect', opened);
  socket.on('data', (chunk) => {
    received.push(chunk);
    size += chunk.length;
    if (expected === 0) {
      const begun = received.length === 1 ? chunk : Buffer.concat(received);
      const headEnd = begun.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const head = begun.latin1Slice(0, headEnd);
      const length = /\ncontent-length: *(\d+)/i.exec(head);
      if (!length) return end(new Error(`not an answer with a length: ${begun}`));
      status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
      bodyAt = headEnd + 4;
      expected = bodyAt + Number(length[1]);
    }
    if (size < expected) return;
    const answer = received.length === 1 ? chunk : Buffer.concat(received);
    received = [];
    size = 0;
    expected = 0;
    answered(status, answer, bodyAt);
  });
  socket.on('error', end);
  socket.on('close', () => end(new Error(`${url} closed a connection`)));
  return {
    send: (bytes) => socket.write(bytes),
    close: () => end(null),
  };
}

/** A request as it goes over the wire. */
export function requestBytes(url, body) {
  return (
    `POST ${pathOf(url)} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

const paths = new Map();
function pathOf(url) {
  if (!paths.has(url)) paths.set(url, new URL(url).pathname);
  return paths.get(url);
}
