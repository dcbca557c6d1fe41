/** A worker thread: makes the assets of each form that it receives. */

import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { reasonOf } from '#kit/process/run-process.ts';
import { makeAssets } from './make.ts';
import type { Order } from './worker-pool.ts';

// The pool uses all processors already.
sharp.concurrency(1);

parentPort?.on('message', async ({ form, finishes }: Order) => {
  try {
    parentPort?.postMessage({ assets: await makeAssets(form, finishes) });
  } catch (error) {
    parentPort?.postMessage({ error: reasonOf(error) });
  }
});
