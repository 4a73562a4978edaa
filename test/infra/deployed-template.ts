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
const REGION = 'eu-central-1';

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

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
export function deployTemplate(template: unknown): DeployedTemplate {
  const { Resources, Outputs } = templateSchema.parse(template);
  const types = new Map(Object.entries(Resources).map(([id, { Type }]) => [id, Type]));
  const fill = (value: unknown): unknown => fillIn(value, types);
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

function fillIn(value: unknown, types: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => fillIn(item, types));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first === undefined || entries.length > 1 || !/^(Ref|Fn::.*)$/.test(first[0])) {
    return Object.fromEntries(entries.map(([key, item]) => [key, fillIn(item, types)]));
  }
  return call(first[0], fillIn(first[1], types), types);
}

function call(name: string, argument: unknown, types: ReadonlyMap<string, string>): string {
  switch (name) {
    case 'Ref': {
      const id = z.string().parse(argument);
      return PSEUDO_PARAMETERS[id] ?? refer(id, types).ref;
    }
    case 'Fn::GetAtt': {
      const [id, attribute] = z.tuple([z.string(), z.literal(['Arn', 'QueueName'])]).parse(argument);
      return attribute === 'Arn' ? refer(id, types).arn : shortenId(id);
    }
    case 'Fn::Join': {
      const [separator, parts] = z.tuple([z.string(), z.array(z.string())]).parse(argument);
      return parts.join(separator);
    }
    case 'Fn::Sub':
      return z
        .string()
        .parse(argument)
        .replaceAll(/\$\{([^}]+)\}/g, (_, id: string) => PSEUDO_PARAMETERS[id] ?? id);
    default:
      throw new Error(`the test knows no ${name}`);
  }
}

interface Reference {
  readonly ref: string;
  readonly arn: string;
}

/** What Ref and Arn of a resource are: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ */
const REFERENCES: ReadonlyMap<string, (name: string) => Reference> = new Map([
  ['AWS::S3::Bucket', (name) => ({ ref: name.toLowerCase(), arn: `arn:aws:s3:::${name.toLowerCase()}` })],
  [
    'AWS::SQS::Queue',
    (name) => ({ ref: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`, arn: arn('sqs', name) }),
  ],
  ['AWS::SNS::Topic', (name) => ({ ref: arn('sns', name), arn: arn('sns', name) })],
  ['AWS::Logs::LogGroup', (name) => ({ ref: name, arn: arn('logs', `log-group:${name}:*`) })],
  ['AWS::IAM::Role', (name) => ({ ref: name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}` })],
  [
    'AWS::IAM::ManagedPolicy',
    (name) => ({
      ref: `arn:aws:iam::${ACCOUNT}:policy/${name}`,
      arn: `arn:aws:iam::${ACCOUNT}:policy/${name}`,
    }),
  ],
  ['AWS::Lambda::Function', (name) => ({ ref: name, arn: arn('lambda', `function:${name}`) })],
  [
    'AWS::Scheduler::ScheduleGroup',
    (name) => ({ ref: name, arn: arn('scheduler', `schedule-group/${name}`) }),
  ],
  ['AWS::CloudWatch::Alarm', (name) => ({ ref: name, arn: arn('cloudwatch', `alarm:${name}`) })],
]);

function refer(id: string, types: ReadonlyMap<string, string>): Reference {
  const type = types.get(id) ?? 'nothing in the template';
  const describe = REFERENCES.get(type);
  if (describe === undefined) throw new Error(`the test knows no reference to ${id}, which is ${type}`);
  return describe(shortenId(id));
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

function shortenId(id: string): string {
  return id.replace(/^JobReporter/, '').replace(/[0-9A-F]{8}$/, '');
}
