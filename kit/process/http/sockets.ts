import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { DropReason, ServerLimits } from './limits.ts';
import { networkOf } from './network.ts';

/** An open connection. */
interface Connection {
  network: Network;
  /** The number of requests without a response. */
  requests: number;
  /** Removes it from all counts. */
  leave(): void;
}

interface Network {
  sockets: Set<Socket>;
  /** Sockets without a running request, the longest idle first. */
  idle: Set<Socket>;
}

/**
 * Limits the number of connections. A new connection above the limit replaces the one with the longest idle time, of
 * the same network when the limit of the network is reached. It is refused when none is idle.
 */
export function limitSockets(
  server: Server,
  { sockets, socketsPerNetwork }: Pick<ServerLimits, 'sockets' | 'socketsPerNetwork'>,
  onDrop: (reason: DropReason) => void,
): void {
  const networks = new Map<string, Network>();
  const connections = new Map<Socket, Connection>();
  const idle = new Set<Socket>();

  const endFirst = (candidates: Set<Socket>): boolean => {
    const [longest] = candidates;
    if (!longest) return false;
    onDrop('idle');
    // Its close event comes later, possibly after the next connection.
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
      onDrop('refused');
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
