import { type FieldNode, Kind, type OperationDefinitionNode, parse, type VariableDefinitionNode, visit } from 'graphql';
import { variable } from '../normal-form/variables.ts';
import { printCompact } from '../operation.ts';

/** One operation that fetches entities in several `_entities` fields. */
export interface CombinedOperation {
  query: string;
  /** The response key of each field. */
  keys: string[];
  /** The variable with the representations of each field. */
  variables: string[];
}

/**
 * Combines operations of a plan that each fetch entities from the same subgraph. Variables of the same name are the same
 * variable of the client's operation. Undefined where an operation has another form than one `_entities` field.
 */
export function combineOperations(queries: readonly string[]): CombinedOperation | undefined {
  const fields = queries.map(entityFieldOf);
  const definitions = new Map<string, VariableDefinitionNode>();
  const combined: FieldNode[] = [];
  for (const [index, found] of fields.entries()) {
    if (!found) return undefined;
    const own = variableOf(index);
    for (const definition of found.definitions) {
      const name = definition.variable.name.value;
      if (name !== representations) definitions.set(name, definition);
      else definitions.set(own, { ...definition, variable: variable(own) });
    }
    const renamed = visit(found.field, {
      enter: (node) => (node.kind === Kind.VARIABLE && node.name.value === representations ? variable(own) : undefined),
    });
    combined.push({ ...renamed, alias: { kind: Kind.NAME, value: keyOf(index) } });
  }
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: 'query' as OperationDefinitionNode['operation'],
    variableDefinitions: [...definitions.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: combined },
  };
  return {
    query: printCompact(operation),
    keys: queries.map((_, index) => keyOf(index)),
    variables: queries.map((_, index) => variableOf(index)),
  };
}

/** The variable that contains the representations in operations of the planner. */
export const representations = 'representations';

// No variable of a normal form has these names: see `normal-form/variables.ts`.
const keyOf = (index: number) => `_e${index}`;
const variableOf = (index: number) => `r${index}`;

function entityFieldOf(query: string) {
  const { definitions } = parse(query, { noLocation: true });
  const [operation, ...fragments] = definitions;
  if (fragments.length > 0 || operation?.kind !== Kind.OPERATION_DEFINITION) return undefined;
  const { selections } = operation.selectionSet;
  const [field, ...others] = selections;
  if (others.length > 0 || field?.kind !== Kind.FIELD || field.name.value !== '_entities') return undefined;
  if (operation.directives?.length || operation.operation !== 'query') return undefined;
  return { field, definitions: operation.variableDefinitions ?? [] };
}
