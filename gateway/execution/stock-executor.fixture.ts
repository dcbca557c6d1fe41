import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { type ExecutionResult, getOperationAST, parse } from 'graphql';
import type { TestSupergraph } from './supergraph.fixture.ts';

/** Executes operations by @apollo/gateway's own executor, over the subgraphs of a test. */
export interface StockExecutor {
  /** Rejects where the executor throws, as it does for some plans. */
  execute(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  close(): Promise<void>;
}

/** Opens the stock executor for comparisons. */
export async function openStockExecutor({ sdl, ask }: Pick<TestSupergraph, 'sdl' | 'ask'>): Promise<StockExecutor> {
  const silent = () => {};
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    buildService: ({ name }): GraphQLDataSource => ({
      process: async ({ request }) => (await ask(name, request.query ?? '', request.variables ?? {})) as object,
    }),
  });
  const { executor } = await gateway.load();
  return {
    execute: async (source, variables = {}) => {
      const document = parse(source);
      const operation = getOperationAST(document);
      const request = { query: source, variables };
      const parts = { document, operation, request, source, queryHash: source, schema: gateway.schema };
      const result = await executor({
        ...parts,
        operationName: operation?.name?.value ?? null,
        context: {},
        metrics: {},
        cache: { get: async () => undefined, set: async () => {}, delete: async () => true },
        logger: { debug: silent, info: silent, warn: silent, error: silent },
      } as unknown as Parameters<typeof executor>[0]);
      return JSON.parse(JSON.stringify(result));
    },
    close: () => gateway.stop(),
  };
}
