import { Command } from 'commander';
import { addCeilingCommand } from './probes/ceiling-command.ts';
import { addColdCommand } from './cold/command.ts';
import { addCompareCommand } from './compare/command.ts';
import { addDocumentCommand } from './document/command.ts';
import { addEndlessCommand } from './probes/endless-command.ts';
import { addRedactionCommand } from './probes/redaction-command.ts';
import { addSlotCommand } from './probes/slot-command.ts';
import { addScaleCommand } from './scale/command.ts';

const program = new Command('npm run bench --').description(
  'Measures k8s-job-reporter. No figure of it is a test: the table is the evidence.',
);
addCompareCommand(program);
addScaleCommand(program);
addColdCommand(program);
addCeilingCommand(program);
addRedactionCommand(program);
addEndlessCommand(program);
addSlotCommand(program);
addDocumentCommand(program);
await program.parseAsync();
