/** Places of making: English → translated. */
export const places: Record<string, string> = {
  'Scandicci, Tuscany': 'Scandicci, Toscane',
  'Sainte-Croix, Vaud': 'Sainte-Croix, Vaud',
  'Kamiita, Tokushima': 'Kamiita, Tokushima',
  'Scalloway, Shetland': 'Scalloway, Shetland',
  'San Blas, Cusco': 'San Blas, Cuzco',
  'Limoges, Haute-Vienne': 'Limoges, Haute-Vienne',
  'Nový Bor, Liberec': 'Nový Bor, Liberec',
  'Svaneke, Bornholm': 'Svaneke, Bornholm',
};
