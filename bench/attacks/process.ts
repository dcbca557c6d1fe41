import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A running attack, in a separate process. */
export interface RunningAttack {
  pid: number;
  /** Stops it and resolves to the number of requests with each verdict. */
  end(): Promise<Record<string, number>>;
}

/** Starts an attack. Its process has normal priority and competes for the cores. */
export async function attackFrom(name: string, url: string): Promise<RunningAttack> {
  const child = fork(join(import.meta.dirname, 'attacker.ts'), [name, url], { execArgv: [] });
  await once(child, 'message');
  return {
    pid: child.pid as number,
    end: async () => {
      const closed = once(child, 'exit');
      const message = once(child, 'message');
      child.send('end');
      const [verdicts] = await message;
      await closed;
      return verdicts;
    },
  };
}
