import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type Attack, type AttackRequest, attacks } from './attacks.ts';
import { type Reply, send } from './load.ts';

/**
 * The attacker: a process of its own, so that what it does for itself delays no visitor's measurement. Begins the attack whose
 * name it is given, at once, and says `begun`; ends it at the message `end`, and answers with what came of it, by verdict.
 */
const [name, url] = process.argv.slice(2) as [string, string];
const address = '203.0.113.7';

const attack = attacks(await readFile(join(import.meta.dirname, 'worst.graphql'), 'utf8')).find(
  (each) => each.name === name,
);
if (!attack) throw new Error(`There is no attack of the name ${name}.`);
const end = begin(attack);
process.send?.('begun');
process.once('message', async () => {
  process.send?.(Object.fromEntries(await end()));
  process.disconnect();
});

/** Returns what ends the attack and resolves to how often each verdict came. */
function begin(given: Attack): () => Promise<Map<string, number>> {
  return given.kind === 'requests' ? sendAlways(given) : openSockets(given);
}

/** Sends on each connection one request after another, without a pause. */
function sendAlways({ connections, next }: Attack & { kind: 'requests' }): () => Promise<Map<string, number>> {
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

/** Keeps so many connections open, sends on each what it is given, and reads nothing; one that is closed is opened again. */
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
      // A process that is refused at once would do nothing else.
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

/** A request as it goes over a connection. */
function textOf({ query }: AttackRequest): string {
  const body = JSON.stringify({ query });
  const head = [
    ...['POST /graphql HTTP/1.1', `host: ${new URL(url).host}`, `x-forwarded-for: ${address}`],
    ...['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`],
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
