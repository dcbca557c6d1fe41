import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind } from 'graphql';
import { separateRequiredFields, textOf } from './required-fields.ts';
import { withoutUnresolvableKeys } from './resolvable-keys.ts';
import { restorePlan } from './restore-plan.ts';

/** A supergraph for which the planner builds correct plans. */
export interface RepairedSupergraph {
  repaired: DocumentNode;
  /** Converts a plan for it to one for the subgraphs. */
  restore(plan: QueryPlan): QueryPlan;
}

/** Works around faults of the query planner by changes to the supergraph that it receives, and to its plans. */
export function repairSupergraph(supergraph: DocumentNode): RepairedSupergraph {
  const separated = separateRequiredFields(withoutUnresolvableKeys(supergraph));
  const graphs = graphsIn(supergraph);
  const fields = { ...separated, graphOf: (serviceName: string) => graphs.get(serviceName) ?? serviceName };
  return { repaired: separated.document, restore: (plan) => restorePlan(plan, fields) };
}

/** The names of the subgraphs in the enum `join__Graph`, by the names of the services. */
function graphsIn({ definitions }: DocumentNode): Map<string | undefined, string> {
  const values = definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph' ? (node.values ?? []) : [],
  );
  return new Map(
    values.map(({ name, directives = [] }) => [
      directives.map((directive) => textOf(directive, 'name'))[0],
      name.value,
    ]),
  );
}
