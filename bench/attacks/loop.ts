import { writeFile } from 'node:fs/promises';
import { inspect } from '../soak/inspector.ts';

/** What the event loop of a process goes through, seen by its debugger. */
export interface LoopWatch {
  /** Begins to measure. */
  begin(): Promise<void>;
  /** Milliseconds by which the loop was late, the 99th percentile since `begin`. Writes the profile to this file, where one is taken. */
  end(profile: string | undefined): Promise<number>;
  close(): void;
}

/** Watches a process; rejects for one without `--inspect`. `isProfiled`: whether processor profiles are taken as well. */
export async function watchLoop(pid: number, isProfiled: boolean): Promise<LoopWatch> {
  const inspector = await inspect(pid);
  if (!inspector) throw new Error(`Process ${pid} has no debugger.`);
  const evaluate = async (expression: string) => {
    const { result } = (await inspector.send('Runtime.evaluate', { expression, returnByValue: true })) as {
      result: { value: unknown };
    };
    return result.value;
  };
  await evaluate(
    `globalThis.loopDelay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 5 }), 0`,
  );
  if (isProfiled) await inspector.send('Profiler.enable');
  return {
    begin: async () => {
      await evaluate('loopDelay.reset(), loopDelay.enable()');
      if (isProfiled) await inspector.send('Profiler.start');
    },
    end: async (profile) => {
      const late = Number(await evaluate('loopDelay.disable(), loopDelay.percentile(99)'));
      if (isProfiled && profile !== undefined) {
        const taken = (await inspector.send('Profiler.stop')) as { profile: object };
        await writeFile(profile, JSON.stringify(taken.profile));
      }
      return Math.max(0, late / 1_000_000 - 5);
    },
    close: () => inspector.close(),
  };
}
