import { speakersIn } from '#kit/graph/languages/messages.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';

/** The texts of mails about orders in every language. */
export const orderMailTexts = { EN: english, FR: french, JA: japanese, IT: italian };

/** What writes a mail in a language. */
export const speakerOf = speakersIn<typeof english>(orderMailTexts);

export type Speaker = ReturnType<typeof speakerOf>;
