import { writeFile } from 'node:fs/promises';
import { inspect } from '../soak/inspector.ts';

/** Measures the event loop delay of a process through its debugger. */
export interface LoopWatch {
  /** Starts to measure. */
  begin(): Promise<void>;
  /**
   * The 99th percentile of the event loop delay since `begin`, in milliseconds. Writes the processor profile to the
   * file, if there is one.
   */
  end(profile: string | undefined): Promise<number>;
  /**
   * The longest event loop delay between `begin` and `end`, and the longest processor time between two timers, which
   * does not include other processes, in milliseconds.
   */
  longest(): Promise<{ delay: number; cpu: number }>;
  close(): void;
}

/**
 * Connects to a process. Rejects for one without `--inspect`. `isProfiled`: whether processor profiles are recorded as
 * well.
 */
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
      await evaluate(`loopDelay.reset(), loopDelay.enable(), globalThis.longestStretch = 0,
        globalThis.stretches = setInterval(() => {
          const { user, system } = process.threadCpuUsage();
          longestStretch = Math.max(longestStretch, user + system - (globalThis.lastStretch ?? Number.POSITIVE_INFINITY));
          lastStretch = user + system;
        }, 1), 0`);
      if (isProfiled) await inspector.send('Profiler.start');
    },
    end: async (profile) => {
      const late = Number(
        await evaluate(
          'loopDelay.disable(), clearInterval(stretches), lastStretch = undefined, loopDelay.percentile(99)',
        ),
      );
      if (isProfiled && profile !== undefined) {
        const taken = (await inspector.send('Profiler.stop')) as { profile: object };
        await writeFile(profile, JSON.stringify(taken.profile));
      }
      return Math.max(0, late / 1_000_000 - 5);
    },
    longest: async () => ({
      delay: Math.max(0, Number(await evaluate('loopDelay.max')) / 1_000_000 - 5),
      cpu: Number(await evaluate('longestStretch')) / 1_000,
    }),
    close: () => inspector.close(),
  };
}
