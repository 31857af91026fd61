import type { FastifyRequest } from 'fastify';
import { type Viewer, viewerWith } from '../domain/sharing/viewer.js';

/** Who sends a request: what its headers prove. */
export function requestViewer({ headers }: FastifyRequest, anonymousEvents: boolean): Viewer {
  const secrets = headers['turnout-event-secret'];
  return viewerWith([secrets ?? []].flat().join(','), anonymousEvents);
}
