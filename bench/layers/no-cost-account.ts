import type { CostAccount } from '#gateway/limits/cost-account.ts';

const none: CostAccount = {
  reserve: async () => undefined,
  quote: () => {},
  settle: () => {},
  report: () => undefined,
  quota: () => undefined,
};

/** An account that charges nothing. */
export const openCostAccount = (): CostAccount => none;
export const openUnlimitedCostAccount = openCostAccount;
export const openFreeAccount = openCostAccount;
