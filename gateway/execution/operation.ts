import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
  visit,
} from 'graphql';

/** An operation, with the fragments it spreads. */
export interface Operation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** A validated operation, as Apollo Server knows it. */
export interface Asked extends Operation {
  source: string;
  /** SHA-256 of the source. */
  queryHash: string;
}

/** A cache key: unique for each operation. */
export function keyOf({ queryHash, operation }: Pick<Asked, 'queryHash' | 'operation'>): string {
  return `${queryHash} ${operation.name?.value ?? ''}`;
}

/** An operation with those of the document's fragments that it spreads, and no other operation. */
export function alone(operation: OperationDefinitionNode, { definitions }: DocumentNode): DocumentNode {
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  return separateOperations(document)[operation.name?.value ?? ''] as DocumentNode;
}

/** An operation with those of its variables and fragments that it still uses. */
export function pruned(operation: OperationDefinitionNode, document: DocumentNode): Operation {
  const used = new Set<string>();
  visit(alone({ ...operation, variableDefinitions: [] }, document), {
    Variable({ name }) {
      used.add(name.value);
    },
  });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  const rest = { ...operation, variableDefinitions };
  return { document: alone(rest, document), operation: rest };
}

/** A selection set of these selections. */
export function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}
