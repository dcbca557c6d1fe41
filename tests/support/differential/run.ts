import type { ValidationRule } from 'graphql';
import { execute, type GraphResponse } from '../graph.ts';
import { areSame, type Comparable, ofGateway, ofReference } from './compare.ts';
import { type Generated, isValid } from './generate.ts';
import { reduced } from './reduce.ts';
import type { Reference } from './reference.ts';
import type { Caller } from './reference-subgraph.ts';

/** A viewer of both executions. */
export interface DifferentialViewer {
  name: string;
  headers: Record<string, string>;
  caller: Caller;
}

/** An operation with different responses in two executions. */
export interface Difference {
  seed: number;
  generated: Generated;
  viewer: string;
  gateway: Comparable;
  reference: Comparable;
}

export interface Executions {
  reference: Reference;
  viewings: readonly DifferentialViewer[];
  /** The limits of both executions. */
  rules: readonly ValidationRule[];
}

/**
 * Executes the operations of these seeds in both ways, several at once, and returns the first difference, reduced. Each
 * operation has its own seed, so that it can be repeated alone.
 */
export async function firstDifference(
  seeds: readonly number[],
  generate: (seed: number) => Generated,
  executions: Executions,
  atOnce = 6,
): Promise<Difference | undefined> {
  const waiting = seeds.values();
  let found: Difference | undefined;
  const work = async () => {
    for (const seed of waiting) {
      if (found) return;
      const difference = await differenceOf(generate(seed), executions);
      found ??= difference && { seed, ...difference };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found && small(found, executions);
}

/** The difference in the responses to an operation. Differences that may be temporary, such as a timeout, are retried. */
async function differenceOf(
  generated: Generated,
  executions: Executions,
  attempts = 5,
): Promise<Omit<Difference, 'seed'> | undefined> {
  const difference = await compareOnce(generated, executions).catch((error: unknown) => {
    if (attempts > 1) return undefined;
    throw error;
  });
  if (difference === 'none') return undefined;
  return attempts > 1 ? differenceOf(generated, executions, attempts - 1) : difference;
}

async function compareOnce(
  generated: Generated,
  { reference, viewings }: Executions,
): Promise<Omit<Difference, 'seed'> | 'none'> {
  const { query, variables, viewer } = generated;
  const { name, headers, caller } = viewings[viewer % viewings.length] as DifferentialViewer;
  const [answered, expected] = await Promise.all([
    execute(query, variables, headers),
    reference.execute(query, variables, caller),
  ]);
  const [gateway, other] = [ofGateway(answered as GraphResponse), ofReference(expected)];
  return areSame(gateway, other) ? 'none' : { generated, viewer: name, gateway, reference: other };
}

async function small(difference: Difference, executions: Executions): Promise<Difference> {
  const { generated } = difference;
  let smallest = difference;
  await reduced(generated.query, async (query) => {
    if (!isValid(query, { schema: executions.reference.schema, rules: executions.rules })) return false;
    const again = await differenceOf({ ...generated, query }, executions);
    if (again) smallest = { ...again, seed: difference.seed };
    return again !== undefined;
  });
  return smallest;
}
