/** A child process that does what a hostile file may cause. */
import { writeFileSync } from 'node:fs';
import { serveTask } from './task.ts';

/** `pidFile` receives the id of the process. */
export interface FixtureTask {
  kind: 'answer' | 'throw' | 'exit' | 'block' | 'fill heap' | 'fill memory' | 'abort';
  pidFile?: string;
}

serveTask<FixtureTask, unknown, string>(({ kind, pidFile }, onStep) => {
  onStep('BEGIN');
  if (pidFile) writeFileSync(pidFile, String(process.pid));
  const kept: unknown[] = [];
  switch (kind) {
    case 'answer':
      return { bytes: new Uint8Array([1, 2, 3]), names: Object.keys(process.env) };
    case 'throw':
      throw new Error('The file is odd.');
    case 'exit':
      return process.exit(0);
    case 'block':
      for (;;) kept.length = 0;
    case 'fill heap':
      for (;;) kept.push(new Array(1_000).fill(kept.length));
    case 'fill memory':
      for (;;) kept.push(Buffer.alloc(2 ** 20, 1));
    case 'abort':
      return process.abort();
  }
});
