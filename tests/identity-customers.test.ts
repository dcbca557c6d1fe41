import { afterAll, beforeAll } from '@jest/globals';
import { addressSuite } from './identity-addresses.suite.ts';
import { appSuite } from './identity-apps.suite.ts';
import { curatorSuite } from './identity-curators.suite.ts';
import { lockoutSuite } from './identity-lockout.suite.ts';
import { passkeySuite } from './identity-passkeys.suite.ts';
import { passwordSuite } from './identity-passwords.suite.ts';
import { recoverySuite } from './identity-recovery.suite.ts';
import { refusalSuite } from './identity-refusals.suite.ts';
import { sessionSuite } from './identity-sessions.suite.ts';
import { startIdentity, type TestIdentity } from './support/identity.ts';

/** Customers at the gate, over one identity, PostgreSQL and Redis. */
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
addressSuite(() => identity);
// The last, since it takes Redis away for a while.
sessionSuite(() => identity);
