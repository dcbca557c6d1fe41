import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { withoutAccess } from '../../policy/access-directives.ts';
import { withExecutableDirectives } from './executable-directives.ts';
import { withOmittedTypes } from './repairs/omitted-types.ts';
import { repairSupergraph } from './repairs/repair.ts';
import { unresolvedField } from './repairs/unresolved-fields.ts';
import { tooComplex } from './too-complex.ts';

/** A plan for the subgraphs. */
export interface CheckedPlan extends QueryPlan {
  /** The field that no subgraph can resolve, or `the operation` where the planner does not name it: see `unresolvedField`. */
  unresolved?: string;
}

/** Plans one operation in normal form. Throws OPERATION_TOO_COMPLEX where it exceeds the planner's limits. */
export type Planner = (operation: string) => CheckedPlan;

/** Prepares the planner of a supergraph, given as SDL. It needs some hundred milliseconds. */
export function openPlanner(sdl: string): Planner {
  const { repaired, restore } = repairSupergraph(withExecutableDirectives(withoutAccess(parse(sdl))));
  const supergraph = Supergraph.build(repaired);
  const schema = supergraph.apiSchema();
  const subgraphs = supergraph.subgraphs();
  // The plan cache is in front of the planner.
  const planner = new QueryPlanner(supergraph, { cache: noCache });
  return (operation) => {
    try {
      const document = parse(operation, { noLocation: true });
      const built = planner.buildQueryPlan(operationFromDocument(schema, document));
      const plan = withOmittedTypes(built, document, subgraphs);
      const unresolved = unresolvedField(plan, document);
      return { ...restore(plan), ...(unresolved !== undefined && { unresolved }) };
    } catch (cause) {
      const { message } = cause as Error;
      // The planner's own error for some operations with a field that no subgraph can resolve.
      if (message.startsWith('Was not able to plan')) return { kind: 'QueryPlan', unresolved: 'the operation' };
      // The planner's own limits have no error code.
      if (!/^(Exceeded maximum recursive|Number of non-local) selections/.test(message)) throw cause;
      throw tooComplex('The operation has too many possible plans. Select fewer fields on interfaces.', cause);
    }
  };
}

const noCache = { get: async () => undefined, set: async () => {}, delete: async () => true, clear: () => {} };
