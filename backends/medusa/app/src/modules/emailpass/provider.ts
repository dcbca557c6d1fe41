import { randomBytes } from 'node:crypto';
import { EmailPassAuthService } from '@medusajs/auth-emailpass/dist/services/emailpass';
import type {
  AuthenticationInput,
  AuthenticationResponse,
  AuthIdentityDTO,
  AuthIdentityProviderService,
} from '@medusajs/framework/types';
import { MedusaError } from '@medusajs/framework/utils';

/**
 * Medusa's password provider, but it checks a hash for every address, so that accounts cannot be enumerated by
 * response time: Medusa's own responds faster for an unknown address.
 */
export class PasswordAuthProvider extends EmailPassAuthService {
  /** The hash of a random password, with the same parameters as all other hashes. */
  private unknownPassword: Promise<string> | undefined;

  override async authenticate(
    input: AuthenticationInput,
    identities: AuthIdentityProviderService,
  ): Promise<AuthenticationResponse> {
    const retrieve: AuthIdentityProviderService['retrieve'] = (selector) =>
      identities.retrieve(selector).catch((error: MedusaError) => {
        if (error.type !== MedusaError.Types.NOT_FOUND) throw error;
        return this.makeUnknown(selector.entity_id);
      });
    return super.authenticate(input, { ...identities, retrieve });
  }

  /** An identity that no password matches. */
  private async makeUnknown(entity_id: string): Promise<AuthIdentityDTO> {
    this.unknownPassword ??= this.hashPassword(randomBytes(32).toString('base64url'));
    const provider_metadata = { password: await this.unknownPassword };
    return { id: '', provider_identities: [{ id: '', provider: this.provider, entity_id, provider_metadata }] };
  }
}
