import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The messages of user errors in Japanese. */
export const japanese: SameMessages<typeof english> = {
  notAccepted: '受け付けられませんでした。もう一度お試しください。',
  currentPasswordWrong: '現在のパスワードが正しくありません。',
  signUpPasswordWrong: '登録時のパスワードと一致しません。',
  accountPasswordWrong: 'アカウントのパスワードと一致しません。',
  signUpPasswordRequired: 'このリンクは登録を完了するためのものです。登録時のパスワードを入力してください。',
  accountPasswordRequired: 'アカウントにログインするか、パスワードを入力してください。',
  passwordTooCommon: 'このパスワードはよく使われており、推測されやすいものです。',
  emailInvalid: 'メールアドレスが正しくありません。',
  emailNotVerified: 'アカウントのメールアドレスの確認が必要です。',
  emailMissing: 'このアカウントにはメールアドレスがありません。',
  emailTaken: 'このメールアドレスはすでに登録されています。ログインするか、パスワードを再設定してください。',
  lengthInvalid: ({ least, most }, { number }) => `${number(least)}文字以上${number(most)}文字以内で入力してください。`,

  noSuchPasskey: 'このパスキーは見つかりません。',
  noSuchSession: 'このセッションは見つかりません。',
  lastPasskey: '未使用のリカバリーコードがないため、最後のパスキーを無効にすることはできません。',
  recoveryCooldown: 'アカウントの復旧から24時間は、それ以前のパスキーを無効にできません。',
  tooManyPasskeys: ({ most }, { number }) => `1つのアカウントに登録できるパスキーは${number(most)}個までです。`,

  noSuchProduct: 'この商品は見つかりません。',
  noSuchVariant: 'このバリエーションは見つかりません。',
  noVariantOfProduct: 'この商品には指定のバリエーションがありません。',
  noSuchWishlistItem: 'ウィッシュリストにこのアイテムはありません。',
  tooManyWishlistItems: ({ most }, { number }) => `ウィッシュリストに登録できるアイテムは${number(most)}点までです。`,

  textVersionInvalid: '英字、数字、ピリオド、ハイフン、アンダースコアを使い、1文字以上64文字以内で入力してください。',
  sourceReserved: 'この取得元は配信停止リンク専用です。',
  consentChangedTooOften: '同意の変更回数が上限に達しました。',
  deletionNotConfirmed: '削除を確認するため、お客様のIDを入力してください。',
  openOrders: ({ orders }, { list }) => `未発送、または返品手続き中のご注文があります：${list(orders)}。`,
  dataTooLarge: 'データが4MBを超えています。別の方法でお送りしますので、ショップにお問い合わせください。',

  noSuchPartner: 'このパートナーは見つかりません。',
  partnerTaken: 'この名前のパートナーはすでに存在します。',
  noSuchKey: 'このキーは見つかりません。',
  keyScopesInvalid: ({ scopes }, { list }) => `キーに指定できるスコープは${list(scopes)}です。`,
  tooManyKeys: ({ most }, { number }) =>
    `有効なキーはモードごとに${number(most)}個までです。先に1つ無効にしてください。`,
  tooManyOrigins: ({ most }, { number }) => `1つのキーに指定できるオリジンは${number(most)}個までです。`,
  originInvalid:
    'オリジンはスキーム、ホスト、必要に応じてポートで指定します（例：https://shop.example）。パスや`*`は使えません。',
  expiryInvalid: '有効期限は現在より後、2年以内で指定してください。',
  noSuchEndpoint: 'このエンドポイントは見つかりません。',
  noSuchDelivery: 'この配信は見つかりません。',
  endpointOff: 'エンドポイントは無効になっています。先に有効にしてください。',
  endpointUrlInvalid:
    'インターネット上で公開されているhttpsのURLで、ポートは443または許可されたものを指定してください。',
  eventTypeRequired: 'イベントの種類を1つ以上指定してください。',
  tooManyEndpoints: ({ most }, { number }) =>
    `1つのパートナーに登録できるエンドポイントは${number(most)}個までです。先に1つ削除してください。`,

  noSuchCurator: 'このキュレーターは見つかりません。',
  curatorTaken: 'このメールアドレスのキュレーターはすでに存在します。',
  ownScopes: 'キュレーターが自分自身にスコープを付与することはできません。',
  lastAdministrator: ({ scope }) => `スコープ${scope}を持つキュレーターが少なくとも1人必要です。`,
  curatorScopesInvalid: ({ scopes }, { list }) => `キュレーターに指定できるスコープは${list(scopes)}です。`,
  ownReset: '自分自身をリセットすることはできません。現在のパスワードを使ってパスワードを変更してください。',
  cacheTagInvalid: 'タグには種類とID（例：`product:prod_1`）、一覧（例：`products`）、または`*`を指定します。',
  cacheTagCountInvalid: ({ most }, { number }) => `タグは1個以上${number(most)}個以内で指定してください。`,
};
