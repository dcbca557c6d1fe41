import { MarketsDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../graph/use-graph.ts';
import { addressOf, type Language, languageNames, languages, readAddress } from '../locale/locale.ts';
import { navigate } from '../navigation/router.ts';
import { searchIn } from '../pages/list/filter.ts';
import { useShop } from '../shop.tsx';
import { Dialog } from './dialog.tsx';

/** The choice of a country, whose currency, taxes and stock are shown, and of a language. Both are part of the address. */
export function MarketSwitch({ close }: { close(): void }) {
  const { words, locale, format } = useShop();
  const { data } = useGraph(MarketsDocument, {});
  const regions = data?.localization?.availableRegions ?? [];
  const countries = regions
    .flatMap(({ currencyCode, countries }) =>
      countries.map(({ code }) => ({ code, currencyCode, name: format.country(code) })),
    )
    .sort((one, other) => one.name.localeCompare(other.name, locale.language));
  const go = (change: Partial<typeof locale>) => {
    const { path = '/' } = readAddress(location.pathname) ?? {};
    navigate(addressOf({ ...locale, ...change }, path) + searchIn(change, location.search), { replace: true });
  };
  return (
    <Dialog title={words.market} className="side" close={close}>
      <label className="field">
        <span>{words.country}</span>
        <select value={locale.country} onChange={(event) => go({ country: event.target.value })}>
          {countries.length === 0 && <option value={locale.country}>{format.country(locale.country)}</option>}
          {countries.map(({ code, name, currencyCode }) => (
            <option key={code} value={code}>
              {name} — {currencyCode}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="choices">
        <legend>{words.language}</legend>
        {languages.map((language: Language) => (
          <label key={language} lang={language.toLowerCase()}>
            <input
              type="radio"
              name="language"
              checked={language === locale.language}
              onChange={() => go({ language })}
            />
            {languageNames[language]}
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
