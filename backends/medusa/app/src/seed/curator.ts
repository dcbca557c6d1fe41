import type { MedusaContainer } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import { createUserAccountWorkflow } from '@medusajs/medusa/core-flows';

const email = 'curator@axiom.example';

/** Makes the curator, who signs in with `password`. One who is there keeps the password that was set since. */
export async function seedCurator(container: MedusaContainer, password: string): Promise<void> {
  const [user] = await container.resolve(Modules.USER).listUsers({ email });
  if (user) return;
  const { authIdentity, error } = await container
    .resolve(Modules.AUTH)
    .register('emailpass', { body: { email, password } });
  if (!authIdentity) throw new Error(`The curator could not be registered: ${error}`);
  await createUserAccountWorkflow(container).run({
    input: { authIdentityId: authIdentity.id, userData: { email, first_name: 'The', last_name: 'Curator' } },
  });
}
