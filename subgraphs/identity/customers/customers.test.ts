import { afterAll, beforeAll } from '@jest/globals';
import { startIdentity, type TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { cachePurgeSuite } from '../curators/cache-purge.suite.ts';
import { curatorSuite } from '../curators/curators.suite.ts';
import { appSuite } from '../passkeys/apps.suite.ts';
import { passkeySuite } from '../passkeys/passkeys.suite.ts';
import { recoverySuite } from '../passkeys/recovery.suite.ts';
import { refusalSuite } from '../passkeys/refusals.suite.ts';
import { sessionSuite } from '../sessions/sessions.suite.ts';
import { addressSuite } from './addresses.suite.ts';
import { lockoutSuite } from './lockout.suite.ts';
import { passwordResetSuite } from './password-reset.suite.ts';
import { passwordSuite } from './passwords.suite.ts';

/** Customers signing in at one identity, PostgreSQL and Redis. */
let identity: TestIdentity;
beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity?.close());

passkeySuite(() => identity);
appSuite(() => identity);
refusalSuite(() => identity);
recoverySuite(() => identity);
passwordSuite(() => identity);
lockoutSuite(() => identity);
curatorSuite(() => identity);
cachePurgeSuite(() => identity);
addressSuite(() => identity);
passwordResetSuite(() => identity);
// Last, because it stops Redis for a while.
sessionSuite(() => identity);
