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
import { faultsOf, type InputPath } from './values.ts';

/** The most mistakes that one answer reports. */
const mostFaults = 10;

/**
 * THE ONE PLACE that decides which values clients may send, for all subgraphs, before anything is planned: see
 * `kit/graph/scalars.ts`. What is not allowed, in a variable or in the document, is BAD_USER_INPUT with the argument and, where
 * there is one, the variable; then nothing of the operation is executed.
 */
export function checkInputs(execute: Executor, isOpen: boolean): Executor {
  // Apollo Server caches parsed documents, so each is checked once.
  const known = new WeakMap<DocumentNode, { schema: GraphQLSchema; literals: Literals }>();
  const literalsIn = (document: DocumentNode, schema: GraphQLSchema): Literals => {
    const found = known.get(document);
    if (found?.schema === schema) return found.literals;
    const literals = literalsOf(document, schema, isOpen);
    known.set(document, { schema, literals });
    return literals;
  };

  return async (request) => {
    const { operation, document, schema } = request;
    if (!operation) return execute(request);
    const literals = literalsIn(document, schema);
    const errors = [
      ...literals.faults
        .slice(0, mostFaults)
        .map(({ path, message, node, isDefault }) =>
          inputError(message, isDefault ? { variable: path } : { argument: path }, node),
        ),
      ...variableErrors(operation, schema, request.request.variables ?? {}, literals, isOpen),
    ];
    return errors.length > 0 ? { errors: errors.slice(0, mostFaults) } : execute(request);
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
    const faults = faultsOf(strict, value, [name], isOpen).slice(0, mostFaults);
    return faults.map(({ path, message }) => {
      const usage = usages.get(name);
      const argument = usage && [...usage, ...path.slice(1)];
      return inputError(message, { variable: path, ...(argument && { argument }) }, definition);
    });
  });
}

/** The error names what the client wrote: its variable, or else the argument. */
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
