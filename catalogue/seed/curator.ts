import { recordEvent } from '#subgraphs/identity/audit/audit-log.ts';
import { createCuratorStore } from '#subgraphs/identity/curators/curators.ts';
import { grantableScopes } from '#subgraphs/identity/curators/scopes.ts';
import { openIdentityDatabase } from '#subgraphs/identity/database.ts';
import type { FormerCurator } from './former-curators.ts';

/** The e-mail address of the first curator of an installation. */
const firstCurator = 'curator@axiom.example';

/**
 * When identity's schema at `databaseUrl` has no curators, adds the former curators with their scopes, and the first curator
 * with all scopes and this password. Curators are never deleted, so this happens once per installation. Resolves to the
 * addresses of the former curators: their passwords are not copied, so each needs `npm run curator -- reset`.
 */
export async function seedCurators(
  databaseUrl: string,
  password: string,
  readFormer: () => Promise<FormerCurator[]> = async () => [],
): Promise<string[]> {
  const database = openIdentityDatabase(databaseUrl);
  try {
    const curators = createCuratorStore(database, (query, { action, detail }) =>
      recordEvent(query, { action, detail: { ...detail, by: 'the first start' } }),
    );
    if ((await curators.count()) > 0) return [];
    const former = (await readFormer()).filter(({ email }) => email !== firstCurator);
    for (const { email, scopes } of former) await curators.create(email, scopes, null);
    await curators.create(firstCurator, grantableScopes, null, password);
    return former.map(({ email }) => email);
  } finally {
    await database.close();
  }
}
