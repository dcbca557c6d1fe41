import type { MarketingConsentResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ConsentHistory } from '../consent/consent.ts';

export const MarketingConsent: ResolversOver<ConsentHistory, MarketingConsentResolvers> = {
  isGranted: ([newest]) => newest?.isGranted ?? false,
  textVersion: ([newest]) => newest?.textVersion ?? null,
  source: ([newest]) => newest?.source ?? null,
  updatedAt: ([newest]) => newest?.occurredAt ?? null,
  history: (history) => [...history],
};
