/**
 * CloudFront's standard log, one column for each field, tabs between them:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html.
 */

const timestamp = '(?<timestamp>%{YEAR}-%{MONTHNUM}-%{MONTHDAY}\\t%{TIME})';
const tab = '\\t';

/** A column that holds a hyphen where there is nothing to say. */
const orHyphen = (reference: string): string => `(?:-|${reference})`;
/** Any text, taken as it is. */
const text = (field: string): string => `(?<${field}>[^\\t]*)`;

const ecs = [
  timestamp,
  '%{NOTSPACE:[aws][cloudfront][x_edge_location]}',
  orHyphen('%{INT:[destination][bytes]:int}'),
  '%{IPORHOST:[source][ip]}',
  '%{WORD:[http][request][method]}',
  '%{HOSTNAME:[url][domain]}',
  '%{NOTSPACE:[url][path]}',
  // 000: the viewer went away before there was an answer.
  '(?:000|%{INT:[http][response][status_code]:int})',
  orHyphen(text('[http][request][referrer]')),
  orHyphen(text('[user_agent][original]')),
  orHyphen(text('[url][query]')),
  orHyphen(text('[aws][cloudfront][http][request][cookie]')),
  '%{WORD:[aws][cloudfront][x_edge_result_type]}',
  '%{NOTSPACE:[aws][cloudfront][x_edge_request_id]}',
  '%{HOSTNAME:[aws][cloudfront][http][request][host]}',
  '%{URIPROTO:[network][protocol]}',
  orHyphen('%{INT:[source][bytes]:int}'),
  '%{NUMBER:[aws][cloudfront][time_taken]:float}',
  // Each proxy on the way adds itself behind a comma; the first is the client.
  orHyphen('%{IP:[network][forwarded_ip]}(?:,[^\\t]*)?'),
  orHyphen(text('[aws][cloudfront][ssl_protocol]')),
  orHyphen('%{NOTSPACE:[tls][cipher]}'),
  '%{WORD:[aws][cloudfront][x_edge_response_result_type]}',
];
/** Columns that came later. */
const ecsTail = [
  orHyphen('HTTP/%{NUMBER:[http][version]}'),
  orHyphen(text('[aws][cloudfront][fle_status]')),
  orHyphen(text('[aws][cloudfront][fle_encrypted_fields]')),
  orHyphen('%{INT:[source][port]:int}'),
  orHyphen('%{NUMBER:[aws][cloudfront][time_to_first_byte]:float}'),
  orHyphen(text('[aws][cloudfront][x_edge_detailed_result_type]')),
  orHyphen(text('[http][request][mime_type]')),
  orHyphen('%{INT:[aws][cloudfront][http][request][size]:int}'),
  orHyphen('%{INT:[aws][cloudfront][http][request][range][start]:int}'),
  orHyphen('%{INT:[aws][cloudfront][http][request][range][end]:int}'),
];
export const cloudfrontEcs = `${ecs.join(tab)}(?:${tab}${ecsTail.join(tab)})?`;

/** From before the later columns. On lines that have them it takes the last four for its own, as the standard's does. */
export const cloudfrontLegacy = [
  timestamp,
  '%{NOTSPACE:x_edge_location}',
  orHyphen('%{INT:sc_bytes:int}'),
  '%{IPORHOST:clientip}',
  '%{WORD:cs_method}',
  '%{HOSTNAME:cs_host}',
  '%{NOTSPACE:cs_uri_stem}',
  '%{INT:sc_status:int}',
  text('referrer'),
  text('agent'),
  text('cs_uri_query'),
  text('cookies'),
  '%{WORD:x_edge_result_type}',
  '%{NOTSPACE:x_edge_request_id}',
  '%{HOSTNAME:x_host_header}',
  '%{URIPROTO:cs_protocol}',
  '%{INT:cs_bytes:int}',
  '%{GREEDYDATA:time_taken:float}',
  text('x_forwarded_for'),
  text('ssl_protocol'),
  text('ssl_cipher'),
  text('x_edge_response_result_type'),
].join(tab);
