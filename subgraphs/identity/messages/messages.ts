import { type Message, sayIn } from '#kit/graph/languages/messages.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';

/** A message of a user error, in no language yet. */
export type IdentityMessage = Message<typeof english>;

/** The messages of identity in every language. */
export const identityTexts = { EN: english, FR: french, JA: japanese, IT: italian };

/** Writes a message in a language. */
export const sayIdentity = sayIn<typeof english>(identityTexts);
