import { hash } from 'node:crypto';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { ExecutorRequest } from '../execution/executor.ts';

/** Values that are nested more deeply have no canonical text: JSON may be nested without limit. */
const deepest = 32;

/** Longer texts are replaced by their hash, because clients choose them. */
const longest = 300;

/** Numbers the schemas that have been served: the same document may mean something else in the next one. */
const schemas = new WeakMap<GraphQLSchema, number>();
let lastSchema = 0;

/** The variables that an operation declares. */
const declared = new WeakMap<OperationDefinitionNode, readonly string[]>();

/**
 * The key of the answer to a query: equal for requests that have the same answer. It consists of the
 * schema, the document, the name of the operation, the variables that it declares, the market with its language, and whether the client is
 * one of AXIOM's own services, which subgraphs see. Undefined where the variables have no canonical text.
 */
export function answerKey(request: ExecutorRequest): string | undefined {
  const { schema, queryHash, operation, request: parameters } = request;
  const { market, isService } = request.context as GatewayContext;
  const variables = variablesText(operation, parameters.variables ?? {});
  if (variables === undefined) return undefined;
  const text = variables.length > longest ? hash('sha256', variables, 'base64url') : variables;
  const place = `${market.country ?? ''} ${market.currency ?? ''} ${market.language ?? ''}${isService ? ' service' : ''}`;
  return `answer ${numberOf(schema)} ${queryHash} ${operation.name?.value ?? ''}\n${place}\n${text}`;
}

function numberOf(schema: GraphQLSchema): number {
  let number = schemas.get(schema);
  if (number === undefined) {
    lastSchema += 1;
    number = lastSchema;
    schemas.set(schema, number);
  }
  return number;
}

function variablesText(operation: OperationDefinitionNode, values: Readonly<Record<string, unknown>>) {
  let names = declared.get(operation);
  if (!names) {
    names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value).sort();
    declared.set(operation, names);
  }
  if (names.length === 0) return '';
  const sent = names.filter((name) => Object.hasOwn(values, name));
  return canonicalText(Object.fromEntries(sent.map((name) => [name, values[name]])), deepest);
}

/**
 * The JSON of a value with the keys of its objects in order; undefined beyond `depth` levels, and for a number that JSON
 * would write as null: `1e999` is parsed as Infinity.
 */
function canonicalText(value: unknown, depth: number): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth === 0) return undefined;
  const parts: string[] = [];
  const isList = Array.isArray(value);
  for (const key of isList ? value.keys() : Object.keys(value).sort()) {
    const text = canonicalText((value as Record<string | number, unknown>)[key], depth - 1);
    if (text === undefined) return undefined;
    parts.push(isList ? text : `${JSON.stringify(key)}:${text}`);
  }
  return isList ? `[${parts.join()}]` : `{${parts.join()}}`;
}
