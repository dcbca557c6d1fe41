import { Counter, type Registry } from 'prom-client';
import type { EdgeContexts } from '../edge-context.ts';

/** Registers the headers of the edge by outcome. */
export function addEdgeMetrics(registry: Registry, { counts }: Pick<EdgeContexts, 'counts'>): void {
  new Counter({
    name: 'axiom_edge_contexts_total',
    help: 'Headers x-axiom-context by result: accepted, or the reason why they were ignored.',
    labelNames: ['result'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [result, count] of Object.entries(counts)) this.inc({ result }, count);
    },
  });
}
