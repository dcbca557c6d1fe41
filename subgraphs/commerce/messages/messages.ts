import { type Message, sayIn } from '#kit/graph/languages/messages.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';

/** A message of an error or a warning, in no language yet. */
export type CommerceMessage = Message<typeof english>;

/** The messages of commerce in every language. */
export const commerceTexts = { EN: english, FR: french, JA: japanese, IT: italian };

/** Writes a message in a language. */
export const sayCommerce = sayIn<typeof english>(commerceTexts);
