import { french } from './french/french.ts';
import { italian } from './italian/italian.ts';
import { japanese } from './japanese/japanese.ts';
import type { Texts, TranslationLanguage } from './types.ts';

/** The sample catalogue in every language other than English. */
export const translations: Record<TranslationLanguage, Texts> = { FR: french, JA: japanese, IT: italian };
