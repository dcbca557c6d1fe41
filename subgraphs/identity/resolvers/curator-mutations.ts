import type { MutationResolvers } from '#generated/identity.ts';
import { throttled } from '#kit/bucket.ts';
import type { SignedIn } from '#kit/viewer.ts';
import type { Context } from '../context.ts';
import { pseudonym } from '../curators.ts';
import { deviceOf } from '../device.ts';
import { isFault, notAccepted } from '../faults.ts';
import type { NewKey } from '../partners.ts';

/** Attempts of one address, and attempts at one e-mail address. */
const perAddress = { name: 'curator-address', burst: 10, perMinute: 10 };
const perEmail = { name: 'curator-email', burst: 5, perMinute: 5 };

export const curatorMutations = {
  curatorSignIn: async (_, { input: { email, password, transport } }, { audit, buckets, curators, request, users }) => {
    const who = pseudonym(email);
    const taken = await buckets.takeAll([
      { limit: perAddress, key: request.client.address ?? 'unknown' },
      { limit: perEmail, key: who },
    ]);
    if (!taken.allowed) throw throttled(taken);
    const user = await users.find(email, password);
    if (!user) {
      await audit.record({
        action: 'curator.sign_in_failed',
        requestId: request.id,
        detail: { email: who },
        outcome: 'FAILED',
      });
      return notAccepted();
    }
    const { token, maxAge, session } = await curators.open(user.id, user.scopes, {
      device: deviceOf(request.client.userAgent),
      country: request.market.country,
    });
    await audit.record({ action: 'curator.signed_in', curatorId: user.id, requestId: request.id });
    if (transport === 'COOKIE') request.cookies.push({ kind: 'CURATOR', token, maxAge });
    return { grant: { session, token: transport === 'BEARER' ? token : null }, userErrors: [] };
  },

  partnerCreate: async (_, { input }, { audit, partners, request }) => {
    const partner = await partners.create(input.name);
    if (isFault(partner)) return partner;
    await audit.record({
      action: 'partner.created',
      ...by(request),
      detail: { partnerId: partner.id, name: partner.name },
    });
    return { partner, userErrors: [] };
  },

  partnerKeyCreate: async (_, { input }, { audit, partners, request }) => {
    const made = await partners.createKey(input as NewKey);
    if (isFault(made)) return made;
    const { id: keyId, prefix, partnerId } = made.key;
    await audit.record({ action: 'partner_key.created', ...by(request), detail: { keyId, prefix, partnerId } });
    return { ...made, userErrors: [] };
  },

  partnerKeyRevoke: async (_, { id }, { audit, partners, request }) => {
    const key = await partners.revokeKey(id);
    if (isFault(key)) return key;
    await audit.record({
      action: 'partner_key.revoked',
      ...by(request),
      detail: { keyId: key.id, prefix: key.prefix },
    });
    return { key, userErrors: [] };
  },

  auditEventRecord: async (_, { input }, { audit }) => {
    await audit.mutation(input);
    return true;
  },
} satisfies MutationResolvers<Context>;

/** The curator who asks: nobody else gets this far. */
function by({ id, viewer }: Context['request']) {
  return { requestId: id, curatorId: (viewer as SignedIn).id };
}
