'use strict';

const { writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');

const pollMs = 100;

/**
 * Makes `serverless deploy` work on a local AWS (docs/local-stack.md). It does nothing at all unless AWS_ENDPOINT_URL is set:
 * - the template is not sent for validation, because the deployer builds the address of AWS's own S3 for that;
 * - progress is read from the stack's status: the local CloudFormation sorts events of the same millisecond the wrong way round, and the
 *   deployer, which reads events, then waits for ever;
 * - redrive policies are set by the API afterwards, because the local CloudFormation drops them;
 * - the stack's outputs are written to the file that MILLRACE_DEPLOY_OUTPUTS names, for stack/deploy.ts.
 */
class LocalPlugin {
  constructor(serverless) {
    this.serverless = serverless;
    this.endpoint = process.env.AWS_ENDPOINT_URL;
    this.hooks = this.endpoint
      ? {
          'before:deploy:deploy': () => this.adaptDeployer(),
          'after:deploy:deploy': () => this.completeDeployment(),
        }
      : {};
  }

  // The deployer mixes these methods into the instance, so replacing them on the prototype would change nothing.
  adaptDeployer() {
    for (const plugin of this.serverless.pluginManager.plugins) {
      if (plugin.constructor.name !== 'AwsDeploy') continue;
      plugin.validateTemplate = async () => undefined;
      plugin.monitorStack = (action, answer) => this.untilSettled(action, answer);
    }
  }

  async untilSettled(action, answer) {
    if (answer === 'alreadyCreated') return undefined;
    const { client, DescribeStacksCommand, DescribeStackEventsCommand } = this.cloudFormation();
    const StackName = answer.StackId;
    for (;;) {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
      const { StackStatus = '', StackStatusReason } = Stacks[0] ?? {};
      if (/^(CREATE|UPDATE)_COMPLETE$/.test(StackStatus)) return StackStatus;
      if (!StackStatus.endsWith('_IN_PROGRESS')) {
        const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
        const reasons = StackEvents.filter((event) => event.ResourceStatus?.endsWith('FAILED')).map(
          (event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`,
        );
        throw new Error(
          [`${action} ended as ${StackStatus}`, StackStatusReason, ...reasons].filter(Boolean).join('\n'),
        );
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  // Resolved from the deployer, which brings this client; our own code never needs it.
  cloudFormation() {
    const requireOfDeployer = createRequire(require.resolve('serverless/package.json'));
    const sdk = requireOfDeployer('@aws-sdk/client-cloudformation');
    const region = this.serverless.getProvider('aws').getRegion();
    return { ...sdk, client: new sdk.CloudFormationClient({ region }) };
  }

  async completeDeployment() {
    const provider = this.serverless.getProvider('aws');
    const region = provider.getRegion();
    const stackName = provider.naming.getStackName();
    const { client, DescribeStackResourcesCommand, DescribeStacksCommand } = this.cloudFormation();
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: stackName }));
    const physicalIds = new Map(
      StackResources.map((resource) => [resource.LogicalResourceId, resource.PhysicalResourceId]),
    );
    await this.setRedrivePolicies(region, physicalIds);
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    this.writeOutputs(Stacks[0]?.Outputs ?? []);
  }

  async setRedrivePolicies(region, physicalIds) {
    const { SQSClient, GetQueueAttributesCommand, SetQueueAttributesCommand } = require('@aws-sdk/client-sqs');
    const sqs = new SQSClient({ region });
    const { Resources } = this.serverless.service.provider.compiledCloudFormationTemplate;
    for (const [logicalId, { Type, Properties }] of Object.entries(Resources)) {
      if (Type !== 'AWS::SQS::Queue' || Properties.RedrivePolicy === undefined) continue;
      const [targetLogicalId] = Properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'];
      const target = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: physicalIds.get(targetLogicalId), AttributeNames: ['QueueArn'] }),
      );
      const RedrivePolicy = JSON.stringify({
        deadLetterTargetArn: target.Attributes.QueueArn,
        maxReceiveCount: Properties.RedrivePolicy.maxReceiveCount,
      });
      await sqs.send(
        new SetQueueAttributesCommand({ QueueUrl: physicalIds.get(logicalId), Attributes: { RedrivePolicy } }),
      );
    }
  }

  writeOutputs(outputs) {
    const file = process.env.MILLRACE_DEPLOY_OUTPUTS;
    if (!file) return;
    const values = Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    writeFileSync(file, `${JSON.stringify(values, null, 2)}\n`);
  }
}

module.exports = LocalPlugin;
