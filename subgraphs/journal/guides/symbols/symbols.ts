import type { CareProcess, CareSymbolCode } from '#generated/journal.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';

/** What the symbols say, in each language. */
export const symbolTexts: Record<Language, Record<CareSymbolCode, string>> = {
  ...{ EN: english, FR: french, JA: japanese, IT: italian },
};

/** All symbols in the order of ISO 3758, which is that of the texts. */
export const careSymbols = Object.keys(english) as CareSymbolCode[];

/** The treatment that a symbol is about. */
export function processOf(symbol: CareSymbolCode): CareProcess {
  const [, name = ''] = /(BLEACH|DRY_CLEAN|WET_CLEAN|WASH|IRON|DRY)/.exec(symbol) ?? [];
  return processes[name] as CareProcess;
}

const processes: Record<string, CareProcess> = {
  ...{ WASH: 'WASHING', BLEACH: 'BLEACHING', DRY: 'DRYING', IRON: 'IRONING' },
  ...{ DRY_CLEAN: 'PROFESSIONAL_CARE', WET_CLEAN: 'PROFESSIONAL_CARE' },
};
