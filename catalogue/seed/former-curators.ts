import postgres from 'postgres';
import { readEmail } from '#kit/graph/email.ts';
import { grantableScopes } from '#subgraphs/identity/curators/scopes.ts';

/** A curator of earlier versions: an admin user of Medusa with scopes in the user's metadata. */
export interface FormerCurator {
  email: string;
  scopes: string[];
}

/** The former curators in Medusa's database, ordered by address; empty when Medusa has no tables yet. */
export async function readFormerCurators(medusaDatabaseUrl: string): Promise<FormerCurator[]> {
  const sql = postgres(medusaDatabaseUrl, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [{ exists }] = await sql<[{ exists: boolean }]>`select to_regclass('public.user') is not null as exists`;
    if (!exists) return [];
    const users = await sql<{ email: string; scopes: unknown }[]>`
      select email, metadata -> 'axiom_scopes' as scopes from public.user
      where deleted_at is null and metadata -> 'axiom_scopes' is not null order by email`;
    return users.flatMap(({ email, scopes }) => {
      const address = readEmail(email);
      const known = Array.isArray(scopes) ? grantableScopes.filter((scope) => scopes.includes(scope)) : [];
      return address !== undefined && known.length > 0 ? [{ email: address, scopes: known }] : [];
    });
  } finally {
    await sql.end();
  }
}
