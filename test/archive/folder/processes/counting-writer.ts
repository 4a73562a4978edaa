/** Adds one to a number in a folder archive, again and again, by compare-and-swap. Arguments: folder, key, how often. */
import { FolderArchive } from '../../../../src/archive/folder/archive.ts';

const [, , folder = '', key = '', times = ''] = process.argv;
const archive = new FolderArchive(folder);
for (let done = 0; done < Number(times);) {
  const seen = await archive.peek(key);
  const bytes = Buffer.from(String(Number(seen?.head ?? 0) + 1));
  const body = { bytes, contentType: 'text/plain' };
  if ((await archive.replace(key, body, seen?.version ?? null)) === 'replaced') done += 1;
}
