import { type GraphQLSchema, parse, validate } from 'graphql';
import { type Answer, ask } from '../ask.ts';
import { areSame, type Comparable, ofGateway, ofReference } from './compare.ts';
import type { Generated } from './generate.ts';
import { reduced } from './reduce.ts';
import type { Asker, Reference } from './reference.ts';

/** Someone in whose name both executions answer. */
export interface Viewing {
  name: string;
  headers: Record<string, string>;
  asker: Asker;
}

/** An operation that two executions answer differently. */
export interface Difference {
  generated: Generated;
  viewer: string;
  gateway: Comparable;
  reference: Comparable;
}

export interface Executions {
  reference: Reference;
  viewings: readonly Viewing[];
}

/** Has both executions answer all operations, several at once, and gives the first difference there is, made small. */
export async function firstDifference(
  generated: readonly Generated[],
  executions: Executions,
  atOnce = 6,
): Promise<Difference | undefined> {
  const waiting = generated.values();
  let found: Difference | undefined;
  const work = async () => {
    for (const one of waiting) {
      if (found) return;
      const difference = await differenceOf(one, executions);
      found ??= difference;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found && small(found, executions);
}

/** What an operation is answered differently. What may be due to the moment is asked again. */
export async function differenceOf(generated: Generated, executions: Executions): Promise<Difference | undefined> {
  let difference: Difference | undefined;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    difference = await compareOnce(generated, executions);
    if (!difference) return undefined;
  }
  return difference;
}

async function compareOnce(generated: Generated, { reference, viewings }: Executions): Promise<Difference | undefined> {
  const { query, variables, viewer } = generated;
  const { name, headers, asker } = viewings[viewer % viewings.length] as Viewing;
  const [answered, expected] = await Promise.all([
    ask(query, variables, headers),
    reference.answer(query, variables, asker),
  ]);
  const [gateway, other] = [ofGateway(answered as Answer), ofReference(expected)];
  return areSame(gateway, other) ? undefined : { generated, viewer: name, gateway, reference: other };
}

async function small(difference: Difference, executions: Executions): Promise<Difference> {
  const { generated } = difference;
  let smallest = difference;
  await reduced(generated.query, async (query) => {
    if (!isValid(query, executions.reference.schema)) return false;
    const again = await differenceOf({ ...generated, query }, executions);
    smallest = again ?? smallest;
    return again !== undefined;
  });
  return smallest;
}

function isValid(query: string, schema: GraphQLSchema): boolean {
  return validate(schema, parse(query)).length === 0;
}
