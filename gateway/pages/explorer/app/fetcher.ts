import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { fillReferences, referencesIn, type Sources } from '../references.ts';
import { reportHeaders, takeReport } from './cache-report.ts';

/**
 * Sends the operation in the editor to `url`, with the references in variables and headers filled from earlier
 * responses. An operation with unfilled variables is not sent; the result lists the missing references.
 */
export function createFetcher(url: string): Fetcher {
  const send = createGraphiQLFetcher({ url, enableIncrementalDelivery: false });
  const sources: Sources = {
    responses: {},
    supplied: { randomUUID: () => crypto.randomUUID(), origin: () => location.origin },
  };
  return async (parameters, options) => {
    const variables = fillReferences(parameters.variables, sources);
    const missing = referencesIn(variables);
    if (missing.length > 0) return { errors: missing.map((name) => new GraphQLError(missingMessage(name))) };
    const headers = withoutReferences(fillReferences(options?.headers, sources));
    // Subscriptions and incremental delivery are disabled: there is one result.
    const sent = { ...options, headers: { ...reportHeaders(), ...headers } };
    const response = (await send({ ...parameters, variables }, sent)) as ExecutionResult;
    Object.assign(sources.responses, response.data);
    if (parameters.operationName !== 'IntrospectionQuery') takeReport(parameters.operationName ?? undefined, response);
    return response;
  };
}

function missingMessage(name: string): string {
  if (name.startsWith('$')) return `Replace {{${name}}} in the variables by your own value.`;
  const [field] = name.split('.');
  return `Run the example with \`${field}\` first: {{${name}}} in the variables is taken from its response.`;
}

/** A header with an unfilled reference is not sent: the first examples of a collection sign in. */
function withoutReferences(headers: Record<string, unknown> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => referencesIn(value).length === 0));
}
