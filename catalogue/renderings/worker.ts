/** A worker thread: makes the assets of each form that it receives. */

import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { reasonOf } from '#kit/process/run-process.ts';
import type { Form } from '../types.ts';
import { makeAssets } from './make.ts';

// The pool uses all processors already.
sharp.concurrency(1);

parentPort?.on('message', async (form: Form) => {
  try {
    parentPort?.postMessage({ assets: await makeAssets(form) });
  } catch (error) {
    parentPort?.postMessage({ error: reasonOf(error) });
  }
});
