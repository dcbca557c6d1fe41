import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';
import { textOf } from './required-fields.ts';

/**
 * A supergraph without the keys of entities that a subgraph cannot resolve, where the subgraph also has a key of the
 * same entity that it can resolve. For such an entity the planner chooses a key without checking that it can be
 * resolved, and the subgraph returns null for it. Other subgraphs do not use a key that cannot be resolved.
 */
export function withoutUnresolvableKeys(supergraph: DocumentNode): DocumentNode {
  const clean = <Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: Node): Node => {
    const joins = node.directives?.filter(isKey) ?? [];
    const resolvable = new Set(joins.filter(isResolvable).map((join) => textOf(join, 'graph')));
    const isNeeded = (join: ConstDirectiveNode) =>
      !isKey(join) || isResolvable(join) || !resolvable.has(textOf(join, 'graph'));
    return { ...node, directives: node.directives?.filter(isNeeded) };
  };
  return visit(supergraph, { [Kind.OBJECT_TYPE_DEFINITION]: clean, [Kind.INTERFACE_TYPE_DEFINITION]: clean });
}

function isKey(directive: ConstDirectiveNode): boolean {
  return directive.name.value === 'join__type' && textOf(directive, 'key') !== undefined;
}

function isResolvable({ arguments: args = [] }: ConstDirectiveNode): boolean {
  return !args.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value);
}
