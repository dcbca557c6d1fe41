import type { Resolvers } from '#generated/identity.ts';
import { scalars } from '#kit/graph/scalars.ts';
import { run } from '#kit/graph/server/serve.ts';
import type { Subgraph } from '#kit/graph/server/subgraph.ts';
import { readConfig } from '#kit/process/config.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { openPublisher } from '#kit/stores/cache-publisher.ts';
import { createRateLimiter } from '#kit/stores/rate-limiter.ts';
import { checkRedis, openRedis } from '#kit/stores/redis.ts';
import { portOf } from '#subgraphs/registry.ts';
import { actionRecorder, eventRecorder } from './audit/account-events.ts';
import { adminRequests } from './audit/admin-requests.ts';
import { createAuditLog } from './audit/audit-log.ts';
import { createPseudonymizer } from './audit/pseudonyms.ts';
import { openCatalogue } from './catalogue.ts';
import { identityShape } from './config.ts';
import { createConsentStore } from './consent/consent.ts';
import type { IdentityServices } from './context.ts';
import { createCuratorStore } from './curators/curators.ts';
import { createCuratorSessionStore } from './curators/sessions.ts';
import { createAccountStore } from './customers/accounts.ts';
import { createMedusaCustomers } from './customers/customers.ts';
import { openIdentityDatabase } from './database.ts';
import { createMailCipher } from './mail/cipher.ts';
import { createLinkStore } from './mail/links.ts';
import { withNotices } from './mail/notices.ts';
import { openMailSender } from './mail/sender.ts';
import { createSubscriptionStore } from './mail/unsubscribe.ts';
import { createUnsubscribeLinks } from './mail/unsubscribe-links.ts';
import { createUnsubscribeTokens } from './mail/unsubscribe-tokens.ts';
import { connectMedusa } from './medusa.ts';
import { createNodeLoader } from './nodes.ts';
import { startNotices } from './notices/notices.ts';
import { createStockNoticeStore } from './notices/stock-notices.ts';
import { followOrders } from './order-mail/follow.ts';
import { openOrders } from './order-mail/order.ts';
import { createPartnerKeyStore } from './partners/partner-keys.ts';
import { createPartnerStore } from './partners/partners.ts';
import { createWebhookDeliveryStore } from './partners/webhook-deliveries.ts';
import { createWebhookEndpointStore } from './partners/webhook-endpoints.ts';
import { createChallengeStore } from './passkeys/challenges.ts';
import { createCredentialStore } from './passkeys/credentials.ts';
import { createRecoveryCodeStore } from './passkeys/recovery-codes.ts';
import { createAccountDeletions, resumeDeletions } from './personal-data/deletion.ts';
import { createAccountData } from './personal-data/export.ts';
import { createCustomerData } from './personal-data/medusa-data.ts';
import { createRateLimits } from './rate-limits.ts';
import { AuditEvent } from './resolvers/AuditEvent.ts';
import { Curator } from './resolvers/Curator.ts';
import { CustomerDeletion } from './resolvers/CustomerDeletion.ts';
import { IdentityUserError } from './resolvers/IdentityUserError.ts';
import { MarketingConsent } from './resolvers/MarketingConsent.ts';
import { Mutation } from './resolvers/Mutation.ts';

import { Partner } from './resolvers/Partner.ts';
import { PartnerKey } from './resolvers/PartnerKey.ts';
import { Passkey } from './resolvers/Passkey.ts';
import { Query } from './resolvers/Query.ts';
import { Session } from './resolvers/Session.ts';
import { Viewer } from './resolvers/Viewer.ts';
import { WebhookDelivery } from './resolvers/WebhookDelivery.ts';
import { WebhookEndpoint } from './resolvers/WebhookEndpoint.ts';
import { SharedWishlist, SharedWishlistItem, Wishlist, WishlistItem, WishlistShare } from './resolvers/Wishlist.ts';
import { createDeviceHistory } from './sessions/device-history.ts';
import { createKnownDeviceStore } from './sessions/known-devices.ts';
import { createSessionStore } from './sessions/sessions.ts';
import { createSigningKeyStore } from './sessions/signing-keys.ts';
import { createTokenIssuer } from './sessions/tokens.ts';
import { createStorefront } from './storefront.ts';
import { createWishlistStore } from './wishlists/wishlists.ts';

const resolvers: Resolvers = {
  ...scalars,
  AuditEvent,
  Curator,
  CustomerDeletion,
  IdentityUserError,
  MarketingConsent,
  Query,
  Mutation,
  Partner,
  PartnerKey,
  Passkey,
  Session,
  SharedWishlist,
  SharedWishlistItem,
  Viewer,
  WebhookDelivery,
  WebhookEndpoint,
  Wishlist,
  WishlistItem,
  WishlistShare,
};

/** Identity: accounts, passkeys, curators, partners and the audit log in PostgreSQL, sessions and challenges in Redis. */
export const identity: Subgraph<IdentityServices> = {
  name: 'identity',
  port: portOf('identity'),
  resolvers,
  open(env, log) {
    const config = readConfig('identity subgraph', identityShape, env);
    const database = openIdentityDatabase(config.IDENTITY_DATABASE_URL);
    const redis = openRedis(config.REDIS_URL, 'axiom-identity', log);
    const tokens = createTokenIssuer(createSigningKeyStore(database), {
      issuer: config.TOKEN_ISSUER,
      audience: config.TOKEN_AUDIENCE,
      secret: config.IDENTITY_KEY_SECRET,
      days: config.SIGNING_KEY_DAYS,
      log,
    });
    const cipher = createMailCipher(config.IDENTITY_KEY_SECRET);
    const pseudonymize = createPseudonymizer(config.IDENTITY_KEY_SECRET);
    const knownDevices = createKnownDeviceStore(redis);
    const catalogue = openCatalogue(config.COMMERCE_URL, config.COMMERCE_REQUEST_TOKEN_KEY);
    const storefront = createStorefront(config.STOREFRONT_URL);
    const unsubscribeTokens = createUnsubscribeTokens(config.IDENTITY_KEY_SECRET);
    const sessions = createSessionStore(redis);
    const customerData = createCustomerData(
      config.MEDUSA_URL,
      config.MEDUSA_PUBLISHABLE_KEY,
      tokens.signRegistration,
      config.MEDUSA_SERVICE_TOKEN,
    );
    const deletions = createAccountDeletions({ database, cipher, customerData, pseudonymize, sessions });
    /** The same for all requests. */
    const shared = {
      cachePublisher: openPublisher(redis),
      catalogue,
      challenges: createChallengeStore(redis),
      cipher,
      curatorSessions: createCuratorSessionStore(redis),
      customerData,
      deletions,
      customers: createMedusaCustomers(
        config.MEDUSA_URL,
        config.MEDUSA_PUBLISHABLE_KEY,
        tokens.signRegistration,
        config.MEDUSA_SERVICE_TOKEN,
      ),
      rateLimits: createRateLimits(createRateLimiter(redis, { whenUnavailable: 'refuse' }), knownDevices),
      knownDevices,
      log,
      pseudonymize,
      relyingParty: {
        id: config.RP_ID,
        name: config.RP_NAME,
        origins: config.RP_ORIGINS,
        userVerification: 'required' as const,
      },
      sessions,
      storefront,
      taxRetentionYears: config.TAX_RETENTION_YEARS,
      tokens,
      unsubscribeTokens,
    };
    const linkToUnsubscribe = createUnsubscribeLinks(unsubscribeTokens, storefront, config.PUBLIC_URL);
    const mailSender = openMailSender(
      config,
      database,
      cipher,
      shared.customers,
      {
        ...{ storefront, linkToUnsubscribe },
        readOrder: openOrders(config.COMMERCE_URL, config.COMMERCE_REQUEST_TOKEN_KEY),
      },
      log,
    );
    const orders = followOrders(
      {
        ...{ database, cipher, isOn: config.ORDER_MAIL === 'on' },
        call: connectMedusa(config.MEDUSA_URL, config.MEDUSA_PUBLISHABLE_KEY, config.MEDUSA_SERVICE_TOKEN),
      },
      config.NOTICE_INTERVAL_MS,
      log,
    );
    const resuming = resumeDeletions(deletions, config.DELETION_INTERVAL_MS, log);
    // Without a mail server there is no one to notify.
    const notices =
      mailSender &&
      startNotices(
        { database, catalogue, cipher, collect: config.WISHLIST_MAIL_DELAY_MS },
        redis,
        config.NOTICE_INTERVAL_MS,
        log,
      );
    return {
      context: (request) => {
        const requestDatabase = database.within(request.signal);
        const recordFirst = eventRecorder(request);
        const record = withNotices(recordFirst, cipher, request);
        const recordAction = actionRecorder(request);
        const services = {
          ...shared,
          accountData: createAccountData(requestDatabase, pseudonymize),
          accounts: createAccountStore(requestDatabase, record, recordFirst),
          audit: createAuditLog(requestDatabase),
          consents: createConsentStore(requestDatabase, record, cipher, request.market.language),
          credentials: createCredentialStore(requestDatabase, record),
          curators: createCuratorStore(requestDatabase, recordAction),
          deviceHistory: createDeviceHistory(requestDatabase, cipher, request),
          links: createLinkStore(requestDatabase, cipher, pseudonymize, request.market.language),
          partnerKeys: createPartnerKeyStore(requestDatabase, recordAction),
          partners: createPartnerStore(requestDatabase, recordAction),
          recoveryCodes: createRecoveryCodeStore(requestDatabase, record),
          stockNotices: createStockNoticeStore(requestDatabase, cipher, pseudonymize, request.market),
          subscriptions: createSubscriptionStore(requestDatabase),
          webhookDeliveries: createWebhookDeliveryStore(requestDatabase, recordAction),
          webhookEndpoints: createWebhookEndpointStore(requestDatabase, recordAction, {
            secret: config.WEBHOOK_SECRET_KEY,
            targets: { exempt: config.WEBHOOK_PRIVATE_TARGETS, ports: config.WEBHOOK_PORTS },
          }),
          wishlists: createWishlistStore(requestDatabase, catalogue, cipher, request.market),
        };
        return { ...services, nodes: createNodeLoader({ ...services, request }) };
      },
      routes: {
        '/audit/admin-requests': adminRequests(database, config.MEDUSA_SERVICE_TOKEN),
        '/.well-known/jwks.json': async (_, response) => {
          try {
            sendJson(response, 200, await tokens.keySet());
          } catch (error) {
            log.warn({ event: 'signing_keys_unavailable', err: error }, 'signing keys unavailable');
            sendJson(response, 503, { status: 'unready' });
          }
        },
      },
      check: async () => {
        await Promise.all([database.check(), checkRedis(redis)]);
      },
      close: async () => {
        await Promise.all([mailSender?.close(), notices?.close(), orders.close(), resuming.close()]);
        redis.disconnect();
        await database.close();
      },
    };
  },
};

if (import.meta.main) await run(identity);
