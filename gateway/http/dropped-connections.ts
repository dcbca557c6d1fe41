import type { DropReason } from '#kit/process/http/limits.ts';
import type { Log } from '#kit/process/log.ts';

/** The minimum interval between two log lines in milliseconds, so that an attack cannot fill the log. */
const interval = 10_000;

/** Counts the connections that were closed by limits, and logs the counts by reason at most every ten seconds. */
export function reportDroppedConnections(log: Log): { count(reason: DropReason): void; end(): void } {
  let counts: Partial<Record<DropReason, number>> = {};
  let timer: NodeJS.Timeout | undefined;
  const report = () => {
    timer = undefined;
    log.warn({ event: 'connections_dropped', connections: counts }, 'connections closed by limits');
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
