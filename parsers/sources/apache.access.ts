import { accessConstants, accessDefinitions, accessFields, finishAccess } from '../families/web.ts';
import type { SourceDefinition } from '../source.ts';

/** Apache's common and combined formats, with or without the virtual host before them. */
export const source: SourceDefinition = {
  type: 'apache.access',
  dataset: 'apache.access',
  title: 'Apache access log (common, combined, vhost_combined)',
  definitions: {
    ...accessDefinitions,
    ACCESSCOMMON:
      '%{ACCESSHOST:source.address} %{NOTSPACE} %{ACCESSUSER} \\[%{ACCESSDATE:timestamp}\\] "%{ACCESSREQUEST}" ' +
      '(?:-|%{ACCESSNUMBER:http.response.status_code:int}) %{ACCESSBYTES}',
    // Reverse look-ups answer what they like.
    ACCESSHOST: '[^\\s"\\[\\]]+',
    ACCESSSITE: '[0-9A-Za-z_.-]+',
    ACCESSAGENT: '"(?:-|%{ACCESSTEXT:http.request.referrer})" "(?:-|%{ACCESSTEXT:user_agent.original})"',
  },
  patterns: [
    // Behind the agent there may be counts: mod_logio's bytes, microseconds.
    '%{ACCESSCOMMON} %{ACCESSAGENT}(?: (?:-|%{ACCESSNUMBER})){0,3}',
    '%{ACCESSCOMMON}',
    '%{ACCESSSITE:url.domain}(?::%{ACCESSNUMBER:url.port:int}) %{ACCESSCOMMON} %{ACCESSAGENT}',
  ],
  timestamp: { field: 'timestamp', formats: ['HTTPDATE'] },
  fields: [...accessFields, 'url.domain', 'url.port'],
  specificity: 2,
  constants: accessConstants,
  finish: finishAccess,
};
