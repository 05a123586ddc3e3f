import {
  type CiscoFields,
  ecsFields,
  interfaceName,
  legacyFields,
  source,
  target,
  targetAtInterface,
  user,
} from './cisco-fields.ts';
import type { PatternGroup } from './group.ts';

type Definitions = Readonly<Record<string, string>>;

/** What Cisco's firewalls let through, and what they turned down. */
export const ciscoAccess: PatternGroup = {
  ecs: {
    ...messages(ecsFields),
    CISCOFW106014:
      `${ecsFields.action} ${ecsFields.direction} ${ecsFields.transport} src %{CISCO_SRC_IP_USER} dst %{CISCO_DST_IP_USER} ?` +
      `\\(type ${ecsFields.icmpType}, code ${ecsFields.icmpCode}\\)`,
    CISCOFW106023: accessGroup(ecsFields, '%{CISCO_SRC_HOST_PORT_USER}', '%{CISCO_DST_HOST_PORT_USER}'),
    CISCOFW106100_2_3:
      `${accessList(ecsFields)} for user '(?<[user][name]>[^']*)' ${sourceInList(ecsFields)} -> ${targetInList(ecsFields)} ` +
      `%{CISCO_HITCOUNT_INTERVAL} ${ecsFields.hashes}`,
    CISCOFW106100:
      `${accessList(ecsFields)} ${sourceInList(ecsFields)}${ecsFields.sourceUser} -> ` +
      `${targetInList(ecsFields)}${ecsFields.sourceUser} hit-cnt %{INT:[cisco][asa][hit_count]:int} %{CISCO_INTERVAL} ` +
      ecsFields.hashes,
    CISCOFW304001: `${ecsFields.sourceIp}${ecsFields.sourceUser} Accessed URL ${ecsFields.targetIp}:%{GREEDYDATA:[url][original]}`,
    // No matching connection for ICMP error message: …, and then the packet that the error is about.
    CISCOFW313005:
      `${ecsFields.reason} for ${ecsFields.transport} error message: %{WORD} src %{CISCO_SRC_IP_USER} dst %{CISCO_DST_IP_USER} ` +
      `\\(type ${ecsFields.icmpType}, code ${ecsFields.icmpCode}\\) on %{NOTSPACE} interface\\.\\s+Original IP payload: ` +
      `%{WORD:[cisco][asa][original_ip_payload][network][transport]} src ${payload('source')} dst ${payload('destination')}`,
  },
  legacy: {
    ...messages(legacyFields),
    CISCOFW106014:
      `${legacyFields.action} ${legacyFields.direction} ${legacyFields.transport} ` +
      `src ${ofInterface('src', '')} dst ${ofInterface('dst', '')} ` +
      `\\(type ${legacyFields.icmpType}, code ${legacyFields.icmpCode}\\)`,
    CISCOFW106023: accessGroup(legacyFields, hostOfInterface('src'), hostOfInterface('dst')),
    CISCOFW106100_2_3:
      `${accessList(legacyFields)} for user '(?<src_fwuser>[^']*)' ${sourceInList(legacyFields)} -> ` +
      `${targetInList(legacyFields)} hit-cnt %{INT:hit_count} %{CISCO_INTERVAL:interval} ${legacyFields.hashes}`,
    CISCOFW106100:
      `${accessList(legacyFields)} ${sourceInList(legacyFields)}${legacyFields.sourceUser} -> ` +
      `${targetInList(legacyFields)}${legacyFields.sourceUser} hit-cnt %{INT:hit_count} %{CISCO_INTERVAL:interval} ` +
      legacyFields.hashes,
    CISCOFW304001: `${legacyFields.sourceIp}${legacyFields.sourceUser} Accessed URL ${legacyFields.targetIp}:%{GREEDYDATA:dst_url}`,
    CISCOFW313005:
      `${legacyFields.reason} for ${legacyFields.transport} error message: %{WORD:err_protocol} ` +
      `src ${ofInterface('src', 'err_')} dst ${ofInterface('dst', 'err_')} ` +
      '\\(type %{INT:err_icmp_type}, code %{INT:err_icmp_code}\\) on %{NOTSPACE:interface} interface\\.\\s+' +
      `Original IP payload: ${legacyFields.transport} ` +
      `src %{IP:orig_src_ip}/%{INT:orig_src_port}${user('orig_src_fwuser')} ` +
      `dst %{IP:orig_dst_ip}/%{INT:orig_dst_port}${user('orig_dst_fwuser')}`,
  },
};

/** The messages that differ in the names of their fields only. */
function messages(fields: CiscoFields): Definitions {
  const { action, direction, transport, lastInterface } = fields;
  // Some releases write two blanks before `on`.
  const flagged = `flags ${fields.tcpFlags} +on interface ${lastInterface}`;
  return {
    CISCOFW106001: `${direction} ${transport} connection ${action} from ${source(fields)} to ${target(fields)} ${flagged}`,
    CISCOFW106006_106007_106010:
      `${action} ${direction} ${transport} (?:from|src) ${source(fields)}${fields.sourceUser} ` +
      `(?:to|dst) ${target(fields)}${fields.targetUser} (?:on interface ${lastInterface}|due to ${fields.reason})`,
    CISCOFW106015: `${action} ${transport} \\(${fields.rule('[^)]*')}\\) from ${source(fields)} to ${target(fields)} ${flagged}`,
    CISCOFW106021: `${action} ${transport} reverse path check from ${fields.sourceIp} to ${fields.targetIp} on interface ${lastInterface}`,
    CISCOFW313001_313004_313008:
      `${action} ${transport} type=${fields.icmpType}, code=${fields.icmpCode} from ${fields.sourceIp} ` +
      `on interface ${lastInterface}(?: to ${fields.targetIp})?`,
    CISCOFW710001_710002_710003_710005_710006: `${transport} (?:request|access) ${action} from ${source(fields)} to ${targetAtInterface(fields)}`,
  };
}

/** Deny tcp src inside:10.0.0.1/1024 dst outside:10.0.0.2/80 by access-group "name" [0x0, 0x0] */
function accessGroup(fields: CiscoFields, from: string, to: string): string {
  return (
    `${fields.action}(?: protocol)? ${fields.transport} src ${from} dst ${to}` +
    `(?: \\(type ${fields.icmpType}, code ${fields.icmpCode}\\))? by access-group "?${fields.rule('[^"\\s]*')}"? ${fields.hashes}`
  );
}

/** access-list name permitted tcp inside/10.0.0.1(1024) -> outside/10.0.0.2(80) … */
function accessList(fields: CiscoFields): string {
  return `access-list ${fields.rule('\\S+')} ${fields.action} ${fields.transport}`;
}

function sourceInList(fields: CiscoFields): string {
  return `${fields.sourceInterface}/${fields.sourceIp}\\(${fields.sourcePort}\\)`;
}

function targetInList(fields: CiscoFields): string {
  return `${fields.targetInterface}/${fields.targetIp}\\(${fields.targetPort}\\)`;
}

function payload(side: 'source' | 'destination'): string {
  const field = `[cisco][asa][original_ip_payload][${side}]`;
  return `%{IP:${field}[ip]}/%{INT:${field}[port]:int}${user(`${field}[user][name]`)}`;
}

function ofInterface(side: 'src' | 'dst', prefix: string): string {
  return `${interfaceName(`${prefix}${side}_interface`)}:%{IP:${prefix}${side}_ip}${user(`${prefix}${side}_fwuser`)}`;
}

/** With a name in place of the address, where the firewall knows one. */
function hostOfInterface(side: 'src' | 'dst'): string {
  return `${interfaceName(`${side}_interface`)}:(?<${side}_ip>[^\\s/(]+)(?:/%{INT:${side}_port})?${user(`${side}_fwuser`)}`;
}
