import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The texts of mails about accounts and notices in French. */
export const french: SameMessages<typeof english> = {
  ignore: 'Si vous n’avez rien demandé, ignorez cet e-mail. Rien n’a changé.',
  linkDay: 'Le lien fonctionne une fois, pendant 24 heures.',

  confirmSubject: ({ brand }) => `Confirmez votre adresse e-mail chez ${brand}`,
  confirmAddress: 'Confirmer cette adresse',
  signedUp: ({ brand }) => `Cette adresse e-mail a été utilisée pour une inscription chez ${brand}.`,
  signUpConfirm:
    'Si c’était vous, confirmez l’adresse avec le mot de passe que vous avez choisi. Le lien fonctionne une fois, pendant 24 heures.',
  signUpIgnore: 'Si ce n’était pas vous, ignorez cet e-mail. Aucun compte n’est créé.',
  knownSubject: ({ brand }) => `Vous avez déjà un compte chez ${brand}`,
  knownTried: ({ brand }) =>
    `Une inscription chez ${brand} a été tentée avec cette adresse e-mail, qui a déjà un compte.`,
  knownSignIn: 'Si c’était vous, connectez-vous. Si vous avez oublié votre mot de passe, réinitialisez-le.',
  verifyAddress:
    'Confirmez que cette adresse e-mail est la vôtre. Les commandes passées avec elle sans compte apparaîtront alors dans votre compte.',

  resetSubject: ({ brand }) => `Réinitialisez votre mot de passe chez ${brand}`,
  resetRequested: ({ brand }) => `Un nouveau mot de passe a été demandé pour votre compte chez ${brand}.`,
  resetChoose:
    'Si c’était vous, choisissez un nouveau mot de passe. Le lien fonctionne une fois, pendant 30 minutes. Un lien plus récent le remplace.',
  choosePassword: 'Choisir un nouveau mot de passe',
  resetPassword: 'Réinitialiser le mot de passe',
  resetIgnore: 'Si ce n’était pas vous, ignorez cet e-mail. Votre mot de passe n’a pas changé.',
  unknownSubject: ({ brand }) => `Il n’y a pas de compte chez ${brand} avec cette adresse`,
  unknownRequested: ({ brand }) =>
    `Un nouveau mot de passe a été demandé chez ${brand}, mais aucun compte n’a cette adresse e-mail.`,
  unknownElse: 'Si c’était vous, vous avez peut-être utilisé une autre adresse, ou une clé d’accès.',

  deletedSubject: ({ brand }) => `Votre compte chez ${brand} a été supprimé`,
  deletedData:
    'Votre compte et vos données ont été supprimés. Les commandes et leurs factures sont conservées aussi longtemps que la loi l’exige.',
  deletedLast: 'Ceci est le dernier e-mail au sujet de ce compte.',
  deletedHow: 'Une suppression demande le mot de passe ou une clé d’accès du compte. Elle est définitive.',

  noticeSubject: ({ subject, brand }) => `${subject} – ${brand}`,
  noticeEvent: ({ event, at, place }, { time }) => `${event} C’était le ${time(at)}, depuis ${place}.`,
  unknownDevice: 'un appareil inconnu',
  noticeFine: 'Si c’était vous, vous n’avez rien à faire.',
  notMe: 'Ce n’était pas moi : réinitialiser le mot de passe',
  notMeCustomer:
    'Si ce n’était pas vous, réinitialisez votre mot de passe immédiatement. Cela met fin à toutes les sessions. Vérifiez ensuite vos clés d’accès et retirez celles qui ne sont pas les vôtres.',
  notMeCurator:
    'Si ce n’était pas vous, prévenez immédiatement une personne qui administre les comptes des conservateurs : elle peut mettre fin à vos sessions.',

  newDeviceSubject: 'Connexion depuis un nouvel appareil',
  newDevice: 'Une connexion à votre compte a eu lieu depuis un nouvel appareil.',
  passwordChangedSubject: 'Votre mot de passe a été modifié',
  passwordChanged: 'Le mot de passe de votre compte a été modifié.',
  passkeyAddedSubject: 'Une clé d’accès a été ajoutée',
  passkeyAdded: 'Une clé d’accès a été ajoutée à votre compte.',
  passkeyRemovedSubject: 'Une clé d’accès a été retirée',
  passkeyRemoved: 'Une clé d’accès a été retirée de votre compte.',
  recoveryCodesMadeSubject: 'De nouveaux codes de récupération ont été créés',
  recoveryCodesMade:
    'De nouveaux codes de récupération ont été créés pour votre compte. Les anciens codes ne fonctionnent plus.',
  recoveryCodeUsedSubject: 'Un code de récupération a été utilisé',
  recoveryCodeUsed:
    'Une connexion à votre compte a eu lieu avec un code de récupération. Toutes les autres sessions ont été fermées.',
  dataExportedSubject: 'Vos données ont été exportées',
  dataExported: 'Les données de votre compte ont été exportées.',

  stockConfirmSubject: ({ brand }) => `Confirmez votre demande chez ${brand}`,
  stockConfirm: ({ title }) =>
    `Un e-mail à cette adresse a été demandé pour le moment où « ${title} » sera de nouveau disponible.`,
  stockConfirmLink: 'Si c’était vous, confirmez-le. Le lien fonctionne une fois, pendant 24 heures.',
  confirmRequest: 'Confirmer la demande',
  stockConfirmIgnore: 'Si ce n’était pas vous, ignorez cet e-mail. Vous n’en recevrez pas d’autre.',
  backInStock: ({ title }) => `De nouveau disponible : ${title}`,
  backInStockFor: ({ title, price }) => `De nouveau disponible : ${title}, ${price}`,
  backInStockAt: ({ title, brand }) =>
    `« ${title} » est de nouveau disponible chez ${brand}. La quantité est limitée, et rien n’est réservé pour vous.`,
  seeProduct: 'Voir le produit',
  stockBackWhy: 'Vous recevez cet e-mail une seule fois, parce que vous l’avez demandé.',

  reduced: ({ title, price }) => `Prix réduit : ${title}, ${price}`,
  reducedFrom: ({ title, price, before }) => `Prix réduit : ${title}, ${price} au lieu de ${before}`,
  wishlistSubject: ({ count }, { number }) => `Du nouveau pour ${number(count)} articles de votre liste d’envies`,
  wishlistWhy: 'Vous recevez cet e-mail parce que vous avez demandé des avis sur les articles de votre liste d’envies.',

  marketingSubject: ({ brand }) => `Vous recevez les nouvelles de ${brand}`,
  marketingAgreed: ({ brand }) =>
    `Vous avez accepté de recevoir les nouvelles de ${brand} par e-mail. Vous pouvez vous désinscrire à tout moment.`,
  marketingNotMe:
    'Si ce n’était pas vous, désinscrivez-vous par le lien ci-dessous, et vérifiez les sessions de votre compte.',
};
