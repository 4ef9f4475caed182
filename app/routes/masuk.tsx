import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import type { PageHandle } from '../shell/page-handle';

export const handle: PageHandle = { frame: 'plain' };

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'masuk');
  return null;
}

export default function SignIn() {
  return null;
}
