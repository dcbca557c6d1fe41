/**
 * Calls `back` when the visitor comes back to this page: from another tab or window, or by the button of the browser to a page that it has
 * kept as it was left. Returns a function that ends this.
 */
export function whenShownAgain(back: () => void): () => void {
  const ifVisible = () => {
    if (document.visibilityState === 'visible') back();
  };
  const ifKept = ({ persisted }: PageTransitionEvent) => {
    if (persisted) back();
  };
  document.addEventListener('visibilitychange', ifVisible);
  window.addEventListener('pageshow', ifKept);
  return () => {
    document.removeEventListener('visibilitychange', ifVisible);
    window.removeEventListener('pageshow', ifKept);
  };
}
