import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { serveMetrics } from '#kit/process/http/metrics.ts';
import type { Handler } from '#kit/process/http/server.ts';
import type { Queue } from './queue.ts';

/** The metrics of the image service. */
export interface ImageMetrics {
  /** Counts a request by its result: `made`, `shared`, `stored`, `not_modified`, or the code of a refusal. */
  count(result: string, milliseconds: number): void;
  /** Serves them in Prometheus's text format to clients with the bearer token; 404 without a token. */
  serve: Handler;
}

/** Opens the metrics of one process. */
export function openImageMetrics(queue: Queue, token = ''): ImageMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'axiom_images_requests_total',
    help: 'Requests for pictures by result: made, shared, stored, not_modified, or the code of a refusal.',
    labelNames: ['result'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'axiom_images_seconds',
    help: 'Time until a picture was sent, by result: made or stored.',
    labelNames: ['result'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'axiom_images_queue',
    help: 'Pictures that are being made, and that wait for it.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(queue.load())) this.set({ state }, count);
    },
  });
  return {
    count(result, milliseconds) {
      requests.inc({ result });
      if (result === 'made' || result === 'stored') durations.observe({ result }, milliseconds / 1_000);
    },
    serve: serveMetrics(registry, token),
  };
}
