import { startChild } from '#kit/process/child.ts';
import { prepareShutdown } from './shutdown.ts';

/**
 * A minimal launcher for tests. It starts a child that becomes ready and one that never does; each child prints its process
 * id. The first argument is `follow` to end with its parent, or `run` to treat a signal as the normal end.
 */
const [mode] = process.argv.slice(2);
prepareShutdown({ followsParent: mode === 'follow', runsUntilSignal: mode === 'run' });
const start = (ready: () => Promise<boolean>) =>
  startChild({
    name: 'part',
    command: process.execPath,
    args: ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'],
    env: {},
    log: (line) => process.stdout.write(`${line}\n`),
    ready,
  });
await start(async () => true);
// Rejects when it is ended while it starts.
start(async () => false).catch(() => {});
