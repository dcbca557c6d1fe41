import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** An attack that has begun, in a process of its own. */
export interface RunningAttack {
  pid: number;
  /** Ends it and resolves to how often each verdict came. */
  end(): Promise<Record<string, number>>;
}

/** Begins an attack. The process has the priority of every other: it takes from the cores what it can get. */
export async function attackFrom(name: string, url: string): Promise<RunningAttack> {
  const child = fork(join(import.meta.dirname, 'attacker.ts'), [name, url], { execArgv: [] });
  await once(child, 'message');
  return {
    pid: child.pid as number,
    end: async () => {
      const closed = once(child, 'exit');
      const told = once(child, 'message');
      child.send('end');
      const [verdicts] = await told;
      await closed;
      return verdicts;
    },
  };
}
