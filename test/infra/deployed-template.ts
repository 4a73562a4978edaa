import * as z from 'zod';

/** A resource as CloudFormation would have made it: what points to others is filled in. */
export interface DeployedResource {
  /** Its logical id, without the construct's name and the hash: `FailedRuns`. */
  readonly name: string;
  readonly type: string;
  readonly properties: unknown;
  readonly deletionPolicy: string | undefined;
  readonly metadata: unknown;
}

export interface DeployedTemplate {
  readonly resources: readonly DeployedResource[];
  /** By their names. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

const ACCOUNT = '123456789012';

/** Where a template is deployed. */
export interface Environment {
  readonly partition: string;
  readonly region: string;
  /** Behind the names of services: `amazonaws.com`. */
  readonly suffix: string;
}

const FRANKFURT: Environment = { partition: 'aws', region: 'eu-central-1', suffix: 'amazonaws.com' };

function listPseudoParameters({ partition, region, suffix }: Environment): Readonly<Record<string, string>> {
  return {
    'AWS::AccountId': ACCOUNT,
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::URLSuffix': suffix,
    'AWS::StackName': 'reporter',
  };
}

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.unknown().optional(),
      DeletionPolicy: z.string().optional(),
      Metadata: z.unknown().optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});

/** Fills in a template's references; throws on any intrinsic function that it does not know. */
export function deployTemplate(template: unknown, environment = FRANKFURT): DeployedTemplate {
  const { Resources, Outputs } = templateSchema.parse(template);
  const types = new Map(Object.entries(Resources).map(([id, { Type }]) => [id, Type]));
  const fill = (value: unknown): unknown => fillIn(value, { types, environment });
  return {
    resources: Object.entries(Resources).map(([id, { Type, Properties, DeletionPolicy, Metadata }]) => ({
      name: shortenId(id),
      type: Type,
      properties: fill(Properties),
      deletionPolicy: DeletionPolicy,
      metadata: Metadata,
    })),
    outputs: Object.fromEntries(Object.entries(Outputs).map(([name, { Value }]) => [name, fill(Value)])),
  };
}

/** What a reference may be to. */
interface World {
  readonly types: ReadonlyMap<string, string>;
  readonly environment: Environment;
}

function fillIn(value: unknown, world: World): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => fillIn(item, world));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first === undefined || entries.length > 1 || !/^(Ref|Fn::.*)$/.test(first[0])) {
    return Object.fromEntries(entries.map(([key, item]) => [key, fillIn(item, world)]));
  }
  return call(first[0], fillIn(first[1], world), world);
}

function call(name: string, argument: unknown, world: World): string {
  switch (name) {
    // Of another stack, which is not here: its ids stand in the name.
    case 'Fn::ImportValue':
      return z.string().parse(argument);
    case 'Ref': {
      const id = z.string().parse(argument);
      return listPseudoParameters(world.environment)[id] ?? refer(id, world).ref;
    }
    case 'Fn::GetAtt': {
      const [id, attribute] = z.tuple([z.string(), z.literal(['Arn', 'QueueName'])]).parse(argument);
      return attribute === 'Arn' ? refer(id, world).arn : shortenId(id);
    }
    case 'Fn::Join': {
      const [separator, parts] = z.tuple([z.string(), z.array(z.string())]).parse(argument);
      return parts.join(separator);
    }
    case 'Fn::Sub':
      return z
        .string()
        .parse(argument)
        .replaceAll(/\$\{([^}]+)\}/g, (_, id: string) => listPseudoParameters(world.environment)[id] ?? id);
    default:
      throw new Error(`the test knows no ${name}`);
  }
}

interface Reference {
  readonly ref: string;
  readonly arn: string;
}

/** A name, and what makes the ARN of a service's resource. */
type DescribeReference = (name: string, arn: (service: string, resource: string) => string) => Reference;

const same = (text: string): Reference => ({ ref: text, arn: text });

/** What Ref and Arn of a resource are: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ */
const REFERENCES: ReadonlyMap<string, DescribeReference> = new Map<string, DescribeReference>([
  ['AWS::S3::Bucket', (name, arn) => ({ ref: name.toLowerCase(), arn: arn('s3', name.toLowerCase()) })],
  ['AWS::SQS::Queue', (name, arn) => ({ ref: `https://sqs/${ACCOUNT}/${name}`, arn: arn('sqs', name) })],
  ['AWS::SNS::Topic', (name, arn) => same(arn('sns', name))],
  ['AWS::Logs::LogGroup', (name, arn) => ({ ref: name, arn: arn('logs', `log-group:${name}:*`) })],
  ['AWS::IAM::Role', (name, arn) => ({ ref: name, arn: arn('iam', `role/${name}`) })],
  ['AWS::IAM::ManagedPolicy', (name, arn) => same(arn('iam', `policy/${name}`))],
  ['AWS::Lambda::Function', (name, arn) => ({ ref: name, arn: arn('lambda', `function:${name}`) })],
  [
    'AWS::Scheduler::ScheduleGroup',
    (name, arn) => ({ ref: name, arn: arn('scheduler', `schedule-group/${name}`) }),
  ],
  ['AWS::KMS::Key', (name, arn) => ({ ref: name, arn: arn('kms', `key/${name}`) })],
  ['AWS::CloudWatch::Alarm', (name, arn) => ({ ref: name, arn: arn('cloudwatch', `alarm:${name}`) })],
]);

function refer(id: string, { types, environment }: World): Reference {
  const type = types.get(id) ?? 'nothing in the template';
  const describe = REFERENCES.get(type);
  if (describe === undefined) throw new Error(`the test knows no reference to ${id}, which is ${type}`);
  return describe(shortenId(id), (service, resource) => nameArn(service, resource, environment));
}

/** A bucket's has no account, and neither that nor a role's has a region. */
function nameArn(service: string, resource: string, { partition, region }: Environment): string {
  const where = service === 's3' ? ':' : `${service === 'iam' ? '' : region}:${ACCOUNT}`;
  return `arn:${partition}:${service}:${where}:${resource}`;
}

function shortenId(id: string): string {
  return id.replace(/^JobReporter/, '').replace(/[0-9A-F]{8}$/, '');
}
