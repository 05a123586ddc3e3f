// Written by bin/catalogue.mjs from the files in parsers/sources. Do not edit.
import type { SourceDefinition } from './source.ts';
import { source as apacheAccess } from './sources/apache.access.ts';
import { source as apacheError } from './sources/apache.error.ts';
import { source as app } from './sources/app.ts';
import { source as awsAlb } from './sources/aws.alb.ts';
import { source as awsCloudfront } from './sources/aws.cloudfront.ts';
import { source as awsCloudtrail } from './sources/aws.cloudtrail.ts';
import { source as awsElb } from './sources/aws.elb.ts';
import { source as awsLambda } from './sources/aws.lambda.ts';
import { source as awsNlb } from './sources/aws.nlb.ts';
import { source as awsRoute53 } from './sources/aws.route53.ts';
import { source as awsS3access } from './sources/aws.s3access.ts';
import { source as awsVpcflow } from './sources/aws.vpcflow.ts';
import { source as awsWaf } from './sources/aws.waf.ts';
import { source as cri } from './sources/cri.ts';
import { source as docker } from './sources/docker.ts';
import { source as dotnet } from './sources/dotnet.ts';
import { source as elasticsearchServer } from './sources/elasticsearch.server.ts';
import { source as elasticsearchSlowlog } from './sources/elasticsearch.slowlog.ts';
import { source as go } from './sources/go.ts';
import { source as haproxy } from './sources/haproxy.ts';
import { source as java } from './sources/java.ts';
import { source as json } from './sources/json.ts';
import { source as klog } from './sources/klog.ts';
import { source as logfmt } from './sources/logfmt.ts';
import { source as mongodbLog } from './sources/mongodb.log.ts';
import { source as nginxAccess } from './sources/nginx.access.ts';
import { source as nginxError } from './sources/nginx.error.ts';
import { source as node } from './sources/node.ts';
import { source as pgbouncer } from './sources/pgbouncer.ts';
import { source as phpError } from './sources/php.error.ts';
import { source as plain } from './sources/plain.ts';
import { source as postgresqlCsv } from './sources/postgresql.csv.ts';
import { source as postgresqlJson } from './sources/postgresql.json.ts';
import { source as postgresqlLog } from './sources/postgresql.log.ts';
import { source as python } from './sources/python.ts';
import { source as rails } from './sources/rails.ts';
import { source as redis } from './sources/redis.ts';
import { source as syslog } from './sources/syslog.ts';
import { source as systemAuth } from './sources/system.auth.ts';

/** Every kind of log that Millrace knows, by name. */
export const sources: readonly SourceDefinition[] = [
  apacheAccess,
  apacheError,
  app,
  awsAlb,
  awsCloudfront,
  awsCloudtrail,
  awsElb,
  awsLambda,
  awsNlb,
  awsRoute53,
  awsS3access,
  awsVpcflow,
  awsWaf,
  cri,
  docker,
  dotnet,
  elasticsearchServer,
  elasticsearchSlowlog,
  go,
  haproxy,
  java,
  json,
  klog,
  logfmt,
  mongodbLog,
  nginxAccess,
  nginxError,
  node,
  pgbouncer,
  phpError,
  plain,
  postgresqlCsv,
  postgresqlJson,
  postgresqlLog,
  python,
  rails,
  redis,
  syslog,
  systemAuth,
];
