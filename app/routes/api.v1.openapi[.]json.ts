import type { LoaderFunctionArgs } from '@remix-run/node';
import { guard } from '../access/guard.server';
import { openApi } from '../metrics/api.server';
import { lastKnownCity, shellCity } from '../shell/city.server';

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'api.v1.openapi[.]json');
  const city = await shellCity().catch(lastKnownCity);
  return Response.json(openApi(city.name));
}
