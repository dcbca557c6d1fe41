import { type ProcessOutcome, runInProcess } from '#kit/process/bounded/bounded-process.ts';
import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import { lengthen } from '#kit/process/retry-pauses.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import type { Config } from './config.ts';
import type { Made } from './make/make.ts';
import type { MadeAssets, MadeModel, Step } from './make/result.ts';
import type { AssetsMetrics } from './metrics.ts';
import type { Job, Queue, StoredResult } from './queue.ts';
import type { Storage } from './storage.ts';

/** Heap limit of the process in megabytes. Decoders and images are outside of the heap: see `ASSETS_MEMORY_MB`. */
const heapMegabytes = 512;

/** Why an attempt failed. Only `isFinal` failures are not tried again. */
class AttemptError extends Error {
  readonly code: string;
  readonly isFinal: boolean;
  constructor(code: string, message: string, isFinal: boolean) {
    super(message);
    this.code = code;
    this.isFinal = isFinal;
  }
}

/**
 * Processes the models in the queue one by one, each in a child process with limits. A model that is being processed when the worker is
 * killed is claimed again after its lease. `close` gives the current model back.
 */
export function startProcessing(queue: Queue, storage: Storage, metrics: AssetsMetrics, config: Config, log: Log) {
  const closing = new AbortController();
  const { signal } = closing;

  const work = async () => {
    while (!signal.aborted) {
      const job = await queue.claim();
      if (!job) return;
      await attempt(job);
    }
  };

  const attempt = async (job: Job): Promise<void> => {
    try {
      // A file that ended the process at each attempt is not tried again.
      if (job.attemptCount > config.ASSETS_PAUSES_MS.length + 1) {
        throw new AttemptError('FILE_TOO_COMPLEX', 'Each attempt ended the worker.', true);
      }
      const result = await processModel(job);
      if (!(await queue.complete(job, result))) throw new AttemptError('INTERRUPTED', 'The claim was lost.', false);
      metrics.count('made');
      log.info({ event: 'model_processed', model: job.sha256, files: result.models.length }, 'model processed');
    } catch (error) {
      const { code, isFinal } = error instanceof AttemptError ? error : { code: 'UNAVAILABLE', isFinal: false };
      const pause = isFinal ? undefined : pauseAfter(job);
      const message = reasonOf(error);
      metrics.count(pause === undefined ? 'failed' : 'retried');
      log.warn({ event: 'model_failed', model: job.sha256, code, message, pause: pause ?? null }, 'model failed');
      await queue.fail(job, code, message, pause);
    }
  };

  /** The pause before the next attempt in milliseconds; undefined after the last. A worker that stops gives the model back. */
  const pauseAfter = ({ attemptCount }: Job): number | undefined => {
    const pause = config.ASSETS_PAUSES_MS[attemptCount - 1];
    return signal.aborted ? 1 : pause && lengthen(pause);
  };

  const processModel = async (job: Job): Promise<StoredResult> => {
    const lost = new AbortController();
    let step: Step = 'READ';
    const time = metrics.startSteps(step);
    const keep = async (next: Step = step) => {
      if (next !== step) time.next(next);
      step = next;
      if (!(await queue.keep(job, step).catch(() => true))) lost.abort();
    };
    // Renews the claim during a long step.
    const timer = setInterval(() => void keep(), config.ASSETS_LEASE_MS / 3);
    try {
      const file = await storage.read(job.key, job.bytes);
      const stop = AbortSignal.any([signal, lost.signal]);
      const outcome = await runInProcess<Made, Step>(new URL('./make/task.ts', import.meta.url), file, limits, {
        onStep: (next) => void keep(next),
        signal: stop,
      });
      const assets = assetsOf(outcome);
      await keep('STORE');
      return await store(assets, job);
    } finally {
      time.end();
      clearInterval(timer);
    }
  };

  const limits = {
    milliseconds: config.ASSETS_TIMEOUT_MS,
    bytes: config.ASSETS_MEMORY_MB * 2 ** 20,
    heapMegabytes,
  };

  const store = async ({ models, poster, audit, materialVariants }: MadeAssets, job: Job): Promise<StoredResult> => {
    const stored = [];
    for (const model of models) stored.push(await storeModel(model, job));
    return { models: stored, poster: await storage.store(poster), audit, materialVariants };
  };

  /** The uploaded file itself is in the bucket already. */
  const storeModel = (model: MadeModel, { key, sha256, bytes }: Job) => {
    const { bytes: content, extension: _, ...rest } = model;
    return model.isSource ? { ...rest, key, sha256, bytes } : storage.store({ ...model, bytes: content });
  };

  const running = poll(config.ASSETS_INTERVAL_MS, 'processing models', work, { log, signal });
  return {
    async close(): Promise<void> {
      closing.abort();
      await running;
    },
  };
}

function assetsOf(outcome: ProcessOutcome<Made>): MadeAssets {
  if (outcome.failure === 'EXHAUSTED') {
    throw new AttemptError('FILE_TOO_COMPLEX', `The model exceeds the limits of processing: ${outcome.reason}.`, true);
  }
  if (outcome.failure === 'ABORTED') throw new AttemptError('INTERRUPTED', outcome.reason, false);
  if (outcome.failure) throw new AttemptError('ENCODING_FAILED', outcome.reason, true);
  const { assets, failure } = outcome.result;
  if (failure) throw new AttemptError(failure.code, failure.message, true);
  return assets;
}
