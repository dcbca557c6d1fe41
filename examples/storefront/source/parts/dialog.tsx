import { type ReactNode, useEffect, useRef } from 'react';
import { useShop } from '../shop.tsx';

/** A modal dialog. The browser keeps the focus in it, closes it with Escape, and gives the focus back. */
export function Dialog({
  title,
  className,
  close,
  children,
}: {
  title: string;
  className: string;
  close(): void;
  children: ReactNode;
}) {
  const { words } = useShop();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-label={title}
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div className="dialog-body">
        <div className="dialog-head">
          <h2>{title}</h2>
          <button type="button" className="plain" onClick={close}>
            {words.close}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
