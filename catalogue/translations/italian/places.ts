/** Places of making: English → translated. */
export const places: Record<string, string> = {
  'Scandicci, Tuscany': 'Scandicci, Toscana',
  'Sainte-Croix, Vaud': 'Sainte-Croix, Vaud',
  'Kamiita, Tokushima': 'Kamiita, Tokushima',
  'Scalloway, Shetland': 'Scalloway, Shetland',
  'San Blas, Cusco': 'San Blas, Cusco',
  'Limoges, Haute-Vienne': 'Limoges, Alta Vienne',
  'Nový Bor, Liberec': 'Nový Bor, Liberec',
  'Svaneke, Bornholm': 'Svaneke, Bornholm',
};
