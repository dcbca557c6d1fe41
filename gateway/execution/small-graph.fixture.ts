import { hash } from 'node:crypto';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import {
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  graphql,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { validateSupergraph } from '../supergraph.ts';
import { withPaths } from '../transport/lost-fields.ts';
import type { AnswerBounds } from './execution.ts';
import type { Call } from './fetches.ts';

/** A supergraph whose subgraphs run in this process. */
export interface SmallGraph {
  /** What clients see. */
  schema: GraphQLSchema;
  /** Answers a valid operation; `told` is the place and code of every error. */
  ask(query: string, variables?: Record<string, unknown>, bounds?: Partial<AnswerBounds>): Promise<SmallAnswer>;
  /** The requests to subgraphs since the last call of this function. */
  calls(): ({ subgraph: string } & Call)[];
  /** How many plans have been made. */
  plansMade(): number;
  /** Makes a subgraph fail until it is called with undefined. */
  fail(subgraph: string | undefined): void;
}

interface SmallAnswer {
  data: unknown;
  told: string[];
}

/** Composes subgraphs of a few lines. */
export async function openSmallGraph(
  subgraphs: Record<string, { sdl: string; resolvers: object }>,
): Promise<SmallGraph> {
  const parts = Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => {
    const typeDefs = parse(link + sdl);
    return {
      name,
      typeDefs,
      schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as GraphQLResolverMap<unknown> }]),
    };
  });
  const { supergraphSdl, errors } = composeServices(parts);
  if (!supergraphSdl) throw new Error(String(errors));
  const { schema, execution, plans } = await validateSupergraph(supergraphSdl);
  const calls: ({ subgraph: string } & Call)[] = [];
  let failing: string | undefined;

  return {
    schema,
    plansMade: plans.made,
    calls: () => calls.splice(0),
    fail: (subgraph) => {
      failing = subgraph;
    },
    ask: async (source, given = {}, { refusals = new Map(), limit = 1_000_000 } = {}) => {
      const document = parse(source);
      const invalid = validate(schema, document);
      if (invalid[0]) throw invalid[0];
      const operation = getOperationAST(document) as OperationDefinitionNode;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
      if (!coerced) throw new Error('The variables do not fit.');
      const asked = { source, document, operation, queryHash: hash('sha256', source) };
      const variables = { given, coerced };
      const fetched = await execution.fetch({
        asked,
        part: asked,
        variables,
        requester: { budget: undefined, deadline: Number.POSITIVE_INFINITY },
        ask: async (subgraph, call) => {
          calls.push({ subgraph, ...call });
          if (subgraph === failing) return { data: null, errors: withPaths([unavailable], { ...call, schema }) };
          const part = parts.find(({ name }) => name === subgraph) as (typeof parts)[number];
          const answer = await graphql({ schema: part.schema, source: call.query, variableValues: call.variables });
          return JSON.parse(JSON.stringify(answer));
        },
      });
      const answer = execution.answer(asked, variables, fetched, { refusals, limit });
      const told = answer.errors.map(({ path = [], extensions }) => `${extensions.code ?? 'none'} ${path.join('.')}`);
      return { data: JSON.parse(JSON.stringify(answer.data)), told };
    },
  };
}

const unavailable = { message: 'unavailable', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@inaccessible", "@interfaceObject", "@external", "@requires", "@shareable"])\n`;
