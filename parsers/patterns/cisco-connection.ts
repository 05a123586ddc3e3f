import {
  type CiscoFields,
  ecsFields,
  legacyFields,
  source,
  sourceAtInterface,
  target,
  targetAtInterface,
  user,
} from './cisco-fields.ts';
import type { PatternGroup } from './group.ts';

type Definitions = Readonly<Record<string, string>>;

// Connections last longer than a day.
const duration = '%{INT}:%{MINUTE}:%{SECOND}';

/** Connections and translations of Cisco's firewalls, from beginning to end. */
export const ciscoConnection: PatternGroup = {
  ecs: {
    ...messages(ecsFields),
    CISCOFW302010:
      '%{INT:[cisco][asa][connections][in_use]:int} in use, %{INT:[cisco][asa][connections][most_used]:int} most used',
    CISCOFW302013_302014_302015_302016:
      `${ecsFields.action}(?: ${ecsFields.direction})? ${ecsFields.transport} connection %{INT:[cisco][asa][connection_id]} ` +
      `for ${sourceAtInterface(ecsFields)}(?: ?\\(%{IP:[source][nat][ip]}/%{INT:[source][nat][port]:int}\\))?${ecsFields.sourceUser} ` +
      `to ${targetAtInterface(ecsFields)}(?: ?\\(%{IP:[destination][nat][ip]}/%{INT:[destination][nat][port]:int}\\))?` +
      `${ecsFields.targetUser}(?: duration (?<[cisco][asa][duration]>${duration}) bytes %{INT:[network][bytes]:int})?` +
      `(?: ${ecsFields.reason})?(?: \\((?<[user][name]>[^)]*)\\))?`,
    CISCOFW302020_302021:
      `${ecsFields.action}(?: ${ecsFields.direction})? ${ecsFields.transport} connection ` +
      `for faddr ${ecsFields.targetIp}/%{INT:[cisco][asa][icmp_seq]:int}${ecsFields.targetUser} ` +
      `gaddr %{IP:[source][nat][ip]}/${ecsFields.icmpType} laddr ${ecsFields.sourceIp}/%{INT}(?: ?${user('[source][user][name]')})?`,
    CISCOFW305011:
      `${ecsFields.action} %{CISCO_XLATE_TYPE} ${ecsFields.transport} translation ` +
      `from ${ecsFields.sourceInterface}:${ecsFields.sourceIp}(?:/${ecsFields.sourcePort})?${ecsFields.sourceUser} ` +
      `to ${targetAtInterface(ecsFields)}`,
    CISCOFW419001:
      `${ecsFields.action} ${ecsFields.transport} packet from ${sourceAtInterface(ecsFields)} to ${targetAtInterface(ecsFields)}, ` +
      'reason: %{GREEDYDATA:[event][reason]}',
  },
  legacy: {
    ...messages(legacyFields),
    CISCOFW302010: '%{INT:connection_count} in use, %{INT:connection_count_max} most used',
    CISCOFW302013_302014_302015_302016:
      `${legacyFields.action}(?: ${legacyFields.direction})? ${legacyFields.transport} connection %{INT:connection_id} ` +
      `for ${sourceAtInterface(legacyFields)}(?: ?\\(%{IP:src_mapped_ip}/%{INT:src_mapped_port}\\))?${legacyFields.sourceUser} ` +
      `to ${targetAtInterface(legacyFields)}(?: ?\\(%{IP:dst_mapped_ip}/%{INT:dst_mapped_port}\\))?${legacyFields.targetUser}` +
      `(?: duration (?<duration>${duration}) bytes %{INT:bytes})?(?: ${legacyFields.reason})?(?: \\((?<user>[^)]*)\\))?`,
    CISCOFW302020_302021:
      `${legacyFields.action}(?: ${legacyFields.direction})? ${legacyFields.transport} connection ` +
      `for faddr ${legacyFields.targetIp}/%{INT:icmp_seq_num}${user('fwuser')} ` +
      `gaddr %{IP:src_xlated_ip}/%{INT:icmp_code_xlated} laddr ${legacyFields.sourceIp}/%{INT:icmp_code}(?: ?${user('user')})?`,
    CISCOFW305011:
      `${legacyFields.action} %{CISCO_XLATE_TYPE:xlate_type} ${legacyFields.transport} translation ` +
      `from ${legacyFields.sourceInterface}:${legacyFields.sourceIp}(?:/${legacyFields.sourcePort})?${legacyFields.sourceUser} ` +
      'to (?<src_xlated_interface>[^\\s:]+?):%{IP:src_xlated_ip}/%{INT:src_xlated_port}',
    CISCOFW419001:
      `${legacyFields.action} ${legacyFields.transport} packet from ${sourceAtInterface(legacyFields)} ` +
      `to ${targetAtInterface(legacyFields)}, reason: %{GREEDYDATA:reason}`,
  },
};

/** The messages that differ in the names of their fields only. */
function messages(fields: CiscoFields): Definitions {
  return {
    CISCOFW110002: `${fields.reason} for ${fields.transport} from ${sourceAtInterface(fields)} to ${target(fields)}`,
    CISCOFW419002:
      `${fields.reason} from ${sourceAtInterface(fields)} to ${targetAtInterface(fields)} ` +
      'with different initial sequence number',
    CISCOFW500004: `${fields.reason} for protocol=${fields.transport}, from ${source(fields)} to ${target(fields)}`,
  };
}
