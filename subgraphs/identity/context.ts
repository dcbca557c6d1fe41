import type { ContextOf } from '#kit/graph/server/subgraph.ts';
import type { Log } from '#kit/process/log.ts';
import type { Publisher } from '#kit/stores/cache-publisher.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { Pseudonymizer } from './audit/pseudonyms.ts';
import type { Catalogue } from './catalogue.ts';
import type { ConsentStore } from './consent/consent.ts';
import type { CuratorStore } from './curators/curators.ts';
import type { CuratorSessionStore } from './curators/sessions.ts';
import type { AccountStore } from './customers/accounts.ts';
import type { Customers } from './customers/customers.ts';
import type { MailCipher } from './mail/cipher.ts';
import type { LinkStore } from './mail/links.ts';
import type { SubscriptionStore } from './mail/unsubscribe.ts';
import type { UnsubscribeTokens } from './mail/unsubscribe-tokens.ts';
import type { NodeLoader } from './nodes.ts';
import type { StockNoticeStore } from './notices/stock-notices.ts';
import type { PartnerKeyStore } from './partners/partner-keys.ts';
import type { PartnerStore } from './partners/partners.ts';
import type { WebhookDeliveryStore } from './partners/webhook-deliveries.ts';
import type { WebhookEndpointStore } from './partners/webhook-endpoints.ts';
import type { ChallengeStore } from './passkeys/challenges.ts';
import type { CredentialStore } from './passkeys/credentials.ts';
import type { RecoveryCodeStore } from './passkeys/recovery-codes.ts';
import type { RelyingParty } from './passkeys/verification.ts';
import type { AccountDeletions } from './personal-data/deletion.ts';
import type { AccountData } from './personal-data/export.ts';
import type { CustomerData } from './personal-data/medusa-data.ts';
import type { RateLimits } from './rate-limits.ts';
import type { DeviceHistory } from './sessions/device-history.ts';
import type { KnownDeviceStore } from './sessions/known-devices.ts';
import type { SessionStore } from './sessions/sessions.ts';
import type { TokenIssuer } from './sessions/tokens.ts';
import type { Storefront } from './storefront.ts';
import type { WishlistStore } from './wishlists/wishlists.ts';

/**
 * What the resolvers of one request share. Use cases declare the services that they need and do not import this file. The
 * viewer is in `request`: the gateway has authenticated it.
 */
export interface IdentityServices {
  accountData: AccountData;
  accounts: AccountStore;
  audit: AuditLog;
  cachePublisher: Publisher;
  catalogue: Catalogue;
  challenges: ChallengeStore;
  cipher: MailCipher;
  consents: ConsentStore;
  credentials: CredentialStore;
  curatorSessions: CuratorSessionStore;
  curators: CuratorStore;
  customerData: CustomerData;
  customers: Customers;
  deletions: AccountDeletions;
  deviceHistory: DeviceHistory;
  knownDevices: KnownDeviceStore;
  links: LinkStore;
  log: Log;
  nodes: NodeLoader;
  partnerKeys: PartnerKeyStore;
  partners: PartnerStore;
  pseudonymize: Pseudonymizer;
  rateLimits: RateLimits;
  recoveryCodes: RecoveryCodeStore;
  relyingParty: RelyingParty;
  sessions: SessionStore;
  stockNotices: StockNoticeStore;
  storefront: Storefront;
  subscriptions: SubscriptionStore;
  /** Years for which orders are kept after the deletion of an account. */
  taxRetentionYears: number;
  tokens: TokenIssuer;
  unsubscribeTokens: UnsubscribeTokens;
  webhookDeliveries: WebhookDeliveryStore;
  webhookEndpoints: WebhookEndpointStore;
  wishlists: WishlistStore;
}

/** The context of a resolver: the services and the request. */
export type Context = ContextOf<IdentityServices>;
