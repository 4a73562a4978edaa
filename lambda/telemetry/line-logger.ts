import { Logger, type LogItem } from '@aws-lambda-powertools/logger';

/** Powertools' logger, with its lines going where the door says; levels and format stay as its own settings have them. */
export class LineLogger extends Logger {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void, functionRequestId: string) {
    super({
      serviceName: 'k8s-job-reporter',
      persistentKeys: { function_request_id: functionRequestId },
    });
    this.#write = write;
  }

  protected override printLog(level: number, item: LogItem): void {
    // The base class may have something to say before its constructor ends: of a bad log level, say.
    if (!(#write in this)) return super.printLog(level, item);
    item.prepareForPrint();
    this.#write(JSON.stringify(item.getAttributes(), this.getJsonReplacer()));
  }
}
