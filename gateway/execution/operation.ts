import {
  type ASTNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

/** An operation, with a document that contains the fragments it spreads. */
export interface Operation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** A validated operation with its source and hash. */
export interface HashedOperation extends Operation {
  source: string;
  /** SHA-256 of the source. */
  queryHash: string;
}

/** The cache key of an operation. */
export function keyOf({ queryHash, operation }: Pick<HashedOperation, 'queryHash' | 'operation'>): string {
  return `${queryHash} ${operation.name?.value ?? ''}`;
}

/** A document with one operation and the fragments that it spreads. */
export function alone(operation: OperationDefinitionNode, { definitions }: DocumentNode): DocumentNode {
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  return separateOperations(document)[operation.name?.value ?? ''] as DocumentNode;
}

/** An operation without the variables and fragments that it no longer uses. */
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

/** The text of a node without the spaces that the grammar does not need. */
export function printCompact(node: ASTNode): string {
  return stripIgnoredCharacters(print(node));
}
