import type { Cut } from '#kit/process/http/limits.ts';
import type { Log } from '#kit/process/log.ts';

/** Milliseconds between two log lines at least: an attack must not fill the log. */
const interval = 10_000;

/** Counts the connections that the limits ended, and logs the counts by reason when there are any, every ten seconds at most. */
export function cutReport(log: Log): { count(reason: Cut): void; end(): void } {
  let counts: Partial<Record<Cut, number>> = {};
  let timer: NodeJS.Timeout | undefined;
  const report = () => {
    timer = undefined;
    log.warn({ connections: counts }, 'connections were ended by the limits');
    counts = {};
  };
  return {
    count: (reason) => {
      counts[reason] = (counts[reason] ?? 0) + 1;
      timer ??= setTimeout(report, interval).unref();
    },
    end: () => {
      clearTimeout(timer);
      if (timer) report();
    },
  };
}
