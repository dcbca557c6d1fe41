import type { MedusaContainer } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import { createUserAccountWorkflow } from '@medusajs/medusa/core-flows';

const email = 'curator@axiom.example';

/** The curator's scopes in the graph; an admin user without this list has none. */
const scopes = ['audit:read', 'journal:write', 'partners:write', 'provenance:write'];

/** Creates the curator, who signs in with `password`. An existing curator keeps their current password. */
export async function seedCurator(container: MedusaContainer, password: string): Promise<void> {
  const [user] = await container.resolve(Modules.USER).listUsers({ email });
  if (user) return;
  const { authIdentity, error } = await container
    .resolve(Modules.AUTH)
    .register('emailpass', { body: { email, password } });
  if (!authIdentity) throw new Error(`The curator could not be registered: ${error}`);
  const userData = { email, first_name: 'The', last_name: 'Curator', metadata: { axiom_scopes: scopes } };
  await createUserAccountWorkflow(container).run({ input: { authIdentityId: authIdentity.id, userData } });
}
