import { defineConfig, Modules } from '@medusajs/framework/utils';
import { longestTtl as ttl } from './src/cache/time-to-live';
import { stripeSettings } from './src/modules/stripe/options';

const { env } = process;

/** The Redis that shares events, locks and the cache between Medusa processes. Without it, there must be only one process. */
const redisUrl = env.MEDUSA_REDIS_URL;

/** Size limit of this process's query cache in bytes. */
const maxSize = Number(env.MEDUSA_CACHE_BYTES || 32 * 2 ** 20);

/** The issuer whose customer tokens Medusa accepts. Not set for commands, which serve no requests. */
const trust = env.AXIOM_JWKS_URL && {
  jwksUrl: env.AXIOM_JWKS_URL,
  issuer: env.AXIOM_TOKEN_ISSUER,
  audience: env.AXIOM_TOKEN_AUDIENCE,
  redisUrl: env.AXIOM_REDIS_URL,
};

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: env.MEDUSA_DATABASE_URL,
    redisUrl,
    http: {
      jwtSecret: env.MEDUSA_JWT_SECRET,
      cookieSecret: env.MEDUSA_COOKIE_SECRET,
      storeCors: env.MEDUSA_STORE_CORS ?? '',
      adminCors: env.MEDUSA_ADMIN_CORS ?? '',
      authCors: env.MEDUSA_ADMIN_CORS ?? '',
      authMethodsPerActor: { user: ['emailpass'], customer: ['emailpass', 'axiom'] },
      jwtExpiresIn: '15m',
    },
  },
  admin: { disable: true },
  featureFlags: { translation: true },
  modules: [
    ...(redisUrl ? sharedModules(redisUrl) : singleProcessModules()),
    { resolve: '@medusajs/medusa/auth', options: { providers: authProviders() } },
    { key: Modules.INVENTORY, resolve: './src/modules/inventory' },
    { key: Modules.PAYMENT, resolve: './src/modules/payment', options: { providers: paymentProviders() } },
    { key: Modules.PRICING, resolve: './src/modules/pricing' },
    { key: Modules.TAX, resolve: './src/modules/tax' },
    { key: Modules.SEARCH, disable: true },
    { key: Modules.TRANSLATION, resolve: '@medusajs/medusa/translation' },
  ],
});

function authProviders() {
  return [
    { resolve: './src/modules/emailpass', id: 'emailpass' },
    ...(trust ? [{ resolve: './src/modules/axiom-auth', id: 'axiom', options: trust }] : []),
  ];
}

function paymentProviders() {
  const options = stripeSettings(env);
  return options ? [{ resolve: './src/modules/stripe', id: 'stripe', options }] : [];
}

function singleProcessModules() {
  const memory = { resolve: './src/modules/memory-cache', id: 'memory', is_default: true, options: { maxSize } };
  return [{ resolve: '@medusajs/medusa/caching', options: { ttl, providers: [memory] } }];
}

function sharedModules(redisUrl: string) {
  const providers = (id: string, options: object) => [
    { resolve: `@medusajs/medusa/${id}`, id, is_default: true, options },
  ];
  return [
    { resolve: '@medusajs/medusa/caching', options: { ttl, providers: providers('caching-redis', { redisUrl }) } },
    { resolve: '@medusajs/medusa/locking', options: { providers: providers('locking-redis', { redisUrl }) } },
    { resolve: '@medusajs/medusa/event-bus-redis', options: { redisUrl } },
    { resolve: '@medusajs/medusa/workflow-engine-redis', options: { redis: { redisUrl } } },
  ];
}
