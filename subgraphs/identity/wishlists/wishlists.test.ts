import { afterAll, beforeAll } from '@jest/globals';
import { startIdentity, type TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { consentSuite } from '../consent/consent.suite.ts';
import { noticeSuite } from '../notices/notices.suite.ts';
import { personalDataSuite } from '../personal-data/personal-data.suite.ts';
import { wishlistSuite } from './wishlists.suite.ts';

/** What customers keep and agree to, at one identity. */
let identity: TestIdentity;
beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity?.close());

wishlistSuite(() => identity);
consentSuite(() => identity);
noticeSuite(() => identity);
personalDataSuite(() => identity);
