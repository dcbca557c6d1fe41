import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The texts of mails about accounts and notices in Japanese. */
export const japanese: SameMessages<typeof english> = {
  ignore: 'お心当たりのない場合は、このメールを破棄してください。何も変更されていません。',
  linkDay: 'リンクは24時間以内に一度だけ有効です。',

  confirmSubject: ({ brand }) => `${brand}：メールアドレスの確認`,
  confirmAddress: 'アドレスを確認する',
  signedUp: ({ brand }) => `このメールアドレスで${brand}への登録の申し込みがありました。`,
  signUpConfirm:
    'ご本人の場合は、登録時に決めたパスワードでアドレスを確認してください。リンクは24時間以内に一度だけ有効です。',
  signUpIgnore: 'お心当たりのない場合は、このメールを破棄してください。アカウントは作成されません。',
  knownSubject: ({ brand }) => `${brand}：このアドレスのアカウントはすでにあります`,
  knownTried: ({ brand }) =>
    `このメールアドレスで${brand}への登録の申し込みがありましたが、このアドレスのアカウントはすでにあります。`,
  knownSignIn: 'ご本人の場合は、サインインしてください。パスワードをお忘れの場合は、再設定してください。',
  verifyAddress:
    'このメールアドレスがご本人のものであることを確認してください。このアドレスでゲストとして注文された内容も、アカウントに表示されるようになります。',

  resetSubject: ({ brand }) => `${brand}：パスワードの再設定`,
  resetRequested: ({ brand }) => `${brand}のアカウントについて、新しいパスワードの申し込みがありました。`,
  resetChoose:
    'ご本人の場合は、新しいパスワードを決めてください。リンクは30分以内に一度だけ有効です。新しいリンクが届くと、前のリンクは使えなくなります。',
  choosePassword: '新しいパスワードを決める',
  resetPassword: 'パスワードを再設定する',
  resetIgnore: 'お心当たりのない場合は、このメールを破棄してください。パスワードは変更されていません。',
  unknownSubject: ({ brand }) => `${brand}：このアドレスのアカウントはありません`,
  unknownRequested: ({ brand }) =>
    `${brand}で新しいパスワードの申し込みがありましたが、このメールアドレスのアカウントはありません。`,
  unknownElse: 'ご本人の場合は、別のアドレスまたはパスキーで登録された可能性があります。',

  deletedSubject: ({ brand }) => `${brand}：アカウントを削除しました`,
  deletedData: 'アカウントとお客様のデータを削除しました。注文と請求書は、法律で定められた期間保管されます。',
  deletedLast: 'このアカウントについてのメールはこれが最後です。',
  deletedHow: '削除にはアカウントのパスワードまたはパスキーが必要です。元に戻すことはできません。',

  noticeSubject: ({ subject, brand }) => `${brand}：${subject}`,
  noticeEvent: ({ event, at, place }, { time }) => `${event}日時：${time(at)}。端末・場所：${place}。`,
  unknownDevice: '不明な端末',
  noticeFine: 'ご本人の場合は、何もする必要はありません。',
  notMe: '身に覚えがない：パスワードを再設定する',
  notMeCustomer:
    'お心当たりのない場合は、すぐにパスワードを再設定してください。すべてのセッションが終了します。その後パスキーを確認し、ご自身のものでないパスキーを削除してください。',
  notMeCurator:
    'お心当たりのない場合は、キュレーターを管理する担当者にすぐに連絡してください。担当者はセッションを終了できます。',

  newDeviceSubject: '新しい端末からのサインイン',
  newDevice: '新しい端末からアカウントへのサインインがありました。',
  passwordChangedSubject: 'パスワードの変更',
  passwordChanged: 'アカウントのパスワードが変更されました。',
  passkeyAddedSubject: 'パスキーの追加',
  passkeyAdded: 'アカウントにパスキーが追加されました。',
  passkeyRemovedSubject: 'パスキーの削除',
  passkeyRemoved: 'アカウントからパスキーが削除されました。',
  recoveryCodesMadeSubject: '新しい復旧コードの作成',
  recoveryCodesMade: 'アカウントの新しい復旧コードが作成されました。以前のコードは使えません。',
  recoveryCodeUsedSubject: '復旧コードの使用',
  recoveryCodeUsed: '復旧コードでアカウントへのサインインがありました。ほかのセッションはすべて終了しました。',
  dataExportedSubject: 'データの書き出し',
  dataExported: 'アカウントのデータが書き出されました。',

  stockConfirmSubject: ({ brand }) => `${brand}：お申し込みの確認`,
  stockConfirm: ({ title }) => `「${title}」の再入荷をこのアドレスに知らせるお申し込みがありました。`,
  stockConfirmLink: 'ご本人の場合は、確認してください。リンクは24時間以内に一度だけ有効です。',
  confirmRequest: '申し込みを確認する',
  stockConfirmIgnore: 'お心当たりのない場合は、このメールを破棄してください。ほかのメールは届きません。',
  backInStock: ({ title }) => `再入荷：${title}`,
  backInStockFor: ({ title, price }) => `再入荷：${title}、${price}`,
  backInStockAt: ({ title, brand }) =>
    `「${title}」が${brand}に再入荷しました。数に限りがあり、お取り置きはしておりません。`,
  seeProduct: '商品を見る',
  stockBackWhy: 'お申し込みいただいたため、このメールを一度だけお送りしています。',

  reduced: ({ title, price }) => `値下げ：${title}、${price}`,
  reducedFrom: ({ title, price, before }) => `値下げ：${title}、${price}（以前は${before}）`,
  wishlistSubject: ({ count }, { number }) => `ほしいものリストの${number(count)}点についてのお知らせ`,
  wishlistWhy: 'ほしいものリストの商品についてのお知らせを申し込まれたため、このメールをお送りしています。',

  marketingSubject: ({ brand }) => `${brand}からのお知らせ`,
  marketingAgreed: ({ brand }) =>
    `${brand}からのお知らせをメールで受け取ることに同意されました。同意はいつでも取り消せます。`,
  marketingNotMe: 'お心当たりのない場合は、下のリンクで同意を取り消し、アカウントのセッションを確認してください。',
};
