import type { IncomingMessage } from 'node:http';

/** Whether the client has this version. `If-None-Match` uses weak comparison (RFC 9110 §13.1.2). */
export function isKnown({ headers }: IncomingMessage, tag: string): boolean {
  const tags = headers['if-none-match'];
  return tags !== undefined && (tags.trim() === '*' || tags.includes(tag));
}
