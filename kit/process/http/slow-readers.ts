import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { DropReason, ServerLimits } from './limits.ts';

interface Unread {
  /** When bytes began to wait for the client: `performance.now()`. */
  since: number;
  /** The number of bytes written to the socket by then, without those that waited. */
  base: number;
}

/**
 * Closes connections whose client does not read its response: nothing for `writeTimeout` milliseconds, or less than
 * `writeRate` bytes per second over the whole time. A slow client that continues to read keeps its connection. Returns
 * the function that stops this.
 */
export function endSlowReaders(
  server: Server,
  { writeTimeout, writeRate }: Pick<ServerLimits, 'writeTimeout' | 'writeRate'>,
  onDrop: (reason: DropReason) => void,
): () => void {
  const responses = new Map<ServerResponse, Unread | undefined>();

  server.on('request', (_, response: ServerResponse) => {
    responses.set(response, undefined);
    response.once('close', () => responses.delete(response));
  });
  // Node emits this without any transfer over a connection for the timeout, including writes in progress.
  server.on('timeout', (socket: Socket) => {
    if (socket.writableLength > 0) onDrop('slow reader');
    socket.destroy();
  });

  const look = () => {
    const now = performance.now();
    for (const [response, unread] of responses) {
      const { socket } = response;
      if (!socket) continue;
      const waiting = socket.writableLength;
      if (waiting === 0) {
        if (unread) socket.setTimeout(0);
        responses.set(response, undefined);
      } else if (!unread) {
        responses.set(response, { since: now, base: socket.bytesWritten - waiting });
        socket.setTimeout(writeTimeout);
      } else if (now - unread.since > writeTimeout + ((socket.bytesWritten - unread.base) / writeRate) * 1_000) {
        onDrop('slow reader');
        socket.destroy();
      }
    }
  };
  const timer = setInterval(look, Math.min(1_000, writeTimeout / 4)).unref();
  return () => clearInterval(timer);
}
