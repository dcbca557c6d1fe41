/**
 * Calls `back` when the visitor comes back by the button of the browser to this page, and the browser has kept it as it was left. Returns a
 * function that ends this.
 */
export function whenRestored(back: () => void): () => void {
  const ifKept = ({ persisted }: PageTransitionEvent) => {
    if (persisted) back();
  };
  window.addEventListener('pageshow', ifKept);
  return () => window.removeEventListener('pageshow', ifKept);
}

/** The same, and also when the visitor comes back from another tab or window. */
export function whenShownAgain(back: () => void): () => void {
  const ifVisible = () => {
    if (document.visibilityState === 'visible') back();
  };
  document.addEventListener('visibilitychange', ifVisible);
  const end = whenRestored(back);
  return () => {
    document.removeEventListener('visibilitychange', ifVisible);
    end();
  };
}
