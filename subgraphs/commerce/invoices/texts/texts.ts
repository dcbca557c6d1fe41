import { speakersIn } from '#kit/graph/languages/messages.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';

/** The texts of invoices and credit notes in every language. */
export const invoiceTexts = { EN: english, FR: french, JA: japanese, IT: italian };

/** What writes a document in a language. */
export const invoiceSpeaker = speakersIn<typeof english>(invoiceTexts);

export type InvoiceSpeaker = ReturnType<typeof invoiceSpeaker>;
