import type {
  AuthenticationInput,
  AuthenticationResponse,
  AuthIdentityDTO,
  AuthIdentityProviderService,
  Logger,
} from '@medusajs/framework/types';
import { AbstractAuthModuleProvider } from '@medusajs/framework/utils';
import { type Credentials, openCredentials, Trust } from './credentials';

/**
 * Authenticates customers who have signed in through the graph: `POST /auth/customer/axiom { token }` exchanges the
 * token of an open session for a Medusa token. `…/axiom/register { token }` accepts the registration of a new account,
 * and creates the identity for its customer.
 */
export class AxiomAuthProvider extends AbstractAuthModuleProvider {
  static identifier = 'axiom';
  static DISPLAY_NAME = 'Passkey';

  static validateOptions(options: object): void {
    Trust.parse(options);
  }

  private readonly logger: Logger;
  private readonly credentials: Credentials;

  constructor({ logger }: { logger: Logger }, trust: Trust) {
    super();
    this.logger = logger;
    this.credentials = openCredentials(trust);
  }

  async authenticate(
    { body }: AuthenticationInput,
    identities: AuthIdentityProviderService,
  ): Promise<AuthenticationResponse> {
    return this.answer(async () => {
      const { account, customer } = await this.credentials.session(body?.token);
      const identity = await identities.retrieve({ entity_id: account });
      if (identity.app_metadata?.customer_id !== customer) throw new Error('the account belongs to another customer');
      return identity;
    });
  }

  async register(
    { body }: AuthenticationInput,
    identities: AuthIdentityProviderService,
  ): Promise<AuthenticationResponse> {
    return this.answer(async () => {
      const account = await this.credentials.registration(body?.token);
      const known = () => identities.retrieve({ entity_id: account });
      // Of two parallel registrations, the second finds the identity of the first.
      return known()
        .catch(() => identities.create({ entity_id: account }))
        .catch(known);
    });
  }

  /** The same response for every token that is invalid or cannot be verified; only the log has the reason. */
  private async answer(find: () => Promise<AuthIdentityDTO>): Promise<AuthenticationResponse> {
    try {
      return { success: true, authIdentity: await find() };
    } catch (error) {
      this.logger.warn(`customer_token_refused: ${error instanceof Error ? error.message : error}`);
      return { success: false, error: 'Invalid token' };
    }
  }
}
