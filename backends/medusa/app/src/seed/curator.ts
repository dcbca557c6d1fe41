import type { MedusaContainer } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import { createUserAccountWorkflow } from '@medusajs/medusa/core-flows';

const email = 'curator@axiom.example';

/** What the curator may do in the graph; without this list, an admin user may do nothing there. */
const scopes = ['audit:read', 'journal:write', 'partners:write', 'provenance:write'];

/** Makes the curator, who signs in with `password`. One who is there keeps the password that was set since. */
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
