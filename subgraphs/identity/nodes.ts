import DataLoader from 'dataloader';
import { isLetIn } from '#kit/graph/access.ts';
import { badInput } from '#kit/graph/errors.ts';
import { isCustomer, type Viewer } from '#kit/graph/viewer.ts';
import type { Context, IdentityServices } from './context.ts';
import { ownScope } from './curators/scopes.ts';
import type { WebhookEndpoint } from './partners/webhook-endpoints.ts';
import { passkeyIdOf } from './passkeys/passkeys.ts';

/** The result of `node`: a row of identity's own, or a reference that its owner has not confirmed yet. */
export type FoundNode = { __typename: NodeType; nodeId: string };

/** One item of `nodes`: the object, or why it cannot be had. */
export type NodeOrError = FoundNode | Error;

/** Loads objects by their ids; null for those that do not exist or that the viewer may not see. */
export type NodeLoader = DataLoader<string, FoundNode | null>;

/**
 * The types that `node` finds, by the prefix of their ids, which ends with the first `_`. Of the types of
 * other subgraphs identity knows only the prefix; the owner decides whether an object exists and who may see it.
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

/** Most ids that `nodes` takes, and most carts among them and in one operation: Medusa reads carts one by one. */
const mostIds = 100;
const mostCarts = 10;

/** Prepares the nodes of one request: those of a type that are asked for in one tick are one call. */
export function createNodeLoader(context: Omit<Context, 'nodes'>): NodeLoader {
  let carts = 0;
  return new DataLoader(async (ids) => {
    const byType = Map.groupBy(ids, typeOf);
    const found = new Map<string, FoundNode | Error>();
    await Promise.all(
      [...byType].map(async ([type, all]) => {
        if (!type) return;
        // Aliases of `node` and `nodes` must not get round what one of them takes.
        const alike = type === 'Cart' ? all.slice(0, mostCarts - carts) : all;
        if (type === 'Cart') carts += alike.length;
        for (const id of all.slice(alike.length)) found.set(id, tooManyCarts());
        const find = finders[type] ?? references;
        try {
          const rows = await find(alike, context);
          for (const [index, row] of rows.entries()) {
            const nodeId = alike[index] as string;
            if (row) found.set(nodeId, { ...row, __typename: type, nodeId });
          }
        } catch (error) {
          for (const id of alike) found.set(id, error as Error);
        }
      }),
    );
    return ids.map((id) => found.get(id) ?? null);
  });
}

function tooManyCarts(): Error {
  return badInput(`One operation may read ${mostCarts} carts at most by \`node\` and \`nodes\`.`);
}

/** Throws BAD_USER_INPUT for more ids, or more carts among them, than `nodes` takes, and for none. */
export function checkIds(ids: readonly string[]): void {
  if (ids.length < 1 || ids.length > mostIds) throw badInput(`\`ids\` must have 1 to ${mostIds} items.`, 'ids');
  const carts = new Set(ids.filter((id) => typeOf(id) === 'Cart'));
  if (carts.size > mostCarts) throw badInput(`\`ids\` must have ${mostCarts} carts at most.`, 'ids');
}

/** The type of the object with this id; undefined for what is no id of this graph. */
function typeOf(id: string): NodeType | undefined {
  const [, prefix = ''] = /^([a-z]+)_[\w.:~-]+$/.exec(id) ?? [];
  return Object.hasOwn(nodeTypes, prefix) ? nodeTypes[prefix as keyof typeof nodeTypes] : undefined;
}

/** Finds the rows with these ids, in their order; null for those that do not exist or that the viewer may not see. */
type Finder = (ids: readonly string[], context: Omit<Context, 'nodes'>) => Promise<readonly (object | null)[]>;

/** Ids of the other subgraphs are shorter than this; a longer one does not exist, and would exceed the addresses of their backends. */
const longestId = 140;

const references: Finder = async (ids) => ids.map((id) => (id.length <= longestId ? {} : null));

const finders: Partial<Record<NodeType, Finder>> = {
  Customer: async (ids, { request: { viewer } }) =>
    ids.map((id) => (isHolding(viewer, 'account') && isCustomer(viewer) && viewer.id === id ? { id } : null)),

  Passkey: async (ids, { request: { viewer }, credentials }) => {
    if (!isHolding(viewer, 'account', ownScope) || viewer.account === undefined) return none(ids);
    const own = await credentials.list(viewer.account);
    return ids.map((id) => own.find((passkey) => passkeyIdOf(passkey) === id) ?? null);
  },

  Session: async (ids, { request: { viewer }, curatorSessions, sessions }) => {
    if (!isHolding(viewer) || viewer.kind === 'PARTNER') return none(ids);
    if (isHolding(viewer, 'account') && viewer.account !== undefined) {
      const own = await sessions.list(viewer.account);
      return ids.map((id) => own.find((session) => session.id === id) ?? null);
    }
    const current = await (viewer.kind === 'CURATOR' ? curatorSessions : sessions).find(viewer.session);
    return ids.map((id) => (current?.id === id ? current : null));
  },

  Partner: async (ids, { request: { viewer }, partners }) =>
    found(ids, (id) => (isHolding(viewer, 'partners:write') || isPartner(viewer, id) ? partners.byId.load(id) : null)),

  PartnerKey: async (ids, { request: { viewer }, partnerKeys }) =>
    isHolding(viewer, 'partners:write') ? found(ids, (id) => partnerKeys.byId.load(id)) : none(ids),

  WebhookEndpoint: (ids, context) => found(ids, (id) => endpointSeen(id, context)),

  WebhookDelivery: (ids, context) =>
    found(ids, async (id) => {
      const {
        request: { viewer },
        webhookDeliveries,
      } = context;
      if (!isHolding(viewer, 'partners:write', 'webhooks:read')) return null;
      const delivery = await webhookDeliveries.byId.load(id);
      return delivery && (await endpointSeen(delivery.endpointId, context)) ? delivery : null;
    }),

  AuditEvent: async (ids, { request: { viewer }, audit }) =>
    isHolding(viewer, 'audit:read') ? found(ids, (id) => audit.byId.load(id)) : none(ids),

  Curator: async (ids, { request: { viewer }, curators }) =>
    isHolding(viewer, 'curators:write') ? found(ids, (id) => curators.byId.load(id)) : none(ids),
};

/** An endpoint that curators of partners see, or the partner whose it is. */
async function endpointSeen(
  id: string,
  context: Pick<IdentityServices, 'webhookEndpoints'> & Pick<Context, 'request'>,
): Promise<WebhookEndpoint | null> {
  const {
    request: { viewer },
    webhookEndpoints,
  } = context;
  if (!isHolding(viewer, 'partners:write', 'webhooks:read')) return null;
  const endpoint = await webhookEndpoints.byId.load(id);
  return endpoint && (isHolding(viewer, 'partners:write') || isPartner(viewer, endpoint.partnerId)) ? endpoint : null;
}

function found(ids: readonly string[], find: (id: string) => Promise<object | null> | null) {
  return Promise.all(ids.map(find));
}

function none(ids: readonly string[]): null[] {
  return ids.map(() => null);
}

/** Whether the viewer has signed in and has one of these scopes. Throws where the session could not be looked up. */
function isHolding(viewer: Viewer, ...scopes: string[]): viewer is Exclude<Viewer, { kind: 'ANONYMOUS' }> {
  const lists = scopes.length > 0 ? [scopes.map((scope) => [scope])] : [];
  return isLetIn({ authenticated: true, scopes: lists }, viewer);
}

function isPartner(viewer: Viewer, id: string): boolean {
  return viewer.kind === 'PARTNER' && viewer.id === id;
}
