/** A child process that processes one model and sends its steps and the result. */
import { constants, setPriority } from 'node:os';
import sharp from 'sharp';
import { serveTask } from '#kit/process/bounded/task.ts';
import { type Made, makeAssets } from './make.ts';
import type { Step } from './result.ts';

// Pages come first on a machine that serves them, too. Not in the worker itself: it would lose its claims on a busy machine, and would not
// be ready.
setPriority(constants.priority.PRIORITY_LOW);

// One model at a time shall not use all processors.
sharp.concurrency(1);
sharp.cache(false);

serveTask<Uint8Array, Made, Step>(makeAssets);
