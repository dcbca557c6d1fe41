import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  GraphQLNonNull,
  type GraphQLSchema,
  isNonNullType,
  type OperationDefinitionNode,
} from 'graphql';
import type { Executor } from '../executor.ts';
import { type Literals, literalsOf, typeOf } from './literals.ts';
import { type InputPath, validateInput } from './values.ts';

/** The maximum number of errors in one response. */
const maxErrors = 10;

/**
 * Validates the input values of all operations, for all subgraphs, before planning: see `kit/graph/scalars.ts`. An
 * invalid value in a variable or in the document is BAD_USER_INPUT with its argument and variable; then nothing of the
 * operation is executed.
 */
export function withInputChecks(execute: Executor, isOpen: boolean): Executor {
  // Apollo Server caches parsed documents, so each is validated once.
  const known = new WeakMap<DocumentNode, { schema: GraphQLSchema; literals: Literals }>();
  const literalsIn = (document: DocumentNode, schema: GraphQLSchema): Literals => {
    const cached = known.get(document);
    if (cached?.schema === schema) return cached.literals;
    const literals = literalsOf(document, schema, isOpen);
    known.set(document, { schema, literals });
    return literals;
  };

  return async (request) => {
    const { operation, document, schema } = request;
    if (!operation) return execute(request);
    const literals = literalsIn(document, schema);
    const errors = [
      ...literals.invalid
        .slice(0, maxErrors)
        .map(({ path, message, node, isDefault }) =>
          inputError(message, isDefault ? { variable: path } : { argument: path }, node),
        ),
      ...variableErrors(operation, schema, request.request.variables ?? {}, literals, isOpen),
    ];
    return errors.length > 0 ? { errors: errors.slice(0, maxErrors) } : execute(request);
  };
}

function variableErrors(
  { name: operationName, variableDefinitions = [] }: OperationDefinitionNode,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
  { usages, neverNull }: Literals,
  isOpen: boolean,
): GraphQLError[] {
  const isNeverNull = (name: string) => neverNull.get(operationName?.value)?.has(name);
  return variableDefinitions.flatMap((definition) => {
    const name = definition.variable.name.value;
    const type = typeOf(schema, definition);
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (!type || (value === undefined && definition.defaultValue)) return [];
    const strict = value === null && isNeverNull(name) && !isNonNullType(type) ? new GraphQLNonNull(type) : type;
    const invalid = validateInput(strict, value, [name], isOpen).slice(0, maxErrors);
    return invalid.map(({ path, message }) => {
      const usage = usages.get(name);
      const argument = usage && [...usage, ...path.slice(1)];
      return inputError(message, { variable: path, ...(argument && { argument }) }, definition);
    });
  });
}

/** The error names what the client wrote: the variable, otherwise the argument. */
function inputError(
  message: string,
  { variable, argument }: { variable?: InputPath; argument?: InputPath },
  node: ASTNode,
): GraphQLError {
  const subject = variable ? `The variable $${variable.join('.')}` : `The argument ${argument?.join('.')}`;
  return new GraphQLError(`${subject} ${message}.`, {
    nodes: node,
    extensions: {
      code: 'BAD_USER_INPUT',
      ...(argument && { argument: argument.join('.') }),
      ...(variable && { variable: variable.join('.') }),
    },
  });
}
