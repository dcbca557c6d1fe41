import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  graphql,
  isAbstractType,
  isEnumType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import { readSdl } from '#kit/graph/server/sdl.ts';
import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import { freePorts } from '#kit/process/port.ts';
import { subgraphs } from '#subgraphs/registry.ts';

/** The five subgraphs with their real schema and values made up by type, for tests that need the graph but no data. */
export interface MockedSubgraphs {
  /** `COMMERCE_URL` and so on: where they answer. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/** Starts them on free ports. */
export async function startMockedSubgraphs(): Promise<MockedSubgraphs> {
  const names = subgraphs.map(({ name }) => name);
  const ports = await freePorts(names.length);
  const servers = await Promise.all(names.map((name, index) => imagine(name, ports[index] as number)));
  return {
    env: Object.fromEntries(names.map((name, i) => [variablesOf(name).url, `http://127.0.0.1:${ports[i]}/graphql`])),
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function imagine(name: string, port: number) {
  const schema = buildSubgraphSchema([{ typeDefs: parse(await readSdl(name)), resolvers: {} }]);
  const server = createServer({ noDelay: true }, async (request, response) => {
    if (request.method === 'GET') return response.end('{"status":"ready"}');
    const { query, variables } = (await json(request)) as { query: string; variables: Record<string, unknown> };
    const answer = await graphql({ schema, source: query, variableValues: variables, fieldResolver: answerByType });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

const answerByType: GraphQLFieldResolver<Record<string, unknown>, unknown> = (parent, _args, _context, info) =>
  parent?.[info.fieldName] ?? imagineValue(info.returnType, info.schema);

const scalarValues: Record<string, unknown> = {
  Int: 3,
  Float: 1.5,
  Boolean: true,
  Decimal: '1250.00',
  CurrencyCode: 'EUR',
  CountryCode: 'FR',
  URL: 'https://axiom.example/imagined',
  DateTime: '2026-03-01T09:30:00.000Z',
  Date: '2026-03-01',
  Sha256: 'ab'.repeat(32),
};

function imagineValue(type: GraphQLOutputType, schema: GraphQLSchema): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [imagineValue(bare.ofType, schema), imagineValue(bare.ofType, schema)];
  if (isAbstractType(bare)) return { __typename: schema.getPossibleTypes(bare)[0]?.name };
  if (isObjectType(bare)) return {};
  if (isEnumType(bare)) return bare.getValues()[0]?.value;
  return scalarValues[bare.name] ?? `Imagined ${bare.name}`;
}
