import { type FormEvent, useState } from 'react';
import { SignInDocument, SignUpDocument, ViewerDocument } from '#generated/storefront/graphql.ts';
import { useCart } from '../../cart/cart.tsx';
import { useSend } from '../../graph/use-graph.ts';
import { byField, Field } from '../../parts/field.tsx';
import { useShop } from '../../shop.tsx';
import { signInWithPasskey } from './passkeys.ts';

const names = ['email', 'password', 'firstName', 'lastName'];

/** Sign-in and sign-up with an e-mail address and a password, and sign-in with a passkey. */
export function SignIn({ signedIn }: { signedIn(): void }) {
  const { words, renew } = useShop();
  const { adopt } = useCart();
  const send = useSend();
  const [isNew, setNew] = useState(false);
  const [refusals, setRefusals] = useState(byField([], []));
  const [said, setSaid] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const finish = async () => {
    const { data } = await send(ViewerDocument, {});
    await adopt(data?.viewer?.cart?.id);
    renew();
    signedIn();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string) => String(form.get(name) ?? '');
    const credentials = { email: value('email').trim(), password: value('password') };
    setBusy(true);
    const { data } = isNew
      ? await send(SignUpDocument, {
          input: { ...credentials, firstName: value('firstName') || null, lastName: value('lastName') || null },
        })
      : await send(SignInDocument, { input: credentials });
    setBusy(false);
    const errors = data?.result?.userErrors ?? [{ field: null, message: words.failedMore }];
    setRefusals(byField(errors, names));
    if (errors.length > 0) return;
    if (isNew) setSaid(words.checkMail);
    else await finish();
  };
  const passkey = async () => {
    if (await signInWithPasskey(send)) await finish();
    else setSaid(words.failed);
  };
  return (
    <div className="wrap narrow band sign-in">
      <h1>{isNew ? words.signUp : words.signIn}</h1>
      <form onSubmit={(event) => void submit(event)}>
        {isNew && (
          <>
            <Field
              label={words.firstName}
              name="firstName"
              autoComplete="given-name"
              refusal={refusals.fields.firstName}
            />
            <Field
              label={words.lastName}
              name="lastName"
              autoComplete="family-name"
              refusal={refusals.fields.lastName}
            />
          </>
        )}
        <Field
          label={words.email}
          name="email"
          type="email"
          autoComplete="username"
          required
          refusal={refusals.fields.email}
        />
        <Field
          label={words.password}
          name="password"
          type="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
          refusal={refusals.fields.password}
        />
        <p className="refusal" role="alert">
          {refusals.rest.join(' ')}
        </p>
        <button type="submit" className="button wide" disabled={isBusy}>
          {isNew ? words.signUp : words.signIn}
        </button>
      </form>
      <button type="button" className="button quiet-button wide" onClick={() => void passkey()}>
        {words.passkeySignIn}
      </button>
      <p className="line-row">
        <button type="button" className="plain" onClick={() => setNew(!isNew)}>
          {isNew ? words.signIn : words.signUp}
        </button>
        {!isNew && (
          // A page of the gateway, which the link in the mail leads to as well.
          <a className="plain forgot" href="/account/reset">
            {words.forgot}
          </a>
        )}
      </p>
      <p role="status">{said}</p>
    </div>
  );
}
