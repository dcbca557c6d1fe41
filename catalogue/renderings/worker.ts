/** A thread of the workshop: makes the assets of each form it is sent. */
import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import type { Form } from '../types.ts';
import { makeAssets } from './make.ts';

// The threads themselves keep the processor busy.
sharp.concurrency(1);

parentPort?.on('message', async (form: Form) => {
  try {
    parentPort?.postMessage({ assets: await makeAssets(form) });
  } catch (error) {
    parentPort?.postMessage({ fault: error instanceof Error ? error.message : String(error) });
  }
});
