/** The element of the page with this id. Throws when there is none of this kind. */
export function part<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The page has no ${kind.name} #${id}.`);
  return element;
}

/** Says something to the person in front of the page; nothing, with an empty text. */
export function say(text: string, isFault = false): void {
  const message = part('message', HTMLElement);
  message.classList.toggle('fault', isFault);
  message.textContent = text;
}
