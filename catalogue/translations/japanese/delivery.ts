/** Names and descriptions of ways of delivery, and names of regions: English → translated. */
export const delivery: Record<string, string> = {
  Standard: '通常配送',
  Express: 'お急ぎ配送',
  'Pick up at Rue de Thorigny': 'トリニー通り店での受け取り',
  'Pick up at Minami-Aoyama': '南青山店での受け取り',
  'Three to five working days': '三〜五営業日',
  'The next working day': '翌営業日',
  'At the store, in its opening hours': '店舗にて、営業時間内',
  Europe: 'ヨーロッパ',
  'North America': '北アメリカ',
  'United Kingdom': 'イギリス',
  Japan: '日本',
  Switzerland: 'スイス',
};
