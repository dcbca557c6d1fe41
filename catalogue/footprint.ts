import { materials } from './materials/materials.ts';
import type { Material, Provenance } from './types.ts';

/** What was written down at the bench about one piece. All carbon in kilograms of CO₂ equivalent. */
export interface Account {
  /** The mass of each material in the finished product. */
  grams: Record<Material['id'], number>;
  /** Energy and supplies of the atelier. */
  making: number;
  /** Freight from the suppliers and to the stock locations. */
  transport: number;
  /** Use and end of life. If given, the system boundary is cradle to grave, otherwise cradle to gate. */
  use?: number;
  method: string;
  verifiedBy?: string;
}

/**
 * The materials and the carbon of one piece.
 *
 * Shares are parts of the mass in percent, in steps of a half, and add up to exactly 100; the largest comes first.
 * The rule for carbon: each material's mass times its factor, plus making, transport and use, rounded to a tenth of a kilogram.
 */
export function accountFor({ grams, making, transport, use, method, verifiedBy }: Account) {
  const uses = usesOf(grams);
  const embodied = uses.reduce((sum, { material, massGrams }) => sum + (massGrams / 1000) * factorOf(material), 0);
  return {
    materials: uses,
    carbon: {
      totalKg: Math.round((embodied + making + transport + (use ?? 0)) * 10) / 10,
      method,
      boundary: use === undefined ? 'CRADLE_TO_GATE' : 'CRADLE_TO_GRAVE',
      ...(verifiedBy && { verifiedBy }),
    },
  } satisfies Pick<Provenance, 'materials' | 'carbon'>;
}

/** Rounds down to half percents, then gives what is left to the materials that lost most by it. */
function usesOf(grams: Account['grams']): Provenance['materials'] {
  const entries = Object.entries(grams) as [Material['id'], number][];
  const total = entries.reduce((sum, [, mass]) => sum + mass, 0);
  const halves = entries.map(([, mass]) => Math.floor((mass / total) * 200));
  const missing = 200 - halves.reduce((sum, half) => sum + half, 0);
  const lost = entries.map(([, mass], index) => (mass / total) * 200 - (halves[index] ?? 0));
  const raised = new Set([...lost.keys()].sort((a, b) => (lost[b] ?? 0) - (lost[a] ?? 0)).slice(0, missing));
  return entries
    .map(([material, massGrams], index) => ({
      material,
      sharePercent: ((halves[index] ?? 0) + (raised.has(index) ? 1 : 0)) / 2,
      massGrams,
    }))
    .sort((a, b) => b.massGrams - a.massGrams);
}

function factorOf(id: Material['id']): number {
  const material = materials.find((candidate) => candidate.id === id);
  if (!material) throw new Error(`No material ${id}.`);
  return material.carbonKgPerKg;
}
