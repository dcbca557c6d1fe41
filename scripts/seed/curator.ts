import { recordEvent } from '#subgraphs/identity/audit.ts';
import { curatorsOver } from '#subgraphs/identity/curators/curators.ts';
import { grantableScopes } from '#subgraphs/identity/curators/scopes.ts';
import { openStore } from '#subgraphs/identity/database.ts';

/** The e-mail address of the first curator of a house. */
const firstCurator = 'curator@axiom.example';

/**
 * Adds the first curator, with all scopes and this password, where identity's schema at `databaseUrl` has no curator yet.
 * Curators are never deleted, so this happens once for a house.
 */
export async function seedCurator(databaseUrl: string, password: string): Promise<void> {
  const database = openStore(databaseUrl);
  try {
    const curators = curatorsOver(database, (ask, { action, detail }) =>
      recordEvent(ask, { action, detail: { ...detail, by: 'the first start' } }),
    );
    if ((await curators.count()) === 0) await curators.create(firstCurator, grantableScopes, null, password);
  } finally {
    await database.close();
  }
}
