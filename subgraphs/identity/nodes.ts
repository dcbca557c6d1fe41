import DataLoader from 'dataloader';
import { hasAccess } from '#kit/graph/access.ts';
import { badInput } from '#kit/graph/errors.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { isCustomer, type Viewer } from '#kit/graph/viewer.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { CuratorStore } from './curators/curators.ts';
import { curatorScope } from './curators/scopes.ts';
import type { CuratorSessionStore } from './curators/sessions.ts';
import type { PartnerKeyStore } from './partners/partner-keys.ts';
import type { PartnerStore } from './partners/partners.ts';
import type { WebhookDeliveryStore } from './partners/webhook-deliveries.ts';
import type { WebhookEndpoint, WebhookEndpointStore } from './partners/webhook-endpoints.ts';
import type { CredentialStore } from './passkeys/credentials.ts';
import { passkeyIdOf } from './passkeys/passkeys.ts';
import type { SessionStore } from './sessions/sessions.ts';

/** The result of `node`: a row of this subgraph, or a reference that the owning subgraph still has to resolve. */
export type FoundNode = { __typename: NodeType; nodeId: string };

/** One item of `nodes`: the object, or the error that prevented loading it. */
export type NodeOrError = FoundNode | Error;

/** Loads objects by their ids; null for ids that do not exist or that the viewer may not see. */
export type NodeLoader = DataLoader<string, FoundNode | null>;

/** The services for finding nodes. */
export interface NodeServices {
  audit: AuditLog;
  credentials: CredentialStore;
  curatorSessions: CuratorSessionStore;
  curators: CuratorStore;
  partnerKeys: PartnerKeyStore;
  partners: PartnerStore;
  request: SubgraphRequest;
  sessions: SessionStore;
  webhookDeliveries: WebhookDeliveryStore;
  webhookEndpoints: WebhookEndpointStore;
}

/**
 * The types that `node` finds, by the prefix of their ids, which ends at the first `_`. Of types of other subgraphs only the
 * prefix is known here: the owning subgraph decides whether an object exists and who may see it.
 */
export const nodeTypes = {
  prod: 'Product',
  variant: 'ProductVariant',
  pcol: 'Collection',
  pcat: 'Category',
  reg: 'Region',
  sloc: 'Location',
  cart: 'Cart',
  order: 'Order',
  cus: 'Customer',
  art: 'Article',
  arti: 'Artisan',
  page: 'Page',
  series: 'Series',
  store: 'Store',
  care: 'CareGuide',
  size: 'SizeGuide',
  mat: 'Material',
  sup: 'Supplier',
  cert: 'Certification',
  pass: 'Passport',
  psk: 'Passkey',
  ses: 'Session',
  partner: 'Partner',
  key: 'PartnerKey',
  whe: 'WebhookEndpoint',
  whd: 'WebhookDelivery',
  event: 'AuditEvent',
  curator: 'Curator',
} as const;

type NodeType = (typeof nodeTypes)[keyof typeof nodeTypes];

/** Maximum number of ids of one `nodes` field, and of carts of one operation: Medusa reads carts one by one. */
const maxIds = 100;
const maxCarts = 10;

/** Creates the loader of one request. Ids of one type that are loaded in the same tick are one batch. */
export function createNodeLoader(services: NodeServices): NodeLoader {
  let carts = 0;
  return new DataLoader(async (ids) => {
    const byType = Map.groupBy(ids, typeOf);
    const found = new Map<string, FoundNode | Error>();
    await Promise.all(
      [...byType].map(async ([type, all]) => {
        if (!type) return;
        // The limit counts all aliases of `node` and `nodes` together, so that aliases cannot bypass it.
        const allowed = type === 'Cart' ? all.slice(0, maxCarts - carts) : all;
        if (type === 'Cart') carts += allowed.length;
        for (const id of all.slice(allowed.length)) found.set(id, tooManyCarts());
        const find = finders[type] ?? references;
        try {
          const rows = await find(allowed, services);
          for (const [index, row] of rows.entries()) {
            const nodeId = allowed[index] as string;
            if (row) found.set(nodeId, { ...row, __typename: type, nodeId });
          }
        } catch (error) {
          for (const id of allowed) found.set(id, error as Error);
        }
      }),
    );
    return ids.map((id) => found.get(id) ?? null);
  });
}

function tooManyCarts(): Error {
  return badInput(`One operation may read ${maxCarts} carts at most by \`node\` and \`nodes\`.`);
}

/** Throws BAD_USER_INPUT unless there are 1 to 100 ids, with at most 10 carts among them. */
export function checkIds(ids: readonly string[]): void {
  if (ids.length < 1 || ids.length > maxIds) throw badInput(`\`ids\` must have 1 to ${maxIds} items.`, 'ids');
  const carts = new Set(ids.filter((id) => typeOf(id) === 'Cart'));
  if (carts.size > maxCarts) throw badInput(`\`ids\` must have ${maxCarts} carts at most.`, 'ids');
}

/** The type of the object with this id; undefined for a malformed id or an unknown prefix. */
function typeOf(id: string): NodeType | undefined {
  const [, prefix = ''] = /^([a-z]+)_[\w.:~-]+$/.exec(id) ?? [];
  return Object.hasOwn(nodeTypes, prefix) ? nodeTypes[prefix as keyof typeof nodeTypes] : undefined;
}

/** Finds rows by their ids, in the order of the ids; null for ids that do not exist or that the viewer may not see. */
type Finder = (ids: readonly string[], services: NodeServices) => Promise<readonly (object | null)[]>;

/** Ids of other subgraphs are never longer: a longer id cannot exist, and would exceed the URL limits of their backends. */
const maxIdLength = 140;

const references: Finder = async (ids) => ids.map((id) => (id.length <= maxIdLength ? {} : null));

const finders: Partial<Record<NodeType, Finder>> = {
  Customer: async (ids, { request: { viewer } }) =>
    ids.map((id) => (isAuthorized(viewer, 'account') && isCustomer(viewer) && viewer.id === id ? { id } : null)),

  Passkey: async (ids, { request: { viewer }, credentials }) => {
    if (!isAuthorized(viewer, 'account', curatorScope) || viewer.account === undefined) return nullForEach(ids);
    const own = await credentials.list(viewer.account);
    return ids.map((id) => own.find((passkey) => passkeyIdOf(passkey) === id) ?? null);
  },

  Session: async (ids, { request: { viewer }, curatorSessions, sessions }) => {
    if (!isAuthorized(viewer) || viewer.kind === 'PARTNER') return nullForEach(ids);
    if (isAuthorized(viewer, 'account') && viewer.account !== undefined) {
      const own = await sessions.list(viewer.account);
      return ids.map((id) => own.find((session) => session.id === id) ?? null);
    }
    const current = await (viewer.kind === 'CURATOR' ? curatorSessions : sessions).find(viewer.session);
    return ids.map((id) => (current?.id === id ? current : null));
  },

  Partner: async (ids, { request: { viewer }, partners }) =>
    findEach(ids, (id) =>
      isAuthorized(viewer, 'partners:write') || isPartner(viewer, id) ? partners.byId.load(id) : null,
    ),

  PartnerKey: async (ids, { request: { viewer }, partnerKeys }) =>
    isAuthorized(viewer, 'partners:write') ? findEach(ids, (id) => partnerKeys.byId.load(id)) : nullForEach(ids),

  WebhookEndpoint: (ids, services) => findEach(ids, (id) => visibleEndpoint(id, services)),

  WebhookDelivery: (ids, services) =>
    findEach(ids, async (id) => {
      if (!isAuthorized(services.request.viewer, 'partners:write', 'webhooks:read')) return null;
      const delivery = await services.webhookDeliveries.byId.load(id);
      return delivery && (await visibleEndpoint(delivery.endpointId, services)) ? delivery : null;
    }),

  AuditEvent: async (ids, { request: { viewer }, audit }) =>
    isAuthorized(viewer, 'audit:read') ? findEach(ids, (id) => audit.byId.load(id)) : nullForEach(ids),

  Curator: async (ids, { request: { viewer }, curators }) =>
    isAuthorized(viewer, 'curators:write') ? findEach(ids, (id) => curators.byId.load(id)) : nullForEach(ids),
};

/** A webhook endpoint, for curators with `partners:write` and for the partner it belongs to; null for any other viewer. */
async function visibleEndpoint(
  id: string,
  { request: { viewer }, webhookEndpoints }: Pick<NodeServices, 'request' | 'webhookEndpoints'>,
): Promise<WebhookEndpoint | null> {
  if (!isAuthorized(viewer, 'partners:write', 'webhooks:read')) return null;
  const endpoint = await webhookEndpoints.byId.load(id);
  return endpoint && (isAuthorized(viewer, 'partners:write') || isPartner(viewer, endpoint.partnerId))
    ? endpoint
    : null;
}

function findEach(ids: readonly string[], find: (id: string) => Promise<object | null> | null) {
  return Promise.all(ids.map(find));
}

function nullForEach(ids: readonly string[]): null[] {
  return ids.map(() => null);
}

/** Whether the viewer is authenticated and has one of these scopes. Throws when the session could not be checked. */
function isAuthorized(viewer: Viewer, ...scopes: string[]): viewer is Exclude<Viewer, { kind: 'ANONYMOUS' }> {
  const lists = scopes.length > 0 ? [scopes.map((scope) => [scope])] : [];
  return hasAccess({ authenticated: true, scopes: lists }, viewer);
}

function isPartner(viewer: Viewer, id: string): boolean {
  return viewer.kind === 'PARTNER' && viewer.id === id;
}
