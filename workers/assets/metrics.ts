import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Step } from './make/result.ts';
import type { Queue } from './queue.ts';

/** The metrics of one worker. The queue is common to all workers. */
export interface AssetsMetrics {
  /** Counts an attempt: `made`, `retried` after a failure that may pass, or `failed` for good. */
  count(result: 'made' | 'retried' | 'failed'): void;
  /** Measures the steps of an attempt, which begins with `first`. */
  startSteps(first: Step): { next(step: Step): void; end(): void };
  registry: Registry;
}

/** Opens the metrics of this process. Reading them reads the queue. */
export function openAssetsMetrics(queue: Pick<Queue, 'load'>): AssetsMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const attempts = new Counter({
    name: 'axiom_assets_attempts_total',
    help: 'Attempts to process a model by result: made, retried, failed.',
    labelNames: ['result'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'axiom_assets_step_seconds',
    help: 'Time of each step of processing a model, also of the step that failed.',
    labelNames: ['step'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180],
    registers: [registry],
  });
  // While PostgreSQL is unavailable they have no value, and the readiness says why.
  const load = () => queue.load().catch(() => undefined);
  new Gauge({
    name: 'axiom_assets_queue',
    help: 'Models by state: due, paused until the next attempt, running, failed for good. The same from each worker.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      const { oldest: _, ...states } = (await load()) ?? { oldest: 0 };
      for (const [state, count] of Object.entries(states)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'axiom_assets_queue_oldest_seconds',
    help: 'Time since the oldest model that is due was queued; 0 when none is.',
    registers: [registry],
    async collect() {
      this.set((await load())?.oldest ?? Number.NaN);
    },
  });
  return {
    count: (result) => attempts.inc({ result }),
    startSteps(first) {
      let stop = durations.startTimer({ step: first });
      return {
        next(step) {
          stop();
          stop = durations.startTimer({ step });
        },
        end: () => void stop(),
      };
    },
    registry,
  };
}
