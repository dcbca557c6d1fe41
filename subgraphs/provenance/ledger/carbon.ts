import type { CarbonFootprint, Material, MaterialUse } from './records.ts';

/** The footprint of a product. */
export interface Footprint extends CarbonFootprint {
  productId: string;
}

/** The contribution of a material to a footprint. */
export interface CarbonShare {
  material: Material;
  totalKg: number;
  sharePercent: number;
}

/**
 * The contribution of each material to a footprint, largest first: mass times factor, rounded to the milligram, and the
 * share of the total in percent, rounded to two decimals; 0 when the total is 0.
 */
export function sharesOf(
  { totalKg: total }: CarbonFootprint,
  uses: readonly (Pick<MaterialUse, 'massGrams'> & { material: Material })[],
): CarbonShare[] {
  const shares = uses.map(({ material, massGrams }) => {
    const totalKg = (massGrams / 1000) * material.carbonKgPerKg;
    return {
      material,
      totalKg: rounded(totalKg, 6),
      sharePercent: total > 0 ? rounded((totalKg / total) * 100, 2) : 0,
    };
  });
  return shares.sort((left, right) => right.totalKg - left.totalKg);
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
