import { finishAccessExtra, isNginx, readAccessExtra } from '../families/access-extra.ts';
import { accessConstants, accessDefinitions, accessFields, finishAccess } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

/** Apache's common and combined formats, with or without the virtual host before them, and the one of mod_ssl's requests. */
export const source: SourceDefinition = {
  type: 'apache.access',
  dataset: 'apache.access',
  title: 'Apache access log (common, combined, vhost_combined, combinedio, ssl_request)',
  definitions: {
    ...accessDefinitions,
    ACCESSCOMMON:
      '%{ACCESSHOST:source.address} %{NOTSPACE} %{ACCESSUSER} \\[%{ACCESSDATE:timestamp}\\] "%{ACCESSREQUEST}" ' +
      '(?:-|%{ACCESSNUMBER:http.response.status_code:int}) %{ACCESSBYTES}',
    // The time that it took, mostly; its unit is the administrator's.
    ACCESSCOUNTS: '(?: (?:-|%{ACCESSNUMBER})){0,3}',
    // Reverse look-ups answer what they like.
    ACCESSHOST: '[^\\s"\\[\\]]+',
    ACCESSSITE: '(?:[0-9A-Za-z_.-]+|\\[[0-9A-Fa-f:]+\\])',
    ACCESSAGENT: '"(?:-|%{ACCESSTEXT:http.request.referrer})" "(?:-|%{ACCESSTEXT:user_agent.original})"',
    ACCESSTLS:
      '(?:-|(?<tls.version_protocol>TLS|SSL)v%{ACCESSTLSVERSION:tls.version}) (?:-|%{ACCESSCIPHER:tls.cipher})',
    ACCESSTLSVERSION: '[0-9](?:\\.[0-9])?',
    ACCESSCIPHER: '[A-Z0-9_-]+',
  },
  patterns: [
    // Behind the agent there may be counts (mod_logio's bytes, microseconds), a forwarded address, whatever was thought useful.
    '%{ACCESSCOMMON}%{ACCESSCOUNTS} %{ACCESSAGENT}(?<extra>%{ACCESSEXTRA})',
    '%{ACCESSCOMMON}%{ACCESSCOUNTS}',
    '%{ACCESSSITE:url.domain}(?::%{ACCESSNUMBER:url.port:int})? %{ACCESSCOMMON}%{ACCESSCOUNTS} %{ACCESSAGENT}(?<extra>%{ACCESSEXTRA})',
    '%{ACCESSSITE:url.domain}(?::%{ACCESSNUMBER:url.port:int})? %{ACCESSCOMMON}%{ACCESSCOUNTS}',
    '\\[%{ACCESSDATE:timestamp}\\] %{ACCESSHOST:source.address} %{ACCESSTLS} "%{ACCESSREQUEST}" %{ACCESSBYTES}',
  ],
  timestamp: { field: 'timestamp', formats: ['HTTPDATE'] },
  fields: [
    ...accessFields,
    'url.domain',
    'url.port',
    'http.request.id',
    'network.forwarded_ip',
    'tls.version',
    'tls.version_protocol',
    'tls.cipher',
  ],
  specificity: 2,
  // Seconds with three places are Nginx's; an address behind the agent may be of either.
  isTypical: (_, { fields, aside }) => (aside.of_nginx === 'yes' || isNginx(fields) ? undefined : true),
  constants: accessConstants,
  finish: finishApache,
};

function finishApache(draft: Draft): void {
  const { fields, aside } = draft;
  finishAccess(draft);
  const protocol = fields['tls.version_protocol'];
  if (typeof protocol === 'string') fields['tls.version_protocol'] = protocol.toLowerCase();
  if (typeof aside.extra !== 'string') return;
  const { seconds: _, ...extra } = readAccessExtra(aside.extra);
  if (extra.ofNginx) aside.of_nginx = 'yes';
  finishAccessExtra(fields, extra);
}
