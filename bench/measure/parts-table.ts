import { cpus, loadavg } from 'node:os';
import type { Rounds, Side } from './compare.ts';
import type { PartCosts } from './cpu.ts';
import { markdown } from './markdown.ts';

/** Prints the costs of two sides, by part, and returns that of the second as a multiple of the first. */
export function printParts({
  title,
  sides,
  costs,
  asked: { rounds, requests, connections },
}: {
  title: string;
  sides: readonly Side[];
  costs: readonly PartCosts[];
  asked: Rounds;
}): number {
  const [first = {}, second = {}] = costs;
  const ratioOf = (part: string) => (second[part] ?? 0) / (first[part] ?? 0);
  const rows = Object.keys(first).flatMap((part) => {
    const values = [first[part] ?? 0, second[part] ?? 0];
    // Less than that is lost in the steps in which Linux counts, 10 ms.
    if (Math.max(...values) < 0.2) return [];
    return [[part, ...values.map((value) => `${value.toFixed(2)} ms`), `${ratioOf(part).toFixed(2)} ×`]];
  });
  const load = loadavg()[0]?.toFixed(1);
  const conditions = `CPU/request, median of ${rounds} interleaved rounds of ${requests} requests, ${connections} connections, ${cpus().length} cores, load ${load}`;
  const columns = ['Process', ...sides.map(({ name }) => name), 'Ratio'];
  process.stdout.write(`\n${title}\n${conditions}\n\n${markdown(columns, rows)}\n`);
  return ratioOf('all');
}
