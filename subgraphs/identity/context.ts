import type { ContextOf } from '#kit/graph/server/subgraph.ts';
import type { Log } from '#kit/process/log.ts';
import type { Accounts } from './accounts.ts';
import type { Audit } from './audit.ts';
import type { Challenges } from './challenges.ts';
import type { Credentials } from './credentials.ts';
import type { Curators } from './curators/curators.ts';
import type { CuratorSessions } from './curators/sessions.ts';
import type { Customers } from './customers.ts';
import type { Devices } from './devices.ts';
import type { Gate } from './gate.ts';
import type { KnownDevices } from './known-devices.ts';
import type { Links } from './mail/links.ts';
import type { Nodes } from './nodes.ts';
import type { PartnerKeys } from './partner-keys.ts';
import type { Partners } from './partners.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import type { RecoveryCodes } from './recovery-codes.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';
import type { RelyingParty } from './verification.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';
import type { WebhookEndpoints } from './webhook-endpoints.ts';

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
