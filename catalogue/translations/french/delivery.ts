/** Names and descriptions of ways of delivery, and names of regions: English → translated. */
export const delivery: Record<string, string> = {
  Standard: 'Standard',
  Express: 'Express',
  'Pick up at Rue de Thorigny': 'Retrait rue de Thorigny',
  'Pick up at Minami-Aoyama': 'Retrait à Minami-Aoyama',
  'Three to five working days': 'Trois à cinq jours ouvrés',
  'The next working day': 'Le jour ouvré suivant',
  'At the store, in its opening hours': 'En boutique, aux heures d’ouverture',
  Europe: 'Europe',
  'North America': 'Amérique du Nord',
  'United Kingdom': 'Royaume-Uni',
  Japan: 'Japon',
  Switzerland: 'Suisse',
};
