import { defineConfig, Modules } from '@medusajs/framework/utils';

const { env } = process;

/** Where Medusa shares its events, locks and cache with other processes; without it, it must be the only one. */
const redisUrl = env.MEDUSA_REDIS_URL;

/** Seconds that an answer is kept at most, for changes that nobody announces, as when a sale begins. */
const ttl = 60;

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
    },
  },
  admin: { disable: true },
  modules: [...(redisUrl ? sharedModules(redisUrl) : loneModules()), { key: Modules.SEARCH, disable: true }],
});

function loneModules() {
  return [
    { resolve: '@medusajs/medusa/caching', options: { in_memory: { enable: true, ttl, maxSize: 16 * 2 ** 20 } } },
  ];
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
