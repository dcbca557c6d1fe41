/** A child process that processes one model and sends its steps and the result. */
import sharp from 'sharp';
import { serveTask } from '#kit/process/bounded/task.ts';
import { type Made, makeAssets } from './make.ts';
import type { Step } from './result.ts';

// One model at a time shall not use all processors.
sharp.concurrency(1);
sharp.cache(false);

serveTask<Uint8Array, Made, Step>(makeAssets);
