import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The messages of user errors in French. */
export const french: SameMessages<typeof english> = {
  notAccepted: 'La demande n’a pas été acceptée. Veuillez réessayer.',
  currentPasswordWrong: 'Le mot de passe actuel est incorrect.',
  signUpPasswordWrong: 'Ce mot de passe n’est pas celui de l’inscription.',
  accountPasswordWrong: 'Ce mot de passe n’est pas celui du compte.',
  signUpPasswordRequired: 'Ce lien termine une inscription. Saisissez le mot de passe choisi à l’inscription.',
  accountPasswordRequired: 'Connectez-vous au compte ou saisissez son mot de passe.',
  passwordTooCommon: 'Ce mot de passe est courant et facile à deviner.',
  emailInvalid: 'Cette adresse e-mail n’est pas valide.',
  emailNotVerified: 'L’adresse e-mail du compte doit d’abord être vérifiée.',
  emailMissing: 'Ce compte n’a pas d’adresse e-mail.',
  emailTaken: 'Un compte existe déjà pour cette adresse e-mail. Connectez-vous ou réinitialisez le mot de passe.',
  lengthInvalid: ({ least, most }, { number }) => `Doit comporter de ${number(least)} à ${number(most)} caractères.`,

  noSuchPasskey: 'Cette clé d’accès n’existe pas.',
  noSuchSession: 'Cette session n’existe pas.',
  lastPasskey:
    'La dernière clé d’accès ne peut pas être révoquée tant que le compte n’a plus de code de récupération disponible.',
  recoveryCooldown:
    'Les clés d’accès antérieures à une récupération ne peuvent pas être révoquées pendant les 24 heures qui suivent.',
  tooManyPasskeys: ({ most }, { number }) => `Un compte peut avoir au maximum ${number(most)} clés d’accès.`,

  noSuchProduct: 'Ce produit n’existe pas.',
  noSuchVariant: 'Cette variante n’existe pas.',
  noVariantOfProduct: 'Le produit n’a pas cette variante.',
  noSuchWishlistItem: 'Cet article ne figure pas dans la liste d’envies.',
  tooManyWishlistItems: ({ most }, { number }) =>
    `Une liste d’envies peut contenir au maximum ${number(most)} articles.`,

  textVersionInvalid: 'Doit comporter de 1 à 64 lettres, chiffres, points, traits d’union ou tirets bas.',
  sourceReserved: 'Cette origine est réservée aux liens de désabonnement.',
  consentChangedTooOften: 'Le consentement a été modifié trop souvent.',
  deletionNotConfirmed: 'Indiquez l’identifiant du client pour confirmer la suppression.',
  openOrders: ({ orders }, { list }) =>
    `Ces commandes ne sont pas encore expédiées, ou leur retour est en cours : ${list(orders)}.`,
  dataTooLarge: 'Les données dépassent 4 Mo. Contactez la boutique, qui vous les enverra autrement.',

  noSuchPartner: 'Ce partenaire n’existe pas.',
  partnerTaken: 'Un partenaire porte déjà ce nom.',
  noSuchKey: 'Cette clé n’existe pas.',
  keyScopesInvalid: ({ scopes }, { list }) => `Les droits possibles d’une clé sont ${list(scopes)}.`,
  tooManyKeys: ({ most }, { number }) =>
    `Un partenaire peut avoir au maximum ${number(most)} clés actives par mode. Révoquez-en une d’abord.`,
  tooManyOrigins: ({ most }, { number }) => `Une clé peut avoir au maximum ${number(most)} origines.`,
  originInvalid:
    'Une origine se compose du schéma, de l’hôte et, au besoin, du port, comme https://shop.example ; sans chemin ni `*`.',
  expiryInvalid: 'L’expiration doit être dans le futur, au plus tard dans 2 ans.',
  noSuchEndpoint: 'Ce point de terminaison n’existe pas.',
  noSuchDelivery: 'Cet envoi n’existe pas.',
  endpointOff: 'Le point de terminaison est désactivé. Activez-le d’abord.',
  endpointUrlInvalid: 'Doit être une URL https publique, sur le port 443 ou un autre port autorisé.',
  eventTypeRequired: 'Doit comporter au moins un type d’événement.',
  tooManyEndpoints: ({ most }, { number }) =>
    `Un partenaire peut avoir au maximum ${number(most)} points de terminaison. Supprimez-en un d’abord.`,

  noSuchCurator: 'Ce conservateur n’existe pas.',
  curatorTaken: 'Un conservateur a déjà cette adresse e-mail.',
  ownScopes: 'Un conservateur ne peut pas s’accorder de droits à lui-même.',
  lastAdministrator: ({ scope }) => `Au moins un conservateur doit garder le droit ${scope}.`,
  curatorScopesInvalid: ({ scopes }, { list }) => `Les droits possibles d’un conservateur sont ${list(scopes)}.`,
  ownReset: 'Vous ne pouvez pas vous réinitialiser vous-même : changez votre mot de passe à l’aide de l’actuel.',
  cacheTagInvalid:
    'Une étiquette est un type et un identifiant, comme `product:prod_1`, une liste, comme `products`, ou `*`.',
  cacheTagCountInvalid: ({ most }, { number }) => `Indiquez de 1 à ${number(most)} étiquettes.`,
};
