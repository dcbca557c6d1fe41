/** A passkey of an account. */
export interface Passkey {
  /** In base64url. */
  credentialId: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  isSynced: boolean;
  isBackedUp: boolean;
  transports: string[];
}
