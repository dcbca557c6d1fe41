import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The texts of invoices and credit notes in Japanese. */
export const japanese: SameMessages<typeof english> = {
  invoice: '請求書',
  creditNote: '返金明細書',
  page: ({ page, count }) => `${page}／${count}ページ`,

  number: '番号',
  issuedAt: '発行日',
  creditedInvoice: '対象の請求書',
  invoicedAt: '請求書の発行日',
  reason: '理由',
  order: 'ご注文番号',
  orderedAt: 'ご注文日',
  currency: '通貨',

  seller: '販売者',
  taxNumber: ({ taxId }) => `税務登録番号 ${taxId}`,
  buyer: '購入者',
  deliveredTo: 'お届け先',

  articles: '商品と配送',
  returnedArticles: '返品された商品',
  description: '品名',
  quantity: '数量',
  unitPrice: '単価',
  taxRate: '税率',
  net: '税抜',
  tax: '税額',
  gross: '税込',
  delivery: ({ name }) => `配送：${name}`,
  attribute: ({ label, value }) => `${label}：${value}`,
  editionNumber: ({ number, size }) => `番号 ${number}／${size}`,
  netUnitPrice: ({ price }) => `税抜単価 ${price}`,
  discount: ({ amount }) => `割引 ${amount}`,

  taxByRate: '税率別の内訳',
  netAmount: '税抜金額',
  taxAmount: '税額',
  noTax: '非課税',

  discounts: '割引（差引済み）',
  beforeCredit: 'クレジット適用前',
  credit: 'クレジット',
  total: '合計',
  refunded: '返金合計',

  unitPricesBeforeDiscounts: '単価は割引前の金額です。',
  noTaxCharged: 'このご注文に税はかかっていません。',
  outsideUnion: '欧州連合の域外への配送のため、付加価値税はかかっていません。',
  importDuties: '到着時に、お届け先の国の関税および税がかかる場合があります。',
};
