/** A process that waits for a child, which writes its id to the file `argv[2]` and never ends. */
import { runInProcess } from './bounded-process.ts';
import type { FixtureTask } from './task.fixture.ts';

const task: FixtureTask = { kind: 'block', pidFile: process.argv[2] };
const limits = { milliseconds: 600_000, bytes: 2 ** 30, heapMegabytes: 128 };
await runInProcess(new URL('./task.fixture.ts', import.meta.url), task, limits);
