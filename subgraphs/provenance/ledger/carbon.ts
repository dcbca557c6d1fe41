import type { CarbonFootprint, Material, MaterialUse } from './records.ts';

/** The footprint of a product. */
export interface Footprint extends CarbonFootprint {
  productId: string;
}

/** A material's part in a footprint. */
export interface CarbonShare {
  material: Material;
  totalKg: number;
  sharePercent: number;
}

/**
 * What each material contributes to a footprint, the largest first: its mass times its factor, to the milligram, and its
 * part of the whole in percent, to the hundredth; 0 of a footprint of nothing.
 */
export function sharesOf(
  { totalKg: whole }: CarbonFootprint,
  uses: readonly (Pick<MaterialUse, 'massGrams'> & { material: Material })[],
): CarbonShare[] {
  const shares = uses.map(({ material, massGrams }) => {
    const totalKg = (massGrams / 1000) * material.carbonKgPerKg;
    return {
      material,
      totalKg: rounded(totalKg, 6),
      sharePercent: whole > 0 ? rounded((totalKg / whole) * 100, 2) : 0,
    };
  });
  return shares.sort((left, right) => right.totalKg - left.totalKg);
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
