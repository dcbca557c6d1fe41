import {
  type ConstValueNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type NameNode,
  parse,
  parseType,
  print,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** An operation that is equivalent to another one but looks as different as possible. */
export interface Disguised {
  query: string;
  variables: Record<string, unknown>;
  /** The response to the other operation, given the response to this one. */
  reveal(data: unknown): unknown;
}

const prefix = 'z_';

/**
 * The same operation with another name, other aliases, variables and fragments, variables in place of literals,
 * selections within redundant fragments, and its definitions in reverse order.
 */
export function disguise(schema: GraphQLSchema, query: string, variables: Record<string, unknown>): Disguised {
  const lifted = new Map<string, { definition: VariableDefinitionNode; value: unknown }>();
  const values = new Map<string, number>();
  const renamed = (node: NameNode) => ({ ...node, value: prefix + node.value });
  const types = new TypeInfo(schema);
  const document: DocumentNode = visit(
    parse(query),
    visitWithTypeInfo(types, {
      enter: (node) => {
        if (node.kind === Kind.FIELD) return { ...node, arguments: node.arguments?.map(liftArgument) };
        return undefined;

        function liftArgument(argument: NonNullable<FieldNode['arguments']>[number]) {
          const type = types.getFieldDef()?.args.find(({ name }) => name === argument.name.value)?.type;
          if (!type || !isConstant(argument.value)) return argument;
          // Fields of one response key must have the same arguments, and so equal values the same variable.
          const key = `${type} ${print(argument.value)}`;
          const known = values.get(key) ?? values.size;
          values.set(key, known);
          const name = { kind: Kind.NAME, value: `lifted_${known}` } as const;
          const variable = { kind: Kind.VARIABLE, name } as const;
          const definition = { kind: Kind.VARIABLE_DEFINITION, variable, type: parseType(String(type)) } as const;
          lifted.set(prefix + name.value, { definition, value: valueFromASTUntyped(argument.value) });
          return { ...argument, value: variable };
        }
      },
      leave: (node) => {
        switch (node.kind) {
          case Kind.FIELD:
            return { ...node, alias: renamed(node.alias ?? node.name) };
          case Kind.VARIABLE:
          case Kind.FRAGMENT_SPREAD:
          case Kind.FRAGMENT_DEFINITION:
            return { ...node, name: renamed(node.name) };
          case Kind.SELECTION_SET:
            return { ...node, selections: [{ kind: Kind.INLINE_FRAGMENT, selectionSet: node }] };
          default:
            return undefined;
        }
      },
    }),
  );
  const definitions = document.definitions.toReversed().map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? {
          ...definition,
          name: { kind: Kind.NAME, value: 'Disguised' } as const,
          variableDefinitions: [
            ...(definition.variableDefinitions ?? []),
            ...[...lifted.values()].map((one) => ({
              ...one.definition,
              variable: { ...one.definition.variable, name: renamed(one.definition.variable.name) },
            })),
          ],
        }
      : definition,
  );
  return {
    query: print({ ...document, definitions }),
    variables: {
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [prefix + name, value])),
      ...Object.fromEntries([...lifted].map(([name, { value }]) => [name, value])),
    },
    reveal,
  };
}

function isConstant(node: ValueNode): node is ConstValueNode {
  let isSo = true;
  visit(node, {
    enter: ({ kind }) => {
      if (kind === Kind.VARIABLE) isSo = false;
    },
  });
  return isSo;
}

function reveal(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reveal);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.slice(prefix.length), reveal(inner)]));
}
