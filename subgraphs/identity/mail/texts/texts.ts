import { speakersIn } from '#kit/graph/languages/messages.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';

/** The texts of mails about accounts and notices in every language. */
const mailTexts = { EN: english, FR: french, JA: japanese, IT: italian };

/** What writes a mail in a language. */
export const speakerOf = speakersIn<typeof english>(mailTexts);

export type MailSpeaker = ReturnType<typeof speakerOf>;
