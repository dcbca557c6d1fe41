/** A worker thread that processes one model and posts its steps and the result. */
import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import { makeAssets } from './make.ts';

// One model at a time shall not use all processors.
sharp.concurrency(1);
sharp.cache(false);

parentPort?.postMessage({ result: await makeAssets(workerData, (step) => parentPort?.postMessage({ step })) });
