import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type Attack, type AttackRequest, attacks } from './attacks.ts';
import { type Reply, send } from './load.ts';

/**
 * The attacker: a separate process, so that its work does not delay the measurement of visitors. It starts the attack
 * of the given name at once and sends `begun`. At the message `end` it stops and sends the number of requests by
 * verdict.
 */
const [name, url] = process.argv.slice(2) as [string, string];
const address = '203.0.113.7';

const attack = attacks(await readFile(join(import.meta.dirname, 'worst.graphql'), 'utf8')).find(
  (each) => each.name === name,
);
if (!attack) throw new Error(`There is no attack named ${name}.`);
const end = begin(attack);
process.send?.('begun');
process.once('message', async () => {
  process.send?.(Object.fromEntries(await end()));
  process.disconnect();
});

/** Starts the attack. The returned function stops it and resolves to the number of requests by verdict. */
function begin(given: Attack): () => Promise<Map<string, number>> {
  return given.kind === 'requests' ? sendContinuously(given) : openSockets(given);
}

/** Sends requests on each connection, one after the other, without a pause. */
function sendContinuously({ connections, next }: Attack & { kind: 'requests' }): () => Promise<Map<string, number>> {
  const agent = new Agent({ keepAlive: true });
  const verdicts = new Map<string, number>();
  let isOver = false;
  const count = ({ verdict }: Reply) => verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  const attackers = Array.from({ length: connections }, async () => {
    while (!isOver) count(await send({ url, agent, address }, next()));
  });
  return async () => {
    isOver = true;
    await Promise.all(attackers);
    agent.destroy();
    return verdicts;
  };
}

/** Keeps connections open, sends a request on each, and reads nothing. A closed connection is opened again. */
function openSockets({ connections, request }: Attack & { kind: 'sockets' }): () => Promise<Map<string, number>> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<ReturnType<typeof connect>>();
  const verdicts = new Map([['opened', 0]]);
  let isOver = false;
  const open = () => {
    if (isOver) return;
    const socket = connect(Number(port), hostname, () => {
      verdicts.set('opened', (verdicts.get('opened') ?? 0) + 1);
      if (request) socket.write(textOf(request).repeat(8));
    });
    sockets.add(socket);
    socket.pause();
    socket.on('error', () => {});
    socket.once('close', () => {
      sockets.delete(socket);
      // Without a delay, a client whose connections are rejected at once would do nothing else.
      setTimeout(open, 20);
    });
  };
  for (let count = 0; count < connections; count += 1) open();
  return async () => {
    isOver = true;
    verdicts.set('open at the end', sockets.size);
    for (const socket of sockets) socket.destroy();
    return verdicts;
  };
}

/** The bytes of an HTTP request. */
function textOf({ query }: AttackRequest): string {
  const body = JSON.stringify({ query });
  const head = [
    ...['POST /graphql HTTP/1.1', `host: ${new URL(url).host}`, `x-forwarded-for: ${address}`],
    ...['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`],
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
