import { ArchiveError } from '../errors.ts';
import type { ObjectBody, ReportArchive, StoredObject } from './objects/archive.ts';
import { inPlace, renderBody, storedBody, TEXT_TYPE, type RenderText } from './objects/body.ts';
import type { ReportKeys } from './objects/keys.ts';

/** What is written stays: text that an earlier attempt has left is taken as it is. */
export async function createText(
  archive: ReportArchive,
  keys: ReportKeys,
  text: ObjectBody,
): Promise<ObjectBody> {
  if ((await archive.create(keys.text, text)) === 'created') return inPlace(text, keys.text);
  return (await openText(archive, keys)) ?? text;
}

/** The text of a report as it lies there, if it does. */
export async function openText(archive: ReportArchive, keys: ReportKeys): Promise<ObjectBody | null> {
  const stored = await archive.open(keys.text);
  return stored && (await storedBody(TEXT_TYPE, keys.text, stored));
}

/** The text that a stored JSON makes. */
export async function renderStoredText(
  archive: ReportArchive,
  key: string,
  stored: StoredObject,
  renderText: RenderText,
): Promise<ObjectBody> {
  try {
    return await renderBody(TEXT_TYPE, () => renderText(stored.pieces()));
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(
      {
        code: 'ARCHIVE_REPORT_UNREADABLE',
        attempted: 'rendering the text of',
        object: `${archive.location}/${key}`,
        why: error instanceof Error ? error.message : String(error),
        advice: 'Look at who wrote it; the job-reporter that wrote it, or a newer one, can read it',
      },
      { cause: error },
    );
  }
}
