import type { ContextOf } from '#kit/graph/server/subgraph.ts';
import type { Log } from '#kit/process/log.ts';
import type { Audit } from './audit/audit-log.ts';
import type { Pseudonyms } from './audit/pseudonyms.ts';
import type { Curators } from './curators/curators.ts';
import type { CuratorSessions } from './curators/sessions.ts';
import type { Accounts } from './customers/accounts.ts';
import type { Customers } from './customers/customers.ts';
import type { Links } from './mail/links.ts';
import type { Nodes } from './nodes.ts';
import type { PartnerKeys } from './partners/partner-keys.ts';
import type { Partners } from './partners/partners.ts';
import type { WebhookDeliveries } from './partners/webhook-deliveries.ts';
import type { WebhookEndpoints } from './partners/webhook-endpoints.ts';
import type { Challenges } from './passkeys/challenges.ts';
import type { Credentials } from './passkeys/credentials.ts';
import type { RecoveryCodes } from './passkeys/recovery-codes.ts';
import type { RelyingParty } from './passkeys/verification.ts';
import type { Gate } from './rate-limits.ts';
import type { Devices } from './sessions/devices.ts';
import type { KnownDevices } from './sessions/known-devices.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { Tokens } from './sessions/tokens.ts';

/** What the room adds to a request. Who is asking stands in the request itself; the gateway has found that out. */
export interface Carried {
  accounts: Accounts;
  audit: Audit;
  challenges: Challenges;
  credentials: Credentials;
  curatorSessions: CuratorSessions;
  curators: Curators;
  customers: Customers;
  devices: Devices;
  gate: Gate;
  knownDevices: KnownDevices;
  links: Links;
  log: Log;
  nodes: Nodes;
  partnerKeys: PartnerKeys;
  partners: Partners;
  pseudonym: Pseudonyms;
  recoveryCodes: RecoveryCodes;
  relyingParty: RelyingParty;
  sessions: Sessions;
  tokens: Tokens;
  webhookDeliveries: WebhookDeliveries;
  webhookEndpoints: WebhookEndpoints;
}

/** What one request carries. */
export type Context = ContextOf<Carried>;
