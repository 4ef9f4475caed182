import type { LogFormat } from './log-format';
import { w3cRequestFields, w3cSql } from './w3c';

/** Amazon CloudFront's log of web distributions: W3C extended with tabs, times UTC, agents URL-encoded (some twice). */
export const cloudfront: LogFormat = {
  id: 'cloudfront',
  name: 'Amazon CloudFront',
  directives: '#Fields:',
  recognises: (head) => w3cRequestFields(head)?.includes('x-edge-location') ?? false,
  fieldsSql: w3cSql({
    agent: 'decodeURLComponent(decodeURLComponent(agent_text_given))',
    msPerUnitOfTimeTaken: '1000',
  }),
};
