import { execute } from '@graphql-tools/executor';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { type ExecutionResult, type FieldNode, Kind, parse, print, visit } from 'graphql';
import { nameOf } from '#gateway/execution/selections.ts';

/** Sends a request to a subgraph of this name. */
export type AskSubgraph<Context> = (
  subgraph: string,
  query: string,
  variables: Record<string, unknown>,
  context: Context,
) => Promise<ExecutionResult>;

/** Executes operations by graphql-tools alone: it stitches a schema from a supergraph, and plans the requests to the subgraphs. */
export function openStitched<Context>(supergraphSdl: string, ask: AskSubgraph<Context>) {
  const schema = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl,
    onSubschemaConfig: (subgraph) => {
      const name = subgraph.name.toLowerCase();
      subgraph.executor = ({ document, variables = {}, context }) =>
        ask(name, print(document), variables as Record<string, unknown>, context as Context) as never;
    },
  });
  return async (query: string, variables: Record<string, unknown>, context: Context): Promise<ExecutionResult> =>
    execute({ schema, document: parse(query), variableValues: variables, contextValue: context }) as ExecutionResult;
}

/**
 * What the response of a stitched schema says about a response that two others agree on. It is `unfit` where graphql-tools is
 * known to differ:
 * - It reports an error for a field that the others return: its requests to subgraphs do not alias the keys that it adds, and lack
 *   some fields of interfaces. It cannot send a request for `__typename` alone.
 * - It mistakes aliases with the name of a key, of `__typename` or of an inherited property, without an error.
 * - It loses a field that is selected both with and without a condition, without an error.
 */
export function verdictOf(
  query: string,
  stitched: ExecutionResult,
  agreed: Pick<ExecutionResult, 'data' | 'errors'>,
): 'same' | 'different' | 'unfit' {
  if (JSON.stringify(stitched.data) === JSON.stringify(agreed.data)) return 'same';
  const reported = new Set(agreed.errors?.map(({ path }) => String(path)));
  const isLoud = stitched.errors?.some(
    ({ path, extensions }) => extensions?.CRITICAL_ERROR === true || !reported.has(String(path)),
  );
  return isLoud || mistakenAlias.test(query) || hasFieldWithAndWithoutCondition(query) ? 'unfit' : 'different';
}

// Aliases of the generator.
const mistakenAlias = /\b(id|__typename|__proto__|constructor|toString|hasOwnProperty):/;

function hasFieldWithAndWithoutCondition(query: string): boolean {
  const fields: FieldNode[] = [];
  visit(parse(query), { enter: (node) => void (node.kind === Kind.FIELD && fields.push(node)) });
  const isConditional = ({ directives = [] }: FieldNode) => directives.length > 0;
  const conditional = new Set(fields.filter(isConditional).map(nameOf));
  return fields.some((field) => !isConditional(field) && conditional.has(nameOf(field)));
}
