import type { PatternGroup } from './group.ts';

const tcpFlag = '(?:CWR|ECE|URG|ACK|PSH|RST|SYN|FIN)';
const macs = '%{COMMONMAC:nf_dst_mac}:%{COMMONMAC:nf_src_mac}';

/** What the Linux kernel logs about a packet (`IN=eth0 OUT= MAC=… SRC=… DST=… PROTO=TCP …`), as it is and as two firewalls mark it. */
export const iptables: PatternGroup = {
  ecs: {
    IPTABLES_TCP_FLAGS: `(?:${tcpFlag} )*`,
    IPTABLES_TCP_PART:
      '(?:SEQ=%{INT:[iptables][tcp][seq]:int}\\s+)?(?:ACK=%{INT:[iptables][tcp][ack]:int}\\s+)?' +
      'WINDOW=%{INT:[iptables][tcp][window]:int}\\s+RES=0x%{BASE16NUM:[iptables][tcp_reserved_bits]}\\s+' +
      '%{IPTABLES_TCP_FLAGS:[iptables][tcp][flags]}',
    IPTABLES4_FRAG: '(?:CE|DF|MF)(?: (?:CE|DF|MF))*',
    IPTABLES4_PART:
      'SRC=%{IPV4:[source][ip]}\\s+DST=%{IPV4:[destination][ip]}\\s+LEN=(?:%{INT:[iptables][length]:int})?\\s+' +
      `TOS=${hexadecimal('[iptables][tos]')}\\s+PREC=(?:(?:0x)?%{BASE16NUM:[iptables][precedence_bits]})?\\s+` +
      'TTL=(?:%{INT:[iptables][ttl]:int})?\\s+ID=(?:%{INT:[iptables][id]})?' +
      '(?:\\s+%{IPTABLES4_FRAG:[iptables][fragment_flags]})?(?:\\s+FRAG: ?%{INT:[iptables][fragment_offset]:int})?',
    IPTABLES6_PART:
      'SRC=%{IPV6:[source][ip]}\\s+DST=%{IPV6:[destination][ip]}\\s+LEN=(?:%{INT:[iptables][length]:int})?\\s+' +
      `TC=${hexadecimal('[iptables][tos]')}\\s+HOPLIMIT=(?:%{INT:[iptables][ttl]:int})?\\s+` +
      'FLOWLBL=(?:%{BASE16NUM:[iptables][flow_label]})?',
    // Bridges write PHYSIN= and PHYSOUT= besides.
    IPTABLES:
      'IN=(?:%{NOTSPACE:[observer][ingress][interface][name]})?\\s+OUT=(?:%{NOTSPACE:[observer][egress][interface][name]})?\\s+' +
      '(?:PHYS(?:IN|OUT)=\\S*\\s+)*(?:MAC=(?:%{COMMONMAC:[destination][mac]}:%{COMMONMAC:[source][mac]}(?::\\S*)?)?\\s+)?' +
      '(?:%{IPTABLES4_PART}|%{IPTABLES6_PART}).*?PROTO=(?:%{WORD:[network][transport]})?\\s+' +
      'SPT=(?:%{INT:[source][port]:int})?\\s+DPT=(?:%{INT:[destination][port]:int})?(?:\\s+%{IPTABLES_TCP_PART})?',
    // Shorewall:chain:action:
    SHOREWALL:
      '%{SYSLOGTIMESTAMP:timestamp} %{NOTSPACE:[observer][hostname]} .*?' +
      'Shorewall:(?<[shorewall][firewall][type]>[^:\\s]+):(?<[shorewall][firewall][action]>[^:\\s]+):.*?%{IPTABLES}',
    SFW2_LOG_PREFIX: 'SFW2-INext-%{NOTSPACE:[suse][firewall][action]}',
    SFW2:
      '(?:%{SYSLOGTIMESTAMP:timestamp}|%{TIMESTAMP_ISO8601:timestamp})\\s+%{HOSTNAME:[observer][hostname]}.*?' +
      '%{SFW2_LOG_PREFIX:[suse][firewall][log_prefix]}\\s+%{IPTABLES}',
  },
  legacy: {
    // What comes between ID= and PROTO= are flags, which have no `=`.
    SHOREWALL:
      '%{SYSLOGTIMESTAMP:timestamp} %{NOTSPACE:nf_host} .*?Shorewall:(?<nf_action1>[^:\\s]*):(?<nf_action2>[^:\\s]*):?\\s*' +
      `IN=(?:%{USERNAME:nf_in_interface})?\\s+OUT=(?:\\s+MAC=${macs}|%{USERNAME:nf_out_interface}).*?` +
      '\\sSRC=%{IPV4:nf_src_ip}\\s+DST=%{IPV4:nf_dst_ip}\\s+LEN=%{INT:nf_len}\\s+TOS=%{WORD:nf_tos}\\s+' +
      'PREC=%{WORD:nf_prec}\\s+TTL=%{INT:nf_ttl}\\s+ID=%{INT:nf_id}\\s[^=]*PROTO=%{WORD:nf_protocol}\\s+' +
      'SPT=%{INT:nf_src_port}\\s+DPT=%{INT:nf_dst_port}',
    SFW2:
      '(?:%{SYSLOGTIMESTAMP:timestamp}|%{TIMESTAMP_ISO8601:timestamp})\\s+%{HOSTNAME}\\s+kernel\\S*\\s+(?:%{NAGIOSTIME}\\s+)?' +
      'SFW2-INext-%{NOTSPACE:nf_action}\\s+IN=(?:%{USERNAME:nf_in_interface})?\\s+OUT=(?:%{USERNAME:nf_out_interface})?\\s+' +
      `MAC=(?:${macs}\\S*)?\\s.*?SRC=%{IP:nf_src_ip}\\s+DST=%{IP:nf_dst_ip}\\s.*?PROTO=%{WORD:nf_protocol}` +
      '(?:\\s+SPT=%{INT:nf_src_port}\\s+DPT=%{INT:nf_dst_port})?',
  },
};

/** With or without its `0x`; a bare 0 says that nothing is set. */
function hexadecimal(field: string): string {
  return `(?:0\\b|(?:0x)?%{BASE16NUM:${field}})?`;
}
