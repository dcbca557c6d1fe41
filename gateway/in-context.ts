import { type GraphQLError, getDirectiveValues, getVariableValues, type OperationDefinitionNode } from 'graphql';
import { joinMarkets, marketOf, readMarketPart } from '#kit/graph/market.ts';
import type { GatewayContext } from './context.ts';
import type { Executor, ExecutorRequest } from './execution/executor.ts';
import { marketFor } from './requested-market.ts';

/** The directive of an operation that names its market. */
const directiveName = 'inContext';

/**
 * Sets the market that an operation names by `@inContext(country:, currency:, language:)` in the context of its request. Returns an
 * error, BAD_USER_INPUT, for a malformed value and for one that differs from that of the request.
 */
export function applyInContext({ operation, schema, request, context }: ExecutorRequest): GraphQLError | undefined {
  const definition = hasDirective(operation) ? schema.getDirective(directiveName) : undefined;
  if (!definition) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
  // The executor reports the errors of variables.
  if (!coerced) return undefined;
  const values = getDirectiveValues(definition, operation, coerced) ?? {};
  const client = context as GatewayContext;
  try {
    const named = marketOf((part) => {
      const value = values[part];
      const source = { subject: `The argument \`${part}\` of @${directiveName}`, argument: part };
      return readMarketPart(part, value == null ? undefined : String(value), source);
    });
    if (Object.keys(named).length === 0) return undefined;
    const subject = (part: string): [string, string] => [
      part,
      `The ${part} of @${directiveName} and that of the request`,
    ];
    const joined = joinMarkets(client.namedMarket, named, subject);
    client.market = marketFor(joined, client.market, undefined);
    if (named.language) client.cacheUse.isLanguageNamed = true;
    return undefined;
  } catch (error) {
    return error as GraphQLError;
  }
}

/** Applies `@inContext` before an operation is charged and planned. A refused operation costs its minimum. */
export function withInContext(execute: Executor): Executor {
  return async (request) => {
    const error = request.operation && applyInContext(request);
    if (!error) return execute(request);
    const { costAccount, minimumCost } = request.context as GatewayContext;
    return { errors: [(await costAccount.reserve(minimumCost)) ?? error] };
  };
}

function hasDirective({ directives = [] }: OperationDefinitionNode): boolean {
  return directives.some(({ name }) => name.value === directiveName);
}
