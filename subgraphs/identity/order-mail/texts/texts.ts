import type { Language } from '#kit/graph/languages/language.ts';
import { type Message, sayIn, type Writer, writers } from '#kit/graph/languages/messages.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';

/** The texts of mails about orders in every language. */
export const orderMailTexts = { EN: english, FR: french, JA: japanese, IT: italian };

const sayOrderMail = sayIn<typeof english>(orderMailTexts);

/** Writes the texts of one mail, in its language. */
export interface Speaker {
  say(message: Message<typeof english>): string;
  write: Writer;
}

/** Writes in a language. */
export function speakerOf(language: Language): Speaker {
  return { say: (message) => sayOrderMail(message, language), write: writers[language] };
}
