import { useFetcher } from '@remix-run/react';
import type { ReactNode } from 'react';
import { FormMessage } from '../forms/FormMessage';

interface Props {
  source: string;
  /** One of `orders` in app/sources/orders.server.ts. */
  order: string;
  /** What goes along, such as the run to repeat. */
  fields?: Record<string, string>;
  label: string;
  isMain?: boolean;
  isDisabled?: boolean;
  children?: ReactNode;
}

/** A button that orders something of a source. Works without scripts too: then a refusal is a page of its own. */
export function Order({ source, order, fields = {}, label, isMain, isDisabled, children }: Props) {
  const fetcher = useFetcher<{ problem?: string }>();
  const busy = fetcher.state !== 'idle';
  return (
    <fetcher.Form method="post" action={`/sumber/${source}/perintah`} className="order">
      <input type="hidden" name="perintah" value={order} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <button
        type="submit"
        className={isMain ? 'button is-main' : 'button'}
        disabled={isDisabled}
        aria-disabled={busy || undefined}
      >
        {label}
      </button>
      <FormMessage text={busy ? undefined : fetcher.data?.problem} />
    </fetcher.Form>
  );
}
