'use strict';

const { writeFileSync } = require('node:fs');

/**
 * Makes `serverless deploy` work on a local AWS (docs/local-stack.md). It does nothing at all unless AWS_ENDPOINT_URL is set:
 * - the template is not sent for validation, because the deployer builds the address of AWS's own S3 for that;
 * - redrive policies are set by the API afterwards, because the local CloudFormation drops them;
 * - the stack's outputs are written to the file that MILLRACE_DEPLOY_OUTPUTS names, for stack/deploy.ts.
 */
class LocalPlugin {
  constructor(serverless) {
    this.serverless = serverless;
    this.endpoint = process.env.AWS_ENDPOINT_URL;
    this.hooks = this.endpoint
      ? {
          'before:deploy:deploy': () => this.skipTemplateValidation(),
          'after:deploy:deploy': () => this.completeDeployment(),
        }
      : {};
  }

  // The deployer mixes the method into the instance, so replacing it on the prototype would change nothing.
  skipTemplateValidation() {
    for (const plugin of this.serverless.pluginManager.plugins) {
      if (plugin.constructor.name === 'AwsDeploy') plugin.validateTemplate = async () => undefined;
    }
  }

  async completeDeployment() {
    const provider = this.serverless.getProvider('aws');
    const region = provider.getRegion();
    const stackName = provider.naming.getStackName();
    // Resolved from the deployer, which brings this client; our own code never needs it.
    const requireOfDeployer = require('node:module').createRequire(require.resolve('serverless/package.json'));
    const { CloudFormationClient, DescribeStackResourcesCommand, DescribeStacksCommand } = requireOfDeployer(
      '@aws-sdk/client-cloudformation',
    );
    const cloudFormation = new CloudFormationClient({ region });
    const { StackResources = [] } = await cloudFormation.send(
      new DescribeStackResourcesCommand({ StackName: stackName }),
    );
    const physicalIds = new Map(
      StackResources.map((resource) => [resource.LogicalResourceId, resource.PhysicalResourceId]),
    );
    await this.setRedrivePolicies(region, physicalIds);
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
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
