import type { Spending } from '#gateway/limits/spending.ts';

const none: Spending = {
  reserve: async () => undefined,
  quote: () => {},
  settle: () => {},
  report: () => undefined,
  quota: () => undefined,
};

/** Takes no points. */
export const openSpending = (): Spending => none;
export const openFreeSpending = openSpending;
