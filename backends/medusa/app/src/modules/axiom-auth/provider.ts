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
 * Lets customers in who have signed in at the house: `POST /auth/customer/axiom { token }` gives a token of Medusa's for
 * that of an open session. `…/axiom/register { token }` takes the registration of a new account, and makes the identity
 * that its customer is then made with.
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
      if (identity.app_metadata?.customer_id !== customer) throw new Error('the account is another customer’s here');
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
      // Of two that register at once, the second finds what the first has made.
      return known()
        .catch(() => identities.create({ entity_id: account }))
        .catch(known);
    });
  }

  /** One answer to whatever does not hold, or cannot be checked; the reason goes to the log alone. */
  private async answer(find: () => Promise<AuthIdentityDTO>): Promise<AuthenticationResponse> {
    try {
      return { success: true, authIdentity: await find() };
    } catch (error) {
      this.logger.warn(`Refused a token of the house: ${error instanceof Error ? error.message : error}`);
      return { success: false, error: 'Invalid token' };
    }
  }
}
