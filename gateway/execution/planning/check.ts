import { ApolloGateway, type ServiceEndpointDefinition } from '@apollo/gateway';
import { assertValidSchema, parse, print, printSchema } from 'graphql';
import { createLog, createTextLogger } from '#kit/process/log.ts';
import { withoutAccess } from '../../policy/access-directives.ts';
import { withExecutableDirectives } from './executable-directives.ts';

// @apollo/gateway sends telemetry to Apollo unless this is set before the first gateway is created.
Object.assign(process.env, { APOLLO_TELEMETRY_DISABLED: 'true' });

/** What a valid supergraph contains, in a form that threads can exchange. */
export interface CheckedSupergraph {
  /** The API schema as SDL. */
  api: string;
  subgraphs: ServiceEndpointDefinition[];
}

/**
 * Validates a supergraph, given as SDL, by loading it into an ApolloGateway. Rejects with its errors. It needs some
 * hundred milliseconds of processor time.
 */
export async function checkSupergraph(sdl: string): Promise<CheckedSupergraph> {
  const subgraphs: ServiceEndpointDefinition[] = [];
  const gateway = new ApolloGateway({
    supergraphSdl: print(withExecutableDirectives(withoutAccess(parse(sdl)))),
    validateSupergraph: true,
    // Errors are thrown, here or when the data sources are created.
    logger: createTextLogger(createLog('validation', 'silent'), 'apollo_gateway'),
    buildService: ({ name, url }) => {
      subgraphs.push({ name, url });
      return { process: async () => ({}) };
    },
  });
  const { schema } = await gateway.load();
  await gateway.stop();
  assertValidSchema(schema);
  return { api: printSchema(schema), subgraphs };
}
