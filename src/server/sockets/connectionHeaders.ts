import type { IncomingMessage } from 'node:http';
import type { ConnectionInitMessage } from 'graphql-ws';
import type { WithHeaders } from '../requestViewer.js';

/**
 * What proves who opened a socket, as if it had come in headers: browsers cannot send any, so it
 * comes in `connectionParams` under the same names, case ignored, or as `?token=`.
 */
export function connectionHeaders(
  { headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>,
  connectionParams: ConnectionInitMessage['payload'],
): WithHeaders {
  const params = new Map(
    Object.entries(connectionParams ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const param = (name: string) => {
    const value = params.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const token = new URLSearchParams(url.split('?')[1]).get('token');
  const authorization =
    param('authorization') ?? (token ? `Bearer ${token}` : headers.authorization);
  const secrets = param('turnout-event-secret') ?? headers['turnout-event-secret'];
  return {
    headers: {
      ...(authorization && { authorization }),
      ...(secrets && { 'turnout-event-secret': secrets }),
    },
  };
}
