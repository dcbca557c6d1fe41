import type { TaxLineRow } from '../cost-rows.ts';
import type { ChargeCost } from '../medusa/costs.ts';
import { type Money, minorUnits } from '../money.ts';
import { taxName } from '../texts/names.ts';
import type { TaxedPart } from './credits.ts';
import type { Cell, Table } from './printed.ts';
import type { InvoiceSpeaker } from './texts/texts.ts';

/** The charges of an invoice with the same taxes. */
export interface RatePart extends TaxedPart {
  /** The taxes, named in English; empty for charges without tax. */
  named: readonly Pick<TaxLineRow, 'name' | 'rate'>[];
}

/**
 * The charges of an invoice by their taxes, in the order in which they first occur. The names of taxes are English, so that the parts
 * are the same in every language.
 */
export function byRate(charges: readonly ChargeCost[]): RatePart[] {
  const groups = Map.groupBy(charges, ({ taxLines }) => taxLines.map(({ name, rate }) => `${name} ${rate}`).join('\n'));
  return [...groups.values()].map((group) => ({
    named: (group[0] as ChargeCost).taxLines,
    net: sum(group.map(({ taxedTotal }) => taxedTotal.net)),
    taxes: (group[0] as ChargeCost).taxLines.map((_, place) =>
      sum(group.map(({ taxLines }) => taxLines[place]?.amount as Money)),
    ),
  }));
}

/** The table of the taxes by rate. `print` formats an amount in minor units. */
export function taxTable(
  { language, say }: InvoiceSpeaker,
  parts: readonly RatePart[],
  print: (minorUnits: bigint) => string,
): Table {
  const row = (name: string, net: bigint, tax: bigint): Cell[] => [
    { text: name },
    { text: print(net) },
    { text: print(tax) },
  ];
  return {
    heading: say('taxByRate'),
    columns: [
      { title: say('tax'), width: 5, isNumber: false },
      { title: say('netAmount'), width: 2, isNumber: true },
      { title: say('taxAmount'), width: 2, isNumber: true },
    ],
    rows: parts.flatMap(({ named, net, taxes }) =>
      named.length === 0
        ? [row(say('noTax'), net, 0n)]
        : named.map(({ name, rate }, place) =>
            row(`${taxName(name, language)} ${rate} %`, net, taxes[place] as bigint),
          ),
    ),
  };
}

function sum(amounts: readonly Money[]): bigint {
  return amounts.reduce((total, amount) => total + minorUnits(amount), 0n);
}
