import type { CostAccount } from '#gateway/limits/cost-account.ts';

const none: CostAccount = {
  reserve: async () => undefined,
  quote: () => {},
  settle: () => {},
  report: () => undefined,
  quota: () => undefined,
};

/** Takes no points. */
export const openCostAccount = (): CostAccount => none;
export const openUnlimitedCostAccount = openCostAccount;
