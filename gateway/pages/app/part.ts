/** The element of the page with this id. Throws where there is none of this type. */
export function part<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The page has no ${kind.name} #${id}.`);
  return element;
}

/** Shows a message on the page. An empty text hides it. */
export function say(text: string, isFault = false): void {
  const message = part('message', HTMLElement);
  message.classList.toggle('fault', isFault);
  message.textContent = text;
}
