/** Ends the house that `setup.ts` started. */
export default async function teardown(): Promise<void> {
  const { tearDownHouse } = globalThis as { tearDownHouse?: () => Promise<void> };
  await tearDownHouse?.();
}
