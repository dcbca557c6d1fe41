import { type InputHTMLAttributes, useId } from 'react';

/** A labelled input. A refusal of the graph is next to it and is read with it. */
export function Field({
  label,
  refusal,
  ...rest
}: { label: string; refusal?: string } & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        {...rest}
        aria-invalid={Boolean(refusal)}
        aria-describedby={refusal ? `${id}-refusal` : undefined}
      />
      {refusal && (
        <p id={`${id}-refusal`} className="refusal">
          {refusal}
        </p>
      )}
    </div>
  );
}

/** A refusal of a mutation. */
interface Refusal {
  field: string[] | null;
  message: string;
}

/** The messages of refusals by the last step of their path; those without an input, or of an unknown one, are `rest`. */
export function byField(refusals: readonly Refusal[], known: readonly string[]) {
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const { field, message } of refusals) {
    const name = field?.at(-1);
    if (name && known.includes(name)) fields[name] ??= message;
    else rest.push(message);
  }
  return { fields, rest };
}
