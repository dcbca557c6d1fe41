import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The texts of mails about orders in Japanese. */
export const japanese: SameMessages<typeof english> = {
  subject: ({ number, brand, event }) => `${brand} ご注文${number}：${event}`,
  seeOrder: 'ご注文を見る',
  footerWhy: ({ number, brand }) =>
    `このメールは、${brand}のご注文${number}にこのアドレスが指定されたためお送りしています。`,
  footerLink: 'リンクをお持ちの方はどなたでもご注文をご覧になれます。このメールを転送しないでください。',

  confirmed: '確定しました',
  thanks: ({ number, placedAt }, { day }) => `ありがとうございます。${day(placedAt)}にご注文${number}を承りました。`,

  shipped: '発送しました',
  onItsWay: 'ご注文の品を発送しました。',
  partOnItsWay: 'ご注文の品の一部を発送しました。',
  inParcel: 'このお荷物の内容',
  trackingNumber: '追跡番号',
  carrier: ({ carrier }) => `配送業者：${carrier}`,
  followParcel: 'お荷物を追跡する',

  pickupReady: 'お受け取りいただけます',
  bringNumber: ({ number }) => `お品物を店舗にご用意しました。ご注文番号${number}をお持ちください。`,
  readyForYou: 'ご用意したお品物',

  pickedUp: 'お渡ししました',
  thanksForVisit: 'こちらのお品物を店舗でお渡ししました。ご来店ありがとうございました。',
  handedOver: 'お渡ししたお品物',

  canceled: 'キャンセルされました',
  nothingShipped: 'ご注文はキャンセルされました。発送はいたしません。',
  canceledPieces: 'キャンセルされたお品物',
  released: 'お支払いは取り消されました。ご請求はありません。',

  returnAccepted: ({ number }) => `返品${number}を承りました`,
  sendBack: 'こちらのお品物をご返送いただけます。',
  openLabel: ({ carrier }) => `${carrier}の返品ラベルはご注文のページにあります。印刷してお荷物にお貼りください。`,
  writeNumber: ({ number }) => `返品番号${number}をお荷物にお書きください。`,
  refundOnArrival: '到着後に返金いたします。',
  returnNumber: ({ number }) => `返品${number}`,
  getLabel: '返品ラベルを取得する',
  seeReturn: '返品を見る',

  refunded: '返金しました',
  refundOfOrder: ({ amount, number }, { price }) => `ご注文${number}について${price(amount)}を返金しました。`,
  refunds: ({ amounts }, { price, list }) => `${list(amounts.map(price))}を返金しました。`,
  refundDelay: 'お支払いと同じ方法で返金されます。金融機関での反映に数日かかる場合があります。',

  yourOrder: 'ご注文内容',
  editionNumber: ({ number, size }) => `番号 ${number}／${size}`,
  attribute: ({ label, value }) => `${label}：${value}`,
  shipsFrom: ({ from }, { day }) => `${day(from)}以降に発送`,

  gift: 'ギフト',
  isWrapped: 'お品物を包装します。',
  hasNoPrices: 'お荷物に価格の記載はありません。',
  onTheCard: 'カードのメッセージ：',

  amounts: '金額（特に記載のない限り税込）',
  piecesBeforeDiscounts: '割引前の商品',
  pieces: '商品',
  discounts: '割引',
  shipping: '送料',
  credit: 'クレジット',
  withoutTax: '税抜',
  tax: '税',
  total: '合計',

  delivery: '配送',
  pickup: '店舗受け取り',
  expected: ({ earliest, latest }, { day }) =>
    `お届け予定：${earliest === latest ? day(latest) : `${day(earliest)}～${day(latest)}`}`,
  ready: ({ earliest, latest }, { day }) =>
    `ご用意予定：${earliest === latest ? day(latest) : `${day(earliest)}～${day(latest)}`}`,
  dutiesUnknown: '税関で関税がかかる場合があります。配送業者にお支払いください。',
  duties: ({ amount }, { price }) => `配送業者にお支払いいただく関税：${price(amount)}`,
};
