import type { PasskeyResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Passkey as Row } from '../passkeys/credentials.ts';
import { passkeyIdOf } from '../passkeys/passkeys.ts';

export const Passkey: ResolversOver<Row, PasskeyResolvers> = {
  id: passkeyIdOf,
  nodeId: passkeyIdOf,
};
