/**
 * A thread of a child process that ends the whole process, also within native code, when its memory has grown by more than `bytes`, or
 * when its parent is gone.
 */
import { writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const { before, bytes, parent } = workerData as { before: number; bytes: number; parent: number };

/** Milliseconds between two looks. */
const interval = 20;

try {
  // If the memory of the machine is full, Linux ends this process first.
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Other systems have no such file.
}

watch();
setInterval(watch, interval);
parentPort?.postMessage('watching');

function watch(): void {
  if (process.ppid !== parent || process.memoryUsage.rss() - before > bytes) process.kill(process.pid, 'SIGKILL');
}
