import { openPictureAddresses } from '#kit/graph/pictures/addresses.ts';
import type { Environment } from '#kit/process/config.ts';
import { startService } from '#kit/process/http/service.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { openBucket } from './bucket.ts';
import { readImagesConfig } from './config.ts';
import { servePictures } from './handler.ts';
import { openImageMetrics } from './metrics.ts';
import { openQueue } from './queue.ts';
import { renderPicture, restrictSharp } from './rendering.ts';
import { openVersions } from './versions.ts';

/** Serves the pictures of the media bucket in the sizes and formats of signed addresses. `Image.url` returns the addresses. */
export async function startImages(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readImagesConfig(env);
  const log = createLog('images', config.LOG_LEVEL);
  const bucket = openBucket({ ...config, S3_BUCKET: config.S3_MEDIA_BUCKET });
  const queue = openQueue(config.IMAGES_RENDERS, config.IMAGES_QUEUE);
  const versions = openVersions(bucket, queue, renderPicture, log);
  const metrics = openImageMetrics(queue, config.METRICS_TOKEN);
  const listening = await startService({
    port: config.IMAGES_PORT,
    host: config.HOST,
    log,
    ready: () => bucket.check(),
    routes: { 'GET /metrics': metrics.serve },
    unmatched: servePictures(openPictureAddresses(config.IMAGES_SIGNING_KEYS), versions, metrics, log),
  });
  return {
    url: listening.url,
    async close() {
      await listening.close();
      bucket.close();
    },
  };
}

if (import.meta.main) {
  restrictSharp();
  await runProcess(() => startImages(process.env));
}
