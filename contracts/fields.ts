/**
 * Every ECS field that a log source or the reader writes, in one place: the index templates are made from this and from the fields that a
 * source has of its own, the sources are tested against it, searches and dashboards may name nothing else. Names and types follow ECS 8; where ECS says `wildcard`,
 * `match_only_text` or `constant_keyword`, the nearest plain type stands here, since not every server has those.
 */

export type FieldType =
  | 'keyword'
  | 'text'
  | 'long'
  | 'integer'
  | 'float'
  | 'double'
  | 'date'
  | 'boolean'
  | 'ip'
  | 'geo_point'
  | 'object';

export interface FieldDefinition {
  readonly type: FieldType;
  readonly purpose: string;
  /** False: only kept in the document, neither searchable nor aggregatable. */
  readonly indexed?: false;
  /** Keywords only: longer values are kept in the document but not indexed. A term may have 32,766 bytes, 8,191 characters at worst. */
  readonly limitCharacters?: number;
}

/** What a field of a flat document may hold. Integers that a double cannot hold stay strings; Elasticsearch reads them. */
export type FieldValue = string | number | boolean | readonly (string | number | boolean)[];

/** The version of ECS that `ecs.version` announces. */
export const ecsVersion = '8.17.0';

const longKeyword = 8191;

/** What the reader writes itself, whatever the source. No line may set these. */
export const readerFields = {
  '@timestamp': {
    type: 'date',
    purpose: 'When it happened, from the line; where the line has none, when it was first sent',
  },
  'event.dataset': { type: 'keyword', purpose: 'The <dataset> of the data stream' },
  'data_stream.type': { type: 'keyword', purpose: 'Always logs' },
  'data_stream.dataset': { type: 'keyword', purpose: 'The <dataset> of the data stream' },
  'data_stream.namespace': { type: 'keyword', purpose: 'The <namespace> of the data stream' },
  'ecs.version': { type: 'keyword', purpose: 'The version of ECS that the names follow' },
  'host.name': { type: 'keyword', purpose: 'The host that shipped it' },
  'log.file.path': { type: 'keyword', purpose: 'The file it stood in', limitCharacters: longKeyword },
  'log.offset': { type: 'long', purpose: 'Bytes from the start of the decompressed file to the event' },
  'log.length': { type: 'long', purpose: 'Bytes of the event in the file, line ending included' },
  'log.flags': { type: 'keyword', purpose: 'truncated, multiline, invalid_utf8; only where set' },
  'millrace.generation': {
    type: 'keyword',
    purpose: 'The file generation; with the offset, the identity of the event',
  },
  'millrace.raw': { type: 'keyword', purpose: 'The bytes of invalid UTF-8, base64', indexed: false },
  'event.original': { type: 'keyword', purpose: 'The whole text, where message is a part of it', indexed: false },
} as const satisfies Record<string, FieldDefinition>;

/** What sources write. */
export const sourceFields = {
  message: { type: 'text', purpose: 'The message for people; the whole text, unless the parser found a better one' },
  tags: { type: 'keyword', purpose: "The input's tags, and what went wrong in parsing" },

  'event.kind': { type: 'keyword', purpose: 'event, or pipeline_error in the failure stream' },
  'event.category': { type: 'keyword', purpose: 'web, process, …: the ECS categories' },
  'event.type': { type: 'keyword', purpose: 'access, error, info: the ECS types' },
  'event.outcome': { type: 'keyword', purpose: 'success or failure' },
  'event.duration': { type: 'long', purpose: 'Nanoseconds that it took' },
  'event.action': { type: 'keyword', purpose: 'What was done' },
  'event.code': { type: 'keyword', purpose: 'The number that the program gives to this kind of message' },
  'event.id': { type: 'keyword', purpose: 'The id that the program gives to this one message' },
  'event.start': { type: 'date', purpose: 'When it began' },
  'event.end': { type: 'date', purpose: 'When it was over' },
  'event.reason': { type: 'keyword', purpose: 'Why it was done', limitCharacters: longKeyword },
  'event.provider': { type: 'keyword', purpose: 'The part of the program that says so' },

  'log.level': { type: 'keyword', purpose: 'As the source says it, lower case' },
  'log.logger': { type: 'keyword', purpose: 'The logger: class or module' },
  'log.iostream': { type: 'keyword', purpose: 'stdout or stderr; the name is OpenTelemetry’s' },
  'log.origin.file.name': { type: 'keyword', purpose: 'The source file that logged it' },
  'log.origin.file.line': { type: 'long', purpose: 'The line in that file' },
  'log.origin.function': { type: 'keyword', purpose: 'The function that logged it' },

  'log.syslog.priority': { type: 'long', purpose: 'Facility × 8 + severity' },
  'log.syslog.facility.code': { type: 'long', purpose: '0 to 23' },
  'log.syslog.facility.name': { type: 'keyword', purpose: 'kern, user, auth, …' },
  'log.syslog.severity.code': { type: 'long', purpose: '0 (emergency) to 7 (debug)' },
  'log.syslog.severity.name': { type: 'keyword', purpose: 'Emergency … Debug' },
  'log.syslog.hostname': { type: 'keyword', purpose: 'The host that the line names' },
  'log.syslog.appname': { type: 'keyword', purpose: 'The program that the line names' },
  'log.syslog.procid': { type: 'keyword', purpose: 'The process as the line names it' },
  'log.syslog.msgid': { type: 'keyword', purpose: 'The kind of message (RFC 5424)' },
  'log.syslog.version': { type: 'keyword', purpose: 'Of the protocol (RFC 5424)' },
  'log.syslog.structured_data': {
    type: 'keyword',
    purpose: 'RFC 5424: each parameter as <element>.<name>=<value>',
    limitCharacters: longKeyword,
  },

  'process.name': { type: 'keyword', purpose: 'The program' },
  'process.pid': { type: 'long', purpose: 'Its process id' },
  'process.thread.id': { type: 'long', purpose: 'The thread id' },
  'process.thread.name': { type: 'keyword', purpose: 'The name of the thread' },
  'process.command_line': { type: 'keyword', purpose: 'The command as it was run', limitCharacters: longKeyword },
  'process.working_directory': { type: 'keyword', purpose: 'Where it was run', limitCharacters: longKeyword },

  'error.type': { type: 'keyword', purpose: 'The class of the exception' },
  'error.message': { type: 'text', purpose: 'What the exception says' },
  'error.code': { type: 'keyword', purpose: 'The code of the error' },
  'error.stack_trace': { type: 'text', purpose: 'The whole stack trace' },

  'source.address': { type: 'keyword', purpose: 'The client as the line names it: address or name' },
  'source.ip': { type: 'ip', purpose: 'The client, where it is an address' },
  'source.port': { type: 'long', purpose: 'The port of the client' },
  'source.domain': { type: 'keyword', purpose: 'The name of the client' },
  'source.bytes': { type: 'long', purpose: 'Bytes from the client to the server' },
  'destination.address': { type: 'keyword', purpose: 'The server as the line names it: address or name' },
  'destination.ip': { type: 'ip', purpose: 'The server, where it is an address' },
  'destination.port': { type: 'long', purpose: 'The port of the server' },
  'destination.bytes': { type: 'long', purpose: 'Bytes from the server to the client' },
  'network.transport': { type: 'keyword', purpose: 'tcp, udp, icmp, …' },
  'network.protocol': { type: 'keyword', purpose: 'http, dns, tls, …' },
  'network.type': { type: 'keyword', purpose: 'ipv4 or ipv6' },
  'network.iana_number': { type: 'keyword', purpose: 'The number of the transport protocol' },
  'network.direction': { type: 'keyword', purpose: 'ingress or egress' },
  'network.bytes': { type: 'long', purpose: 'Bytes in both directions' },
  'network.packets': { type: 'long', purpose: 'Packets in both directions' },
  'network.forwarded_ip': { type: 'ip', purpose: 'The client that a proxy speaks for' },
  'source.geo.city_name': { type: 'keyword', purpose: 'The city of the client' },
  'source.geo.continent_code': { type: 'keyword', purpose: 'EU, NA, …' },
  'source.geo.continent_name': { type: 'keyword', purpose: 'Its continent' },
  'source.geo.country_iso_code': { type: 'keyword', purpose: 'ISO 3166-1: NL' },
  'source.geo.country_name': { type: 'keyword', purpose: 'Its country' },
  'source.geo.location': { type: 'geo_point', purpose: 'Latitude and longitude' },
  'source.geo.postal_code': { type: 'keyword', purpose: 'Its postal code' },
  'source.geo.region_iso_code': { type: 'keyword', purpose: 'ISO 3166-2: NL-NH' },
  'source.geo.region_name': { type: 'keyword', purpose: 'Its region' },
  'source.geo.timezone': { type: 'keyword', purpose: 'Its IANA time zone' },
  'source.as.number': { type: 'long', purpose: 'The autonomous system of its network' },
  'source.as.organization.name': { type: 'keyword', purpose: 'Whose network it is' },
  'user.name': { type: 'keyword', purpose: 'The authenticated user' },
  'user.id': { type: 'keyword', purpose: 'The number of the user' },
  'user.effective.name': { type: 'keyword', purpose: 'Whom the user acts as' },
  'user.target.name': { type: 'keyword', purpose: 'The user that it was done to' },
  'group.name': { type: 'keyword', purpose: 'The group' },
  'group.id': { type: 'keyword', purpose: 'The number of the group' },
  'user_agent.original': { type: 'keyword', purpose: 'As it was sent', limitCharacters: longKeyword },
  'user_agent.name': { type: 'keyword', purpose: 'The browser or program' },
  'user_agent.version': { type: 'keyword', purpose: 'Its version' },
  'user_agent.device.name': { type: 'keyword', purpose: 'The device' },
  'user_agent.os.name': { type: 'keyword', purpose: 'The operating system' },
  'user_agent.os.version': { type: 'keyword', purpose: 'Its version' },
  'user_agent.os.full': { type: 'keyword', purpose: 'Both' },
  'url.original': { type: 'keyword', purpose: 'As it was requested', limitCharacters: longKeyword },
  'url.path': { type: 'keyword', purpose: 'Without the query', limitCharacters: longKeyword },
  'url.query': { type: 'keyword', purpose: 'What follows the question mark', limitCharacters: longKeyword },
  'url.domain': { type: 'keyword', purpose: 'The host that was asked for' },
  'url.port': { type: 'long', purpose: 'The port that was asked for' },
  'url.scheme': { type: 'keyword', purpose: 'http, https' },
  'http.request.method': { type: 'keyword', purpose: 'GET, POST, …' },
  'http.request.referrer': { type: 'keyword', purpose: 'As it was sent', limitCharacters: longKeyword },
  'http.request.id': { type: 'keyword', purpose: 'The id of the request' },
  'http.request.body.bytes': { type: 'long', purpose: 'Bytes of the body that was sent' },
  'http.request.bytes': { type: 'long', purpose: 'Bytes of the request with its headers' },
  'http.response.status_code': { type: 'long', purpose: 'The status' },
  'http.response.body.bytes': { type: 'long', purpose: 'Bytes of the body' },
  'http.response.bytes': { type: 'long', purpose: 'Bytes of the response with its headers' },
  'http.response.mime_type': { type: 'keyword', purpose: 'The type of the body, as it was sent' },
  'http.version': { type: 'keyword', purpose: '1.0, 1.1, 2.0' },
  'tls.version': { type: 'keyword', purpose: '1.2, 1.3' },
  'tls.version_protocol': { type: 'keyword', purpose: 'tls or ssl' },
  'tls.cipher': { type: 'keyword', purpose: 'The cipher' },
  'tls.client.server_name': { type: 'keyword', purpose: 'The host that the client asked for in its greeting' },

  'service.name': { type: 'keyword', purpose: 'The service that logged it' },
  'service.version': { type: 'keyword', purpose: 'Its version' },
  'service.environment': { type: 'keyword', purpose: 'production, staging, …' },
  'service.type': { type: 'keyword', purpose: 'The kind of service: haproxy, redis' },
  'service.node.name': { type: 'keyword', purpose: 'The node of the service' },
  'cloud.provider': { type: 'keyword', purpose: 'aws' },
  'cloud.account.id': { type: 'keyword', purpose: 'The account' },
  'cloud.region': { type: 'keyword', purpose: 'The region' },
  'cloud.availability_zone': { type: 'keyword', purpose: 'The zone in it' },
  'cloud.instance.id': { type: 'keyword', purpose: 'The machine' },
  'faas.execution': { type: 'keyword', purpose: 'The invocation of the function' },
  'faas.name': { type: 'keyword', purpose: 'The function' },
  'faas.id': { type: 'keyword', purpose: 'The ARN of the function' },
  'faas.version': { type: 'keyword', purpose: 'The version of the function' },
  'faas.coldstart': { type: 'boolean', purpose: 'Whether the invocation had to start the function first' },
  'dns.question.name': { type: 'keyword', purpose: 'The name that was asked for' },
  'dns.question.type': { type: 'keyword', purpose: 'A, AAAA, MX, …' },
  'dns.question.class': { type: 'keyword', purpose: 'IN' },
  'dns.response_code': { type: 'keyword', purpose: 'NOERROR, NXDOMAIN, …' },
  'dns.answers.data': { type: 'keyword', purpose: 'What the answers say' },
  'dns.answers.type': { type: 'keyword', purpose: 'Their types' },
  'dns.resolved_ip': { type: 'ip', purpose: 'The addresses among the answers' },
  'rule.id': { type: 'keyword', purpose: 'The rule that decided' },
  'rule.ruleset': { type: 'keyword', purpose: 'What the rule is a part of' },
  'host.hostname': { type: 'keyword', purpose: 'The host as the program names it' },
  'trace.id': { type: 'keyword', purpose: 'The trace' },
  'transaction.id': { type: 'keyword', purpose: 'The transaction' },
  'span.id': { type: 'keyword', purpose: 'The span' },
} as const satisfies Record<string, FieldDefinition>;

export type ReaderField = keyof typeof readerFields;
export type SourceField = keyof typeof sourceFields;

/** All of them, by name. `labels.<name>` comes beside them, by a dynamic template: keywords. */
export const fieldCatalogue: Readonly<Record<string, FieldDefinition>> = { ...readerFields, ...sourceFields };
