/** The parts that the firewall's messages are made of, with the fields of one dictionary. */
export interface CiscoFields {
  readonly action: string;
  readonly direction: string;
  readonly transport: string;
  readonly reason: string;
  readonly sourceInterface: string;
  readonly sourceIp: string;
  readonly sourcePort: string;
  /** In parentheses, where the firewall knows who it is. */
  readonly sourceUser: string;
  readonly targetInterface: string;
  readonly targetIp: string;
  readonly targetPort: string;
  readonly targetUser: string;
  /** The interface that a message ends with. */
  readonly lastInterface: string;
  readonly tcpFlags: string;
  readonly icmpType: string;
  readonly icmpCode: string;
  /** A rule's name, or why there is none. */
  readonly rule: (characters: string) => string;
  readonly hashes: string;
}

export const ecsFields: CiscoFields = {
  action: '%{CISCO_ACTION:[cisco][asa][outcome]}',
  direction: '%{CISCO_DIRECTION:[cisco][asa][network][direction]}',
  transport: '%{WORD:[cisco][asa][network][transport]}',
  reason: '%{CISCO_REASON:[event][reason]}',
  sourceInterface: interfaceName('[observer][ingress][interface][name]'),
  sourceIp: '%{IP:[source][ip]}',
  sourcePort: '%{INT:[source][port]:int}',
  sourceUser: user('[source][user][name]'),
  targetInterface: interfaceName('[observer][egress][interface][name]'),
  targetIp: '%{IP:[destination][ip]}',
  targetPort: '%{INT:[destination][port]:int}',
  targetUser: user('[destination][user][name]'),
  lastInterface: '%{NOTSPACE:[observer][egress][interface][name]}',
  tcpFlags: '%{DATA:[cisco][asa][tcp_flags]}',
  icmpType: '%{INT:[cisco][asa][icmp_type]:int}',
  icmpCode: '%{INT:[cisco][asa][icmp_code]:int}',
  rule: (characters) => `(?<[cisco][asa][rule_name]>${characters})`,
  hashes: '\\[(?<[@metadata][cisco][asa][hashcode1]>[^,\\]]*), (?<[@metadata][cisco][asa][hashcode2]>[^,\\]]*)\\]',
};

export const legacyFields: CiscoFields = {
  action: '%{CISCO_ACTION:action}',
  direction: '%{CISCO_DIRECTION:direction}',
  transport: '%{WORD:protocol}',
  reason: '%{CISCO_REASON:reason}',
  sourceInterface: interfaceName('src_interface'),
  sourceIp: '%{IP:src_ip}',
  sourcePort: '%{INT:src_port}',
  sourceUser: user('src_fwuser'),
  targetInterface: interfaceName('dst_interface'),
  targetIp: '%{IP:dst_ip}',
  targetPort: '%{INT:dst_port}',
  targetUser: user('dst_fwuser'),
  lastInterface: '%{NOTSPACE:interface}',
  tcpFlags: '%{DATA:tcp_flags}',
  icmpType: '%{INT:icmp_type}',
  icmpCode: '%{INT:icmp_code}',
  rule: (characters) => `(?<policy_id>${characters})`,
  hashes: '\\[(?<hashcode1>[^,\\]]*), (?<hashcode2>[^,\\]]*)\\]',
};

/** Up to the first colon (an IPv6 address behind it has colons of its own), or to the slash before an address. */
export function interfaceName(field: string): string {
  return `(?<${field}>[^\\s:]+?)`;
}

export function user(field: string): string {
  return `(?:\\((?<${field}>[^)]*)\\))?`;
}

/** `10.0.0.1/80` */
export function source(fields: CiscoFields): string {
  return `${fields.sourceIp}/${fields.sourcePort}`;
}

export function target(fields: CiscoFields): string {
  return `${fields.targetIp}/${fields.targetPort}`;
}

/** `inside:10.0.0.1/80` */
export function sourceAtInterface(fields: CiscoFields): string {
  return `${fields.sourceInterface}:${source(fields)}`;
}

export function targetAtInterface(fields: CiscoFields): string {
  return `${fields.targetInterface}:${target(fields)}`;
}
