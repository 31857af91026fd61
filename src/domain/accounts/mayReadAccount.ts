import type { Viewer } from '../sharing/viewer.js';

/** Whether the viewer may read all of an account: it is theirs, or they are an administrator. */
export function mayReadAccount({ user, administrator }: Viewer, userId: string): boolean {
  return administrator || user?.id === userId;
}
