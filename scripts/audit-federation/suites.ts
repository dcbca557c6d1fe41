import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '#kit/process/port.ts';

/** The running server of the suites, with all their subgraphs. */
export interface RunningSuites {
  origin: string;
  close(): Promise<void>;
}

/** The time in milliseconds in which the server must answer. */
const startTimeout = 60_000;

/** Starts the server of an audit by `npm start -- serve --port <port>`. Rejects with its output where it does not answer. */
export async function startSuites(folder: string): Promise<RunningSuites> {
  const [port] = await freePorts(1);
  const server = spawn('npm', ['start', '--', 'serve', '--port', String(port)], {
    cwd: folder,
    // In a group of its own, because npm does not pass signals on to all that it starts.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => output.push(String(chunk)));
  const ended = once(server, 'exit');
  const origin = `http://localhost:${port}`;
  const close = async () => {
    if (server.exitCode !== null || server.pid === undefined) return;
    process.kill(-server.pid, 'SIGTERM');
    await ended;
  };
  const deadline = performance.now() + startTimeout;
  while (!(await answers(`${origin}/ids`))) {
    if (server.exitCode !== null || performance.now() > deadline) {
      await close();
      throw new Error(`The server of the suites in ${folder} does not answer.\n${output.join('')}`);
    }
    await sleep(100);
  }
  return { origin, close };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
