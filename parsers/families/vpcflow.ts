/** The columns of VPC flow logs, as the documentation names them: what each may hold, and the field it goes to. */

interface Column {
  /** A definition of `vpcflowDefinitions`. */
  readonly holds: string;
  /** Without one the capture goes aside under the name of the column. */
  readonly field?: string;
}

const own = (name: string) => `aws.vpcflow.${name.replaceAll('-', '_')}`;

/** Narrow, since the columns themselves must tell which order a line has. */
export const vpcflowDefinitions = {
  // No more digits than a long has room for.
  FLOWINT: '[0-9]{1,18}',
  FLOWACCOUNT: '(?:[0-9]{12}|unknown)',
  FLOWINTERFACE: 'eni-[0-9A-Za-z]+',
  FLOWADDRESS: '[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*',
  FLOWACTION: '(?:ACCEPT|REJECT)',
  FLOWSTATUS: '(?:OK|NODATA|SKIPDATA)',
  FLOWVPC: 'vpc-[0-9A-Za-z]+',
  FLOWSUBNET: 'subnet-[0-9A-Za-z]+',
  FLOWINSTANCE: 'i-[0-9A-Za-z]+',
  FLOWTYPE: '(?:IPv4|IPv6|EFA)',
  FLOWREGION: '[a-z]+(?:-[a-z]+)+-[0-9]+',
  FLOWZONE: '[a-z0-9]+-[a-z0-9-]+',
  FLOWPLACE: '(?:wavelength|outpost|localzone)',
  FLOWDIRECTION: '(?:ingress|egress)',
  FLOWSERVICE: '[A-Z][A-Z0-9_]+',
  FLOWNAME: '[^ ]+',
};

const columns = new Map<string, Column>(
  Object.entries({
    version: { holds: 'FLOWINT', field: own('version') },
    'account-id': { holds: 'FLOWACCOUNT' },
    'interface-id': { holds: 'FLOWINTERFACE', field: own('interface-id') },
    srcaddr: { holds: 'FLOWADDRESS', field: 'source.address' },
    dstaddr: { holds: 'FLOWADDRESS', field: 'destination.address' },
    srcport: { holds: 'FLOWINT', field: 'source.port:int' },
    dstport: { holds: 'FLOWINT', field: 'destination.port:int' },
    protocol: { holds: 'FLOWINT', field: 'network.iana_number' },
    packets: { holds: 'FLOWINT', field: 'network.packets:int' },
    bytes: { holds: 'FLOWINT', field: 'network.bytes:int' },
    start: { holds: 'FLOWINT' },
    end: { holds: 'FLOWINT' },
    action: { holds: 'FLOWACTION' },
    'log-status': { holds: 'FLOWSTATUS', field: own('log-status') },
    'vpc-id': { holds: 'FLOWVPC', field: own('vpc-id') },
    'subnet-id': { holds: 'FLOWSUBNET', field: own('subnet-id') },
    'instance-id': { holds: 'FLOWINSTANCE', field: 'cloud.instance.id' },
    'tcp-flags': { holds: 'FLOWINT', field: `${own('tcp-flags')}:int` },
    type: { holds: 'FLOWTYPE' },
    'pkt-srcaddr': { holds: 'FLOWADDRESS', field: own('pkt-srcaddr') },
    'pkt-dstaddr': { holds: 'FLOWADDRESS', field: own('pkt-dstaddr') },
    region: { holds: 'FLOWREGION', field: 'cloud.region' },
    'az-id': { holds: 'FLOWZONE', field: 'cloud.availability_zone' },
    'sublocation-type': { holds: 'FLOWPLACE', field: own('sublocation-type') },
    'sublocation-id': { holds: 'FLOWNAME', field: own('sublocation-id') },
    'pkt-src-aws-service': { holds: 'FLOWSERVICE', field: own('pkt-src-aws-service') },
    'pkt-dst-aws-service': { holds: 'FLOWSERVICE', field: own('pkt-dst-aws-service') },
    'flow-direction': { holds: 'FLOWDIRECTION', field: 'network.direction' },
    'traffic-path': { holds: 'FLOWINT', field: `${own('traffic-path')}:int` },
    'reject-reason': { holds: 'FLOWNAME', field: own('reject-reason') },
  }),
);

/** Those of containers have nothing to tell them by, and stand together. */
export const containerColumns =
  'ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id'.split(
    ' ',
  );

function flowPattern(order: string): string {
  const one = (name: string) => {
    const { holds, field } = columns.get(name) ?? { holds: 'FLOWNAME', field: own(name) };
    return `(?:-|%{${holds}:${field ?? name}})`;
  };
  return order.split(' ').map(one).join(' ');
}

/** Version 2; then what each later version added behind it, in the order of the table of available fields. */
const byVersion = [
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
  'vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr',
  'region az-id sublocation-type sublocation-id',
  'pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path',
  containerColumns.join(' '),
  'reject-reason',
];

/** Custom formats that the documentation shows, and the one that choosing every column of version 5 in the console makes. */
const otherOrders = [
  'version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport pkt-srcaddr pkt-dstaddr protocol bytes packets start end action tcp-flags log-status',
  'version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id subnet-id instance-id interface-id region az-id sublocation-type sublocation-id action tcp-flags pkt-srcaddr pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service traffic-path flow-direction log-status',
  'instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr',
  'version interface-id account-id vpc-id subnet-id instance-id srcaddr dstaddr srcport dstport protocol tcp-flags type pkt-srcaddr pkt-dstaddr action log-status',
  'account-id action az-id bytes dstaddr dstport end flow-direction instance-id interface-id log-status packets pkt-dst-aws-service pkt-dstaddr pkt-src-aws-service pkt-srcaddr protocol region srcaddr srcport start sublocation-id sublocation-type subnet-id tcp-flags traffic-path type version vpc-id',
];

/** Exports from CloudWatch Logs have the time before each record. */
const exported = '(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z )?';

export const flowPatterns = [
  exported +
    byVersion.map((order, index) => (index === 0 ? '' : '(?: ') + flowPattern(order)).join('') +
    `(?: %{GREEDYDATA})?${')?'.repeat(byVersion.length - 1)}`,
  ...otherOrders.map((order) => exported + flowPattern(order)),
  // The names of the columns are the first line of a file.
  '(?=.*\\b(?:srcaddr|interface-id|log-status)\\b)%{FLOWHEADER:header}',
];
