import { startChild } from '#kit/process/child.ts';
import { prepareEnding } from './ending.ts';

/**
 * A launcher in small, for tests: starts a child that answers, and one that never does. Each writes its process id to our
 * output, one a line, when it lives. The first argument says whether it follows its parent, or runs until it is asked to end.
 */
const [mode] = process.argv.slice(2);
prepareEnding({ followsParent: mode === 'follow', runsUntilAsked: mode === 'run' });
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
// Ended while it starts, it rejects.
start(async () => false).catch(() => {});
