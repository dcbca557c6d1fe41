import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Cut, ServerLimits } from './limits.ts';
import { networkOf } from './network.ts';

/** An open connection. */
interface Connection {
  network: Network;
  /** Requests that are not answered yet. */
  requests: number;
  /** Takes it out of all counts. */
  leave(): void;
}

interface Network {
  sockets: Set<Socket>;
  /** Those without a running request, the longest idle first. */
  idle: Set<Socket>;
}

/**
 * Keeps the number of connections within the limits. A new connection beyond them takes the place of the one that has been
 * idle for the longest, of its own network where that is at its limit; where none is idle, the new one is refused.
 */
export function limitSockets(
  server: Server,
  { sockets, socketsPerNetwork }: Pick<ServerLimits, 'sockets' | 'socketsPerNetwork'>,
  cut: (reason: Cut) => void,
): void {
  const networks = new Map<string, Network>();
  const connections = new Map<Socket, Connection>();
  const idle = new Set<Socket>();

  const endFirst = (candidates: Set<Socket>): boolean => {
    const [longest] = candidates;
    if (!longest) return false;
    cut('idle');
    // The event that it has closed comes later, and the next connection may come before.
    connections.get(longest)?.leave();
    longest.destroy();
    return true;
  };

  server.on('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress);
    const network = networks.get(address) ?? { sockets: new Set(), idle: new Set() };
    const isAdmitted =
      (network.sockets.size < socketsPerNetwork || endFirst(network.idle)) &&
      (connections.size < sockets || endFirst(idle));
    if (!isAdmitted) {
      cut('refused');
      socket.destroy();
      return;
    }
    networks.set(address, network);
    network.sockets.add(socket);
    network.idle.add(socket);
    idle.add(socket);
    const leave = () => {
      connections.delete(socket);
      idle.delete(socket);
      network.idle.delete(socket);
      network.sockets.delete(socket);
      if (network.sockets.size === 0 && networks.get(address) === network) networks.delete(address);
    };
    connections.set(socket, { network, requests: 0, leave });
    socket.once('close', leave);
  });

  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(socket);
    if (!connection) return;
    connection.requests += 1;
    idle.delete(socket);
    connection.network.idle.delete(socket);
    response.once('close', () => {
      connection.requests -= 1;
      if (connection.requests > 0 || !connections.has(socket)) return;
      idle.add(socket);
      connection.network.idle.add(socket);
    });
  });
}
