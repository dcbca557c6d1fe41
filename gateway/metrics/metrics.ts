import type { IncomingMessage, ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { FetchCounts } from '../transport/data-source.ts';

/** A subgraph as the metrics read it. */
interface MeasuredSubgraph {
  name: string;
  fetches: FetchCounts;
  breakerState: string;
}

/** The metrics of one gateway. */
export interface Metrics {
  /** Counts a request, from now until its response was sent or the client disconnected. */
  count(request: IncomingMessage, response: ServerResponse): void;
  /** All metrics in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

/**
 * Collects metrics in a registry of their own: requests by method and status with their duration, open requests, fetches
 * of each subgraph by outcome, the state of its circuit breaker, and those of the process by prom-client, among them the
 * lag of the event loop. Only requests are counted as they happen; everything else is read when metrics are. `addMore`:
 * registers those of other parts.
 */
export function openMetrics(
  subgraphs: () => readonly MeasuredSubgraph[],
  addMore: (registry: Registry) => void,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  let open = 0;
  const duration = new Histogram({
    name: 'axiom_requests_duration_seconds',
    help: 'Duration of requests to /graphql, by method and HTTP status; status "closed": the client disconnected.',
    labelNames: ['method', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  new Gauge({
    name: 'axiom_requests_open',
    help: 'Requests to /graphql that are being answered.',
    registers,
    collect() {
      this.set(open);
    },
  });
  new Counter({
    name: 'axiom_subgraph_fetches_total',
    help: 'Fetches from subgraphs by outcome; "rejected": by the open circuit breaker; "uncounted": the client’s own doing.',
    labelNames: ['subgraph', 'outcome'],
    registers,
    collect() {
      this.reset();
      for (const { name, fetches } of subgraphs()) {
        for (const [outcome, count] of Object.entries(fetches)) this.inc({ subgraph: name, outcome }, count);
      }
    },
  });
  new Gauge({
    name: 'axiom_subgraph_breaker_open',
    help: 'The circuit breaker of a subgraph: 0 closed, 1 open, 0.5 recovering.',
    labelNames: ['subgraph'],
    registers,
    collect() {
      this.reset();
      for (const { name, breakerState } of subgraphs()) this.set({ subgraph: name }, levels[breakerState] ?? 0);
    },
  });
  addMore(registry);

  return {
    count: ({ method = '' }, response) => {
      const begun = performance.now();
      open += 1;
      response.once('close', () => {
        open -= 1;
        const status = response.writableFinished ? String(response.statusCode) : 'closed';
        // Clients choose the method.
        const known = methods.has(method) ? method : 'other';
        duration.observe({ method: known, status }, (performance.now() - begun) / 1_000);
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

const levels: Record<string, number> = { closed: 0, recovering: 0.5, open: 1 };
