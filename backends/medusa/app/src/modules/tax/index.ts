import type {
  Context,
  ITaxModuleService,
  ItemTaxLineDTO,
  ShippingTaxLineDTO,
  TaxableItemDTO,
  TaxableShippingDTO,
  TaxCalculationContext,
} from '@medusajs/framework/types';
import tax, { discoveryPath } from '@medusajs/medusa/tax';

const MedusaTax = tax.service as new (...needed: never[]) => ITaxModuleService;

/**
 * Medusa's taxes, but a province matches both as in addresses (`NY`) and in ISO 3166-2 (`US-NY`), which is the format in which
 * Medusa's admin application stores tax regions. Medusa compares the texts, and would calculate no tax.
 */
class ProvinceTax extends MedusaTax {
  override async getTaxLines(
    items: (TaxableItemDTO | TaxableShippingDTO)[],
    taxContext: TaxCalculationContext,
    shared?: Context,
  ): Promise<(ItemTaxLineDTO | ShippingTaxLineDTO)[]> {
    const { address } = taxContext;
    const province = await provinceOf(address, (names) =>
      this.listTaxRegions(
        { country_code: address.country_code.toLowerCase(), province_code: names },
        { take: 1 },
        shared,
      ),
    );
    return super.getTaxLines(items, { ...taxContext, address: { ...address, province_code: province } }, shared);
  }
}

/** The province of an address in the format of its tax region; unchanged where there is no tax region. */
async function provinceOf(
  { country_code, province_code }: TaxCalculationContext['address'],
  find: (names: string[]) => Promise<{ province_code: string | null }[]>,
): Promise<string | null | undefined> {
  const province = province_code?.trim().toLowerCase();
  if (!province) return province_code;
  const mark = `${country_code.toLowerCase()}-`;
  const bare = province.startsWith(mark) ? province.slice(mark.length) : province;
  const [region] = await find([bare, `${mark}${bare}`]);
  return region?.province_code ?? province;
}

// As in the pricing module, the service is replaced where Medusa reads it.
tax.service = ProvinceTax;

export { discoveryPath };
export default tax;
