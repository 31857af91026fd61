// Cursors of the peers: the values of a place, opaque.

export function writeCursor(place) {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function readCursor(cursor) {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString());
}
