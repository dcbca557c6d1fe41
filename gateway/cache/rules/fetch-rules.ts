import { hash } from 'node:crypto';
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { Access } from '#kit/graph/access.ts';
import { formOf } from '../../execution/fetches/fetch-form.ts';
import { printCompact } from '../../execution/operation.ts';
import type { Uncached } from '../cache-use.ts';
import { readHints } from './hints.ts';
import { type Policy, policyOf } from './policy.ts';
import { subgraphSchemaOf } from './subgraph-schema.ts';
import { compileTags, type TagReader } from './tags.ts';

/** How the results of one fetch of a plan are cached. The same for all requests by that plan. */
export interface FetchRules {
  subgraph: string;
  /** The operation that is sent, with the fields that tags are read from. */
  query: string;
  policy: Policy;
  /** Why nothing is cached; otherwise there are tags. */
  uncached: Uncached | undefined;
  tags: TagReader | undefined;
  /** The response keys that it fetches at its place, without `__typename`. */
  fields: readonly string[];
  /** Identifies the supergraph, the subgraph and the operation without its variables in the keys of units. */
  id: string;
  /** The variables whose values are part of the keys. */
  variableNames: readonly string[];
}

export type RulesFor = (node: FetchNode) => FetchRules;

/** What rules are read from. */
export interface RulesOptions {
  /** The full supergraph. */
  schema: GraphQLSchema;
  access: ReadonlyMap<string, Access>;
  /** Identifies the supergraph. */
  supergraph: string;
}

/** Opens the rules of one supergraph; undefined where it has no cache hints. */
export function openRules({ schema, access, supergraph }: RulesOptions): RulesFor | undefined {
  const hints = readHints(schema);
  if (!hints) return undefined;
  return (node) => {
    const { serviceName: subgraph, requires = [], variableUsages = [] } = node;
    const [operation] = parse(node.operation, { noLocation: true }).definitions as [OperationDefinitionNode];
    const { form, variableNames } = formOf(node);
    const rules = {
      subgraph,
      query: node.operation,
      policy: policyOf(operation, { hints, schema, access }),
      fields: [...responseKeysIn(operation.selectionSet)],
      id: hash('sha256', JSON.stringify([supergraph, subgraph, form]), 'base64url'),
      variableNames: variableNames.length > 0 ? variableNames : variableUsages,
    };
    const { maxAge, isPrivate } = rules.policy;
    if (isPrivate) return { ...rules, uncached: 'private', tags: undefined };
    if (maxAge === 0) return { ...rules, uncached: 'maxAge 0', tags: undefined };
    const own = subgraphSchemaOf(subgraph, schema);
    const tags = compileTags(operation, { hints, schema, own, represented: fieldNamesIn(requires) });
    if (!tags) return { ...rules, uncached: 'no tag', tags };
    return { ...rules, uncached: undefined, tags, query: printCompact(tags.operation) };
  };
}

/** The response keys of a selection, and for `_entities` those of the entities. */
function responseKeysIn({ selections }: SelectionSetNode): Set<string> {
  return new Set(
    selections.flatMap((selection): string[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      const isPlace = selection.kind === Kind.INLINE_FRAGMENT || selection.name.value === '_entities';
      if (isPlace && selection.selectionSet) return [...responseKeysIn(selection.selectionSet)];
      const { name, alias = name } = selection as FieldNode;
      return name.value === '__typename' ? [] : [alias.value];
    }),
  );
}

/** The names of the fields in representations. */
function fieldNamesIn(selections: readonly QueryPlanSelectionNode[]): Set<string> {
  return new Set(
    selections.flatMap((selection) =>
      selection.kind === 'Field' ? [selection.alias ?? selection.name] : [...fieldNamesIn(selection.selections)],
    ),
  );
}
