import { afterAll, beforeAll } from '@jest/globals';
import { startIdentity, type TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { wishlistSuite } from './wishlists.suite.ts';

/** What customers keep and agree to, at one identity. */
let identity: TestIdentity;
beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity?.close());

wishlistSuite(() => identity);
