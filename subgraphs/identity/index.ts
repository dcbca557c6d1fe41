import type { Resolvers } from '#generated/identity.ts';
import { scalars } from '#kit/graph/scalars.ts';
import { run, type Subgraph } from '#kit/graph/server/subgraph.ts';
import { readConfig } from '#kit/process/config.ts';
import { sendJson } from '#kit/process/http/http.ts';
import { createRateLimiter } from '#kit/stores/rate-limiter.ts';
import { checkRedis, openRedis } from '#kit/stores/redis.ts';
import { deedRecorderOf, recorderOf } from './audit/account-events.ts';
import { adminRequests } from './audit/admin-requests.ts';
import { auditOver } from './audit/audit-log.ts';
import { pseudonymsWith } from './audit/pseudonyms.ts';
import { identityShape } from './config.ts';
import type { Carried } from './context.ts';
import { curatorsOver } from './curators/curators.ts';
import { curatorSessionsOver } from './curators/sessions.ts';
import { accountsOver } from './customers/accounts.ts';
import { openCustomers } from './customers/customers.ts';
import { openStore } from './database.ts';
import { cipherWith } from './mail/cipher.ts';
import { linksOver } from './mail/links.ts';
import { noticing } from './mail/notices.ts';
import { sendMail } from './mail/sender.ts';
import { nodesOver } from './nodes.ts';
import { partnerKeysOver } from './partners/partner-keys.ts';
import { partnersOver } from './partners/partners.ts';
import { webhookDeliveriesOver } from './partners/webhook-deliveries.ts';
import { webhookEndpointsOver } from './partners/webhook-endpoints.ts';
import { challengesOver } from './passkeys/challenges.ts';
import { credentialsOver } from './passkeys/credentials.ts';
import { recoveryCodesOver } from './passkeys/recovery-codes.ts';
import { gateOver } from './rate-limits.ts';
import { AuditEvent } from './resolvers/AuditEvent.ts';
import { Curator } from './resolvers/Curator.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Partner } from './resolvers/Partner.ts';
import { PartnerKey } from './resolvers/PartnerKey.ts';
import { Passkey } from './resolvers/Passkey.ts';
import { Query } from './resolvers/Query.ts';
import { Session } from './resolvers/Session.ts';
import { Viewer } from './resolvers/Viewer.ts';
import { WebhookDelivery } from './resolvers/WebhookDelivery.ts';
import { WebhookEndpoint } from './resolvers/WebhookEndpoint.ts';
import { devicesOver } from './sessions/devices.ts';
import { knownDevicesOver } from './sessions/known-devices.ts';
import { sessionsOver } from './sessions/sessions.ts';
import { signingKeysOver } from './sessions/signing-keys.ts';
import { tokensOver } from './sessions/tokens.ts';

const resolvers: Resolvers = {
  ...scalars,
  AuditEvent,
  Curator,
  Query,
  Mutation,
  Partner,
  PartnerKey,
  Passkey,
  Session,
  Viewer,
  WebhookDelivery,
  WebhookEndpoint,
};

/** Who is asking: accounts, passkeys, partners and what was done, from PostgreSQL; sessions, from Redis. */
export const identity: Subgraph<Carried> = {
  name: 'identity',
  port: 4005,
  resolvers,
  open(env, log) {
    const config = readConfig('identity subgraph', identityShape, env);
    const database = openStore(config.IDENTITY_DATABASE_URL);
    const redis = openRedis(config.REDIS_URL, 'axiom-identity', log);
    const tokens = tokensOver(signingKeysOver(database), {
      issuer: config.TOKEN_ISSUER,
      audience: config.TOKEN_AUDIENCE,
      secret: config.IDENTITY_KEY_SECRET,
      days: config.SIGNING_KEY_DAYS,
      log,
    });
    const cipher = cipherWith(config.IDENTITY_KEY_SECRET);
    const pseudonym = pseudonymsWith(config.IDENTITY_KEY_SECRET);
    const knownDevices = knownDevicesOver(redis);
    /** What no request changes. */
    const standing = {
      challenges: challengesOver(redis),
      curatorSessions: curatorSessionsOver(redis),
      customers: openCustomers(
        config.MEDUSA_URL,
        config.MEDUSA_PUBLISHABLE_KEY,
        tokens.signRegistration,
        config.MEDUSA_SERVICE_TOKEN,
      ),
      gate: gateOver(createRateLimiter(redis, { whenAway: 'refuse' }), knownDevices),
      knownDevices,
      log,
      pseudonym,
      relyingParty: {
        id: config.RP_ID,
        name: config.RP_NAME,
        origins: config.RP_ORIGINS,
        userVerification: 'required' as const,
      },
      sessions: sessionsOver(redis),
      tokens,
    };
    const sending = sendMail(config, database, cipher, standing.customers, log);
    return {
      context: (request) => {
        const store = database.within(request.signal);
        const recordFirst = recorderOf(request);
        const record = noticing(recordFirst, cipher, request);
        const recordDeed = deedRecorderOf(request);
        const carried = {
          ...standing,
          accounts: accountsOver(store, record, recordFirst),
          audit: auditOver(store),
          credentials: credentialsOver(store, record),
          curators: curatorsOver(store, recordDeed),
          devices: devicesOver(store, cipher, request),
          links: linksOver(store, cipher, pseudonym),
          partnerKeys: partnerKeysOver(store, recordDeed),
          partners: partnersOver(store, recordDeed),
          recoveryCodes: recoveryCodesOver(store, record),
          webhookDeliveries: webhookDeliveriesOver(store, recordDeed),
          webhookEndpoints: webhookEndpointsOver(store, recordDeed, {
            secret: config.WEBHOOK_SECRET_KEY,
            targets: { exempt: config.WEBHOOK_PRIVATE_TARGETS, ports: config.WEBHOOK_PORTS },
          }),
        };
        return { ...carried, nodes: nodesOver({ ...carried, request }) };
      },
      routes: {
        '/audit/admin-requests': adminRequests(database, config.MEDUSA_SERVICE_TOKEN),
        '/.well-known/jwks.json': async (_, response) => {
          try {
            sendJson(response, 200, await tokens.keySet());
          } catch (error) {
            log.warn({ err: error }, 'the keys cannot be shown');
            sendJson(response, 503, { status: 'unready' });
          }
        },
      },
      check: async () => {
        await Promise.all([database.check(), checkRedis(redis)]);
      },
      close: async () => {
        await sending?.close();
        redis.disconnect();
        await database.close();
      },
    };
  },
};

if (import.meta.main) await run(identity);
