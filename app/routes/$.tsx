import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { trouble } from '../shell/trouble';

/** Every address that no other route knows: through the root, so that the page still says whose product this is. */
export async function loader({ request }: LoaderFunctionArgs): Promise<never> {
  await guard(request, '$');
  throw trouble({ what: 'tidak-ada' });
}

export default function Nothing() {
  return null;
}
