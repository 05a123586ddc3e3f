import { ecsFields, legacyFields } from './cisco-fields.ts';
import type { PatternGroup } from './group.ts';

/** Tunnels of Cisco's firewalls, and the limits that they watch. */
export const ciscoVpn: PatternGroup = {
  ecs: {
    CISCOFW321001:
      "Resource '(?<[cisco][asa][resource][name]>[^']*)' limit of %{POSINT:[cisco][asa][resource][limit]:int} reached for system",
    CISCOFW402117:
      '%{WORD:[cisco][asa][network][type]}: Received a non-IP[Ss]ec packet ' +
      `\\(protocol= ?${ecsFields.transport}\\) from ${ecsFields.sourceIp} to ${ecsFields.targetIp}\\.?`,
    CISCOFW402119:
      '%{WORD:[cisco][asa][network][type]}: Received an %{WORD:[cisco][asa][ipsec][protocol]} packet ' +
      '\\(SPI= ?(?<[cisco][asa][ipsec][spi]>[^,\\s]+), sequence number= ?(?<[cisco][asa][ipsec][seq_num]>[^)\\s]+)\\) ' +
      `from ${ecsFields.sourceIp} \\(user= ?(?<[source][user][name]>[^)]*)\\) to ${ecsFields.targetIp} ` +
      'that failed anti-replay checking\\.?',
    CISCOFW602303_602304:
      `%{WORD:[cisco][asa][network][type]}: An ${ecsFields.direction} %{DATA:[cisco][asa][ipsec][tunnel_type]} SA ` +
      `\\(SPI= ?(?<[cisco][asa][ipsec][spi]>[^)]*)\\) between ${ecsFields.sourceIp} and ${ecsFields.targetIp} ` +
      `\\(user= ?(?<[source][user][name]>[^)]*)\\) has been ${ecsFields.action}`,
    CISCOFW713172: natStatus(
      '%{DATA:[cisco][asa][source][group]}',
      ecsFields.sourceIp,
      '%{DATA:[@metadata][cisco][asa][remote_nat]}',
      '%{DATA:[@metadata][cisco][asa][local_nat]}',
    ),
    CISCOFW733100:
      '\\[(?<[cisco][asa][burst][object]>[^\\]]*)\\] drop %{NOTSPACE:[cisco][asa][burst][id]} exceeded\\. ' +
      'Current burst rate is %{INT:[cisco][asa][burst][current_rate]:int} per second, ' +
      'max configured rate is %{INT:[cisco][asa][burst][configured_rate]:int}; ' +
      'Current average rate is %{INT:[cisco][asa][burst][avg_rate]:int} per second, ' +
      'max configured rate is %{INT:[cisco][asa][burst][configured_avg_rate]:int}; ' +
      'Cumulative total count is %{INT:[cisco][asa][burst][cumulative_count]:int}',
  },
  legacy: {
    CISCOFW321001: "Resource '%{WORD:resource_name}' limit of %{POSINT:resource_limit} reached for system",
    CISCOFW402117:
      '%{WORD:protocol}: Received a non-IP[Ss]ec packet \\(protocol= ?%{WORD:orig_protocol}\\) ' +
      `from ${legacyFields.sourceIp} to ${legacyFields.targetIp}`,
    CISCOFW402119:
      '%{WORD:protocol}: Received an %{WORD:orig_protocol} packet ' +
      '\\(SPI= ?(?<spi>[^,\\s]+), sequence number= ?(?<seq_num>[^)\\s]+)\\) ' +
      `from ${legacyFields.sourceIp} \\(user= ?(?<user>[^)]*)\\) to ${legacyFields.targetIp} that failed anti-replay checking`,
    CISCOFW602303_602304:
      `%{WORD:protocol}: An ${legacyFields.direction} %{DATA:tunnel_type} SA \\(SPI= ?(?<spi>[^)]*)\\) ` +
      `between ${legacyFields.sourceIp} and ${legacyFields.targetIp} \\(user= ?(?<user>[^)]*)\\) has been ${legacyFields.action}`,
    CISCOFW713172: natStatus(
      '%{DATA:group}',
      legacyFields.sourceIp,
      '%{DATA:is_remote_natted}',
      '%{DATA:is_local_natted}',
    ),
    CISCOFW733100:
      '\\[(?<drop_type>[^\\]]*)\\] drop %{NOTSPACE:drop_rate_id} exceeded\\. ' +
      'Current burst rate is %{INT:drop_rate_current_burst} per second, ' +
      'max configured rate is %{INT:drop_rate_max_burst}; ' +
      'Current average rate is %{INT:drop_rate_current_avg} per second, ' +
      'max configured rate is %{INT:drop_rate_max_avg}; Cumulative total count is %{INT:drop_total_count}',
  },
};

/** `is` or `is NOT`, for both ends. */
function natStatus(group: string, ip: string, remote: string, local: string): string {
  return (
    `Group = ${group}, IP = ${ip}, Automatic NAT Detection Status:\\s+Remote\\s+end\\s+${remote}\\s+` +
    `behind\\s+a\\s+NAT\\s+device\\s+This\\s+end\\s+${local}\\s+behind\\s+a\\s+NAT\\s+device`
  );
}
