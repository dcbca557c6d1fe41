import { join } from 'node:path';
import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import type { Environment } from '#kit/process/config.ts';
import type { LocalFiles } from './backends.ts';
import { axiomDir } from './folders.ts';
import { edgePlan, isSubgraph, requestTokenKeys, services } from './services.ts';

/** The environment that every process needs. Empty variables are left out, so that their defaults apply. */
export function withDefaults(env: Environment): Environment {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value)),
    NO_PROXY: [env.NO_PROXY, '127.0.0.1,localhost'].filter(Boolean).join(','),
    APOLLO_TELEMETRY_DISABLED: 'true',
    NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE || join(axiomDir, 'compile-cache'),
  };
}

/** The addresses under which services reach each other. */
export function addressesOf(env: Environment): Record<string, string> {
  const urls = services.map((plan) => {
    const { name, portVariable, port } = plan;
    const variable = name === 'gateway' ? 'SUPERGRAPH_URL' : variablesOf(name).url;
    const path = isSubgraph(plan) || name === 'gateway' ? '/graphql' : '';
    return [variable, `http://127.0.0.1:${env[portVariable] || port}${path}`];
  });
  const edge = `http://127.0.0.1:${env.EDGE_PORT || edgePlan.port}`;
  return { ...Object.fromEntries(urls), EDGE_PURGE_URL: `${edge}/edge/purge` };
}

/** The secrets that services share with each other, generated at the first start. */
export function secretsOf({ secret }: LocalFiles): Record<string, string> {
  return Object.fromEntries(
    [
      ...requestTokenKeys,
      'IDENTITY_KEY_SECRET',
      'ORDER_TOKEN_SECRET',
      'SHIPSTATION_WEBHOOK_SECRET',
      'WEBHOOK_SECRET_KEY',
      'GATEWAY_SERVICE_TOKEN',
      'EDGE_PURGE_TOKEN',
      'IMAGES_SIGNING_KEYS',
      'PREVIEW_SIGNING_KEYS',
    ]
      .map((name) => [name, secret(name)])
      .concat([['EDGE_CONTEXT_KEYS', `local:${secret('EDGE_CONTEXT_KEY')}`]]),
  );
}

/** What Medusa needs from others: its database, the payment provider, and the issuer and store of the customer sessions that it accepts. */
export function trustOf({
  MEDUSA_DATABASE_URL,
  IDENTITY_URL,
  REDIS_URL,
  TOKEN_ISSUER,
  TOKEN_AUDIENCE,
  STRIPE_API_KEY,
  STRIPE_API_URL,
  STRIPE_PUBLISHABLE_KEY,
  STRIPE_WEBHOOK_SECRET,
}: Environment): Environment {
  return {
    MEDUSA_DATABASE_URL,
    ...{ STRIPE_API_KEY, STRIPE_API_URL, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET },
    AXIOM_JWKS_URL: new URL('/.well-known/jwks.json', IDENTITY_URL).href,
    AXIOM_TOKEN_ISSUER: TOKEN_ISSUER,
    AXIOM_TOKEN_AUDIENCE: TOKEN_AUDIENCE,
    AXIOM_REDIS_URL: REDIS_URL,
  };
}

/**
 * The address that browsers use: the edge's, where there is one, in front of the gateway's. Passkeys are bound to its domain;
 * browsers do not create passkeys for `127.0.0.1`.
 */
export function publicAddress(env: Environment, hasEdge: boolean): Record<string, string> {
  const gateway = env.PUBLIC_URL || `http://localhost:${env.PORT || 4000}`;
  const address = env.PUBLIC_URL || !hasEdge ? gateway : `http://localhost:${env.EDGE_PORT || edgePlan.port}`;
  return {
    PUBLIC_URL: address,
    RP_ID: new URL(address).hostname,
    RP_ORIGINS: [...new Set([address, gateway])].join(','),
    STOREFRONT_URL: address,
    IMAGES_PUBLIC_URL: `http://localhost:${env.IMAGES_PORT || 4015}`,
    // Sessions remain valid when the next start has no edge.
    TOKEN_ISSUER: gateway,
    TOKEN_AUDIENCE: 'axiom-graph',
    ...(hasEdge && { TRUSTED_PROXIES: '1' }),
  };
}
